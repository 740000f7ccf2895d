"""Which row holds the headings, and which field each of them means."""

import re
from collections.abc import Sequence

import msgspec

from service.lists.fold import clean_line, fold
from service.lists.sheet import Row, column_letters

SYNONYMS: dict[str, tuple[str, ...]] = {
    "id": ("ID", "Kennung", "Teilnehmer-ID", "Participant ID", "Gast-ID", "Guest ID"),
    "title": ("Titel", "Akademischer Titel", "Title", "Academic title"),
    "first_name": ("Vorname", "Vornamen", "Rufname", "First name", "Given name", "Forename", "firstname"),
    "last_name": ("Nachname", "Familienname", "Zuname", "Last name", "Surname", "Family name", "lastname"),
    "name": (
        *("Name", "Vor- und Nachname", "Vorname und Nachname", "Vorname Nachname", "Name, Vorname"),
        *("Nachname, Vorname", "Vollständiger Name", "Vor- und Zuname", "Teilnehmer", "Teilnehmerin"),
        *("Teilnehmer/in", "Teilnehmer/Teilnehmerin", "Teilnehmende", "Teilnehmername", "Gast", "Gäste"),
        *("Person", "Ansprechpartner", "Ansprechpartnerin", "Ansprechpartner/in", "Full name", "Participant"),
        *(
            "Participant name",
            "Guest",
            "Guest name",
            "Attendee",
            "Attendee name",
            "Contact person",
            "Your name",
        ),
    ),
    "organisation": (
        *("Firma", "Unternehmen", "Firmenname", "Name der Firma", "Name des Unternehmens", "Organisation"),
        *("Unternehmensname", "Betrieb", "Arbeitgeber", "Institution", "Einrichtung", "Firma/Organisation"),
        *("Firma/Institution", "Unternehmen/Organisation", "Unternehmen/Institution", "Firma/Einrichtung"),
        *("Company", "Company name", "Organization", "Business", "Employer", "Company/Organisation", "Firm"),
    ),
    "industry": (
        *("Branche", "Branchen", "Industriezweig", "Wirtschaftszweig", "Gewerk", "Sparte", "Industry"),
        *("Sector", "Trade", "Line of business", "Branche/Gewerk", "Tätigkeitsfeld"),
    ),
    "topics": (
        *("Themen", "Thema", "Interessen", "Themenwünsche", "Interessensgebiete", "Schwerpunkte", "Topics"),
        *("Topic", "Interests", "Themen, die mich interessieren", "Welche Themen interessieren Sie"),
    ),
    "offers": (
        *("Ich biete", "biete", "Angebot", "Angebote", "Was ich biete", "Wir bieten", "Ich kann bieten"),
        *(
            "Was bieten Sie",
            "Was bieten Sie an",
            "Was können Sie anbieten",
            "Was können Sie bieten",
            "Bietet",
        ),
        *("Das biete ich", "Offers", "Offer", "I offer", "We offer", "Offering", "What I offer"),
        *("What do you offer", "What can you offer"),
    ),
    "seeks": (
        *(
            "Ich suche",
            "suche",
            "Gesuch",
            "Gesuche",
            "Was ich suche",
            "Wir suchen",
            "Was suchen Sie",
            "Bedarf",
        ),
        *("Wen oder was suchen Sie", "Das suche ich", "Sucht", "Seeks", "Seek", "I seek", "Seeking"),
        *("Looking for", "I'm looking for", "I am looking for", "We are looking for", "What I look for"),
        *("What are you looking for", "Needs"),
    ),
    "languages": (
        *("Sprachen", "Sprache", "Sprachkenntnisse", "Gesprochene Sprachen", "Languages", "Language"),
        *("Spoken languages", "Languages spoken", "Welche Sprachen sprechen Sie"),
    ),
    "group": ("Gruppe", "Delegation", "Gruppenzugehörigkeit", "Group", "Seite", "Lager"),
    "absent": (
        *(
            "Abwesend",
            "Fehlt",
            "Fehlt in Runde",
            "Fehlt in Runden",
            "Abwesend in Runde",
            "Abwesend in Runden",
        ),
        *(
            "Nicht dabei",
            "Nicht dabei in Runde",
            "Absent",
            "Absent in rounds",
            "Absent rounds",
            "Not in rounds",
        ),
    ),
    "table": (
        *("Tisch", "Fester Tisch", "Tischnummer", "Tisch-Nr.", "Stammtisch", "Table", "Fixed table"),
        *("Table number", "Table no."),
    ),
    "host": (
        *(
            "Gastgeber",
            "Gastgeberin",
            "Gastgeber/in",
            "Gastgeber an Tisch",
            "Tischgastgeber",
            "Tischgastgeberin",
        ),
        *("Host", "Table host", "Host at table", "Would host", "Kann Gastgeber sein", "Tischleitung"),
    ),
    "stepfree": (
        *("Stufenlos", "Stufenloser Platz", "Stufenloser Tisch", "Barrierefrei", "Barrierefreier Platz"),
        *(
            "Rollstuhl",
            "Rollstuhlplatz",
            "Rollstuhlfahrer",
            "Rollstuhlfahrerin",
            "Step-free",
            "Step-free table",
        ),
        *("Wheelchair", "Wheelchair user", "Wheelchair access", "Accessible", "Accessible seat", "stepfree"),
    ),
    "apart": (
        *(
            "Wettbewerber",
            "Wettbewerb",
            "Konkurrenten",
            "Konkurrent",
            "Konkurrenz",
            "Nicht mit",
            "Getrennt von",
        ),
        *("Nicht zusammen mit", "Nicht an einem Tisch mit", "Nicht an einen Tisch mit", "Competitors"),
        *("Competitor", "Not with", "Not at a table with", "Keep apart from", "Apart from", "Apart"),
    ),
    "email": (
        *("E-Mail", "Email", "Mail", "E-Mail-Adresse", "Mailadresse", "Emailadresse", "Mail-Adresse"),
        *(
            "Elektronische Post",
            "Email address",
            "E-Mail geschäftlich",
            "E-Mail dienstlich",
            "Kontakt-E-Mail",
        ),
    ),
    "phone": (
        *("Telefon", "Tel.", "Telefonnummer", "Telefon-Nr.", "Tel.-Nr.", "Mobil", "Mobilnummer", "Handy"),
        *("Handynummer", "Mobiltelefon", "Rufnummer", "Telefon geschäftlich", "Telefon mobil", "Phone"),
        *(
            "Phone number",
            "Telephone",
            "Mobile",
            "Mobile phone",
            "Mobile number",
            "Cell phone",
            "Telefon/Mobil",
        ),
    ),
    "tags.first_timer": (
        *("Zum ersten Mal", "Zum ersten Mal dabei", "Erstes Mal", "Erstes Mal dabei", "Erstteilnahme"),
        *("Erstteilnehmer", "Neu dabei", "First timer", "First time", "first_timer"),
    ),
}
"""Headings as people write them, German and English; a person's field may have several columns."""

_ARTICLES = frozenset(
    ("ihr", "ihre", "ihren", "dein", "deine", "mein", "meine", "your", "my", "der", "die", "das")
)
_NAMES = frozenset(("name", "first_name", "last_name"))
_CERTAIN = (
    "Name",
    "Vorname",
    "Nachname",
    "Vor- und Nachname",
    "First name",
    "Last name",
    "Surname",
    "Full name",
)
"""Headings that nobody has as a value; one of them makes a heading row of a row with nothing else known."""
_SEARCHED_ROWS = 50
"""Headings stand within this many rows that are not blank."""


def _key(heading: str) -> str:
    plain = re.sub(r"\([^()]*\)|\[[^][]*\]", " ", heading)
    found = re.findall(r"[^\W_]+", fold(plain if plain.strip(" *:?") else heading))
    while len(found) > 1 and found[0] in _ARTICLES:
        found.pop(0)
    return "".join(found)


_CERTAIN_KEYS = frozenset(_key(heading) for heading in _CERTAIN)
_FIELDS = {_key(heading): field for field, headings in SYNONYMS.items() for heading in headings}


def heading_for(field: str, label: str) -> str:
    """Return a heading that reads back as this field: the label, if it does, else the first one of the field."""
    return label if _FIELDS.get(_key(label)) == field else SYNONYMS[field][0]


class Headings(msgspec.Struct, frozen=True):
    """The heading row: `positions` of the columns of each field, in their order, and every heading's text."""

    row: Row
    positions: dict[str, tuple[int, ...]]
    texts: dict[int, str]

    @property
    def columns(self) -> dict[str, str]:
        """Heading to field, in the order of the columns."""
        fields = {position: field for field, places in self.positions.items() for position in places}
        return {self.texts[position]: fields[position] for position in sorted(fields)}

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings that mean nothing here."""
        known = {position for places in self.positions.values() for position in places}
        return tuple(text for position, text in sorted(self.texts.items()) if position not in known)

    @property
    def named(self) -> bool:
        """Whether people can have a name."""
        return bool(_NAMES & self.positions.keys())

    @property
    def width(self) -> int:
        """Number of columns up to the last heading."""
        return max(self.texts, default=-1) + 1

    def heading(self, *fields: str) -> str | None:
        """Return the heading of the first of these fields that the list has."""
        return next(
            (self.texts[self.positions[field][0]] for field in fields if field in self.positions), None
        )

    @property
    def name_heading(self) -> str | None:
        """The column to look at when something is the matter with a name."""
        return self.heading("last_name", "name", "first_name")


def headings_of(row: Row) -> Headings:
    """Read one row as headings."""
    texts = {position: clean_line(cell) for position, cell in enumerate(row.cells) if cell.strip()}
    positions: dict[str, tuple[int, ...]] = {}
    for position, text in texts.items():
        field = _FIELDS.get(_key(text))
        if field is not None:
            positions[field] = (*positions.get(field, ()), position)
    if "first_name" in positions and "last_name" not in positions and "name" in positions:
        # "Name; Vorname": then the name is the surname.
        positions["last_name"] = positions.pop("name")
    return Headings(row, positions, texts)


def find_headings(rows: Sequence[Row]) -> Headings | None:
    """Return the row with the most known headings, a name among them; None where there is none.

    A row whose only known heading is a name needs a certain one, or nothing else in it: a list of names.
    """
    best: Headings | None = None
    for row in rows[:_SEARCHED_ROWS]:
        found = headings_of(row)
        certain = len(found.texts) == 1 or any(_key(text) in _CERTAIN_KEYS for text in found.texts.values())
        enough = found.named and (len(found.positions) > 1 or certain)
        if enough and (best is None or len(found.positions) > len(best.positions)):
            best = found
    return best


def with_unnamed(headings: Headings, positions: set[int]) -> tuple[str, ...]:
    """Return the unknown headings and, by their letters, columns that hold something under no heading."""
    unnamed = (f"(column {column_letters(place)})" for place in sorted(positions - headings.texts.keys()))
    return (*headings.unknown, *unnamed)
