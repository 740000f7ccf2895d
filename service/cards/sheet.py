"""What stands on the cards, as data: names as people wrote them are never anything else."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import unquote

from service.cards.qr import qr_svg
from service.cards.sorting import by_surname
from service.evening import Evening
from service.links import Links
from service.people.person import PersonRecord
from service.wording.catalogue import Texts
from service.wording.names import name_of
from service.wording.refused import texts_of

LONGEST_WORD = 18
"""Letters after which a name without any space may be broken; hardly any real one is longer."""

ZERO_WIDTH_SPACE = "\u200b"

JOINERS = "\u200c\u200d"
"""They decide how the letters of some scripts join, and hold emoji together."""


def sheet_of(
    evening: Evening,
    people: Mapping[str, PersonRecord],
    links: Links,
    persons: Sequence[str],
    language: str,
    *,
    now: int,
) -> dict[str, Any]:
    """Return the words of the sheet and a card for each of `persons` on the list, by surname."""
    t = texts_of(evening, language)
    names = {p: name_of(p, evening, people, t.language) for p in persons if p in evening.people}
    places = evening.phase.seating.places() if evening.live and evening.phase.seating else {}
    drawn = cache(qr_svg)
    cards = [
        {"name": _printable(names[person]), "place": _place(person, places, t)}
        | _card(evening, person, people.get(person), links, drawn)
        for person in by_surname(names)
    ]
    return {
        "language": t.language,
        "title": _printable(evening.name),
        "round": _round(evening, t) if places else "",
        "scan": t.say("Scan: your table on your phone"),
        "none": t.say("There is no card to print."),
        "stand": t.say("As of {time}, version {version}", time=t.clock(now), version=evening.version),
        "code": t.say("Code for the chat:"),
        "page": t.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
        "cards": cards,
    }


def _card(
    evening: Evening, person: str, record: PersonRecord | None, links: Links, drawn: Callable[[str], str]
) -> dict[str, Any]:
    found = links.person(evening, person)
    chats = [("Telegram", found.telegram), ("Matrix", found.matrix)]
    return {
        "firm": _printable((record.person.organisation or "") if record is not None else ""),
        "qr": drawn(found.page),
        "chats": [
            {"name": name, "qr": drawn(link), "user": _user(link)} for name, link in chats if link is not None
        ],
        "code": links.code(evening, person),
    }


def _user(link: str) -> str:
    """Return whom a link to a chat opens, where it names a user in full: `@tisch:server.example`."""
    found = re.search(r"@[^/?:\s]+:[^/?\s]+", unquote(link))
    return found[0] if found else ""


def _place(person: str, places: Mapping[str, str | None], t: Texts) -> str:
    if person not in places:
        return ""
    table = places[person]
    return t.say("Free this round") if table is None else t.say("Table {table}", table=table)


def _round(evening: Evening, t: Texts) -> str:
    phase = evening.phase
    return t.say("Round {round} of {rounds}", round=phase.round, rounds=evening.settings.rounds)


def _printable(text: str) -> str:
    """Return the text on one line, as far as it can be set, and breakable where a word is too long for a card.

    No printing font has emoji; they are left out unless there is nothing else.
    """
    shown = "".join(sign if sign.isprintable() or sign in JOINERS else " " for sign in text)
    plain = (
        "".join(sign for sign in shown if not _pictured(sign))
        if "So" in map(unicodedata.category, shown)
        else shown
    )
    return " ".join(map(_breakable, (plain if any(map(str.isalnum, plain)) else shown).split()))


def _pictured(sign: str) -> bool:
    """Emoji, the tones of their skin, and what holds them together."""
    return (
        unicodedata.category(sign) == "So" or sign in "\u200d\ufe0f" or "\U0001f3fb" <= sign <= "\U0001f3ff"
    )


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return ZERO_WIDTH_SPACE.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
