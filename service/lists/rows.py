"""One row of a list to one person."""

import re
from functools import cached_property

from service.lists import limits
from service.lists.answers import is_no, is_yes
from service.lists.contacts import find_email, is_rounded
from service.lists.findings import Findings
from service.lists.fold import clean_line, clean_text, fold, shorten
from service.lists.headings import Headings
from service.lists.languages import language_codes
from service.lists.names import full_name
from service.lists.rounds import parse_rounds
from service.lists.sheet import Row, Sheet
from service.people.person import Person

_TOTAL = re.compile(
    r"(summe|gesamt|gesamtsumme|gesamtzahl|insgesamt|zwischensumme|anzahl|total|sum|count)\b[\s:=]*[\d.,]*\s*"
    r"(personen|teilnehmer\w*|gaeste|anmeldungen|people|guests|participants)?"
    r"|\d+ (personen|teilnehmer\w*|gaeste|anmeldungen|people|guests|participants)( gesamt| insgesamt| total)?"
)
_NUMBER = re.compile(r"[\d.,\s]*")
_ERRORS = frozenset(
    ("#N/A", "#NV", "#REF!", "#BEZUG!", "#NAME?", "#VALUE!", "#WERT!", "#DIV/0!", "#NULL!", "#NUM!", "#ZAHL!")
)
# UTF-8 once taken for cp1252 (Ã¼ for ü), and the ü of old Mac lists: a capital Y umlaut inside a word.
_GARBLED = re.compile("Ã[\u00a0-\u00bf„Ÿ–œ\u0178\u201e]|[A-Za-z]Ÿ[a-z]")
_BETWEEN_NAMES = re.compile(r"[;|\n]")
_AT_TABLE = re.compile(r"(?:tisch|table)?\s*(?:nr\.?)?\s*(\d{1,4})", re.IGNORECASE)
_BETWEEN_TOPICS = re.compile(r"[,;|\n•]|\s/\s")
_ID = re.compile(r"\S+")


class RowReader:
    """Reads the rows below the headings; what it cannot take goes to the findings."""

    def __init__(self, sheet: Sheet, headings: Headings, findings: Findings) -> None:
        """Read `sheet` below `headings`."""
        self._sheet = sheet
        self._headings = headings
        self._findings = findings
        self.unnamed: set[int] = set()
        """Columns that hold something but have no heading."""

    def people(self) -> list[tuple[int, Person]]:
        """Return the people with the numbers of their rows."""
        people = []
        for row in self._sheet.rows:
            if row.number > self._headings.row.number:
                person = self._person(row)
                if person is not None:
                    people.append((row.number, person))
        return people

    def _person(self, row: Row) -> Person | None:
        if not self._is_person(row):
            return None
        bad_before = len(self._findings.bad_rows)
        self._warn_of_cells(row)
        name = full_name(
            self._line(row, "title"),
            self._line(row, "first_name"),
            self._line(row, "last_name"),
            self._line(row, "name"),
        )
        self._check_name(row.number, name)
        languages, topics = self._languages(row), self._topics(row)
        person = Person(
            name=name,
            id=self._id(row),
            organisation=self._limited(row, "organisation", limits.LINE),
            industry=self._limited(row, "industry", limits.LINE),
            topics=topics,
            offers=self._limited(row, "offers", limits.TEXT),
            seeks=self._limited(row, "seeks", limits.TEXT),
            languages=languages,
            group=self._limited(row, "group", limits.LINE),
            absent=self._absent(row),
            table=self._table(row) or self._hosted_table(row),
            tags={"first_timer": "yes"} if is_yes(self._line(row, "tags.first_timer")) else {},
            host=self._hosts(row),
            stepfree=not is_no(self._line(row, "stepfree")),
            apart=self._apart(row),
            email=self._email(row),
            phone=self._phone(row),
        )
        return person if len(self._findings.bad_rows) == bad_before else None

    def _is_person(self, row: Row) -> bool:
        """Tell people from totals, from headings repeated on every page, and from rows out of line."""
        headings, findings = self._headings, self._findings
        cells = [clean_line(cell) for cell in row.cells]
        filled = [cell for cell in cells if cell]
        if (
            filled
            and _TOTAL.fullmatch(fold(filled[0]))
            and all(_NUMBER.fullmatch(cell) for cell in filled[1:])
        ):
            findings.bad(row.number, headings.name_heading, "total", "a total, no person")
            return False
        if row.cells == headings.row.cells:
            findings.warn(row.number, None, "headings_again", "the headings again, passed over")
            return False
        beyond = {place for place in range(headings.width, len(cells)) if cells[place]}
        if beyond and self._sheet.delimited:
            findings.bad(
                row.number,
                headings.texts[headings.width - 1],
                "too_many_cells",
                "more cells than headings; a text with the delimiter in it needs quotation marks",
            )
            return False
        self.unnamed |= {place for place, cell in enumerate(cells) if cell and place not in headings.texts}
        return True

    def _warn_of_cells(self, row: Row) -> None:
        for field, places in self._headings.positions.items():
            for place in places:
                heading = self._headings.texts[place]
                cell = row.cells[place].strip() if place < len(row.cells) else ""
                if place in row.formulas or cell in _ERRORS:
                    self._findings.warn(
                        row.number, heading, "formula", "a formula without a value; left empty"
                    )
                elif _GARBLED.search(cell) and field not in {"email", "phone"}:
                    self._findings.warn(
                        row.number, heading, "garbled", "letters look garbled, such as Ã¼ for ü"
                    )

    def _check_name(self, number: int, name: str) -> None:
        heading = self._headings.name_heading
        if not any(char.isalpha() for char in name):
            self._findings.bad(number, heading, "no_name", "no name")
        elif len(name) > limits.NAME:
            why = f"a name longer than {limits.NAME} characters"
            self._findings.bad(number, heading, "too_long", why, limit=limits.NAME)
        elif any(char.isdigit() or char == "@" for char in name):
            self._findings.warn(number, heading, "odd_name", "digits or @ in a name")

    def _cells(self, row: Row, field: str) -> list[str]:
        places = self._headings.positions.get(field, ())
        cells = (clean_text(row.cells[place]) for place in places if place < len(row.cells))
        return [cell for cell in cells if cell and cell not in _ERRORS]

    def _line(self, row: Row, field: str) -> str:
        return " ".join(next(iter(self._cells(row, field)), "").split())

    def _limited(self, row: Row, field: str, limit: int) -> str | None:
        text = "\n".join(self._cells(row, field)) if limit == limits.TEXT else self._line(row, field)
        if len(text) > limit:
            why = f"longer than {limit:,} characters; shortened"
            self._findings.warn(row.number, self._headings.heading(field), "shortened", why, limit=limit)
        return shorten(text, limit) or None

    def _id(self, row: Row) -> str | None:
        text = self._line(row, "id")
        if text and (len(text) > limits.ID or not _ID.fullmatch(text)):
            why = f"an id has at most {limits.ID} characters and no spaces"
            self._findings.bad(row.number, self._headings.heading("id"), "bad_id", why, limit=limits.ID)
        return text or None

    def _topics(self, row: Row) -> tuple[str, ...]:
        parts = _BETWEEN_TOPICS.split("\n".join(self._cells(row, "topics")))
        topics = dict.fromkeys(shorten(clean_line(part), limits.ENTRY) for part in parts if part.strip(" -–"))
        return tuple(topics)[: limits.ENTRIES]

    def _languages(self, row: Row) -> tuple[str, ...]:
        codes, unknown = language_codes("\n".join(self._cells(row, "languages")))
        if unknown:
            heading = self._headings.heading("languages")
            self._findings.warn(row.number, heading, "unknown_language", "not a language we know; left out")
        return codes

    def _absent(self, row: Row) -> tuple[int, ...]:
        rounds = parse_rounds(self._line(row, "absent"))
        if rounds is None:
            why = "not rounds; expected numbers such as 1, 3-4"
            self._findings.bad(row.number, self._headings.heading("absent"), "bad_rounds", why)
        return rounds or ()

    def _table(self, row: Row) -> str | None:
        text = re.sub(r"^(tisch|table)\s*(nr\.?)?\s*", "", self._line(row, "table"), flags=re.IGNORECASE)
        if len(text) > limits.TABLE:
            why = f"a table longer than {limits.TABLE} characters"
            self._findings.bad(
                row.number, self._headings.heading("table"), "too_long", why, limit=limits.TABLE
            )
        return text or None

    def _hosted_table(self, row: Row) -> str | None:
        """The table that a host is to have: `3`, `Tisch 3`. Where no cell has a number above 1, that says yes."""
        found = _AT_TABLE.fullmatch(self._line(row, "host"))
        return found[1] if found is not None and self._hosts_by_number and found[1] != "0" else None

    def _hosts(self, row: Row) -> bool:
        text = self._line(row, "host")
        if self._hosted_table(row) is not None or is_yes(text):
            return True
        if not is_no(text):
            heading = self._headings.heading("host")
            why = "neither yes nor the number of a table; taken as no"
            self._findings.warn(row.number, heading, "unknown_answer", why)
        return False

    @cached_property
    def _hosts_by_number(self) -> bool:
        cells = (_AT_TABLE.fullmatch(self._line(row, "host")) for row in self._sheet.rows)
        return any(found is not None and int(found[1]) > 1 for found in cells)

    def _apart(self, row: Row) -> tuple[str, ...]:
        parts = _BETWEEN_NAMES.split("\n".join(self._cells(row, "apart")))
        named = dict.fromkeys(
            shorten(clean_line(part), limits.LINE) for part in parts if not is_no(part.strip())
        )
        return tuple(named)[: limits.ENTRIES]

    def _email(self, row: Row) -> str | None:
        text = " ".join(self._cells(row, "email"))
        address, more = find_email(text)
        heading = self._headings.heading("email")
        if text.strip("-– ") and address is None:
            self._findings.warn(row.number, heading, "no_email", "no e-mail address")
        elif more:
            why = "more than one e-mail address; the first is taken"
            self._findings.warn(row.number, heading, "several_emails", why)
        return address

    def _phone(self, row: Row) -> str | None:
        text = self._line(row, "phone").strip("-–")
        heading = self._headings.heading("phone")
        if is_rounded(text):
            why = "a number rounded by the spreadsheet, no telephone number; left out"
            self._findings.warn(row.number, heading, "rounded_phone", why)
            return None
        if len(text) > limits.PHONE:
            why = f"longer than {limits.PHONE} characters; shortened"
            self._findings.warn(row.number, heading, "shortened", why, limit=limits.PHONE)
        return shorten(text, limits.PHONE) or None
