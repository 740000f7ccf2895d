"""People's names inside a sentence: whatever the name is, the sentence stays readable."""

import re
import unicodedata
from collections.abc import Collection, Mapping

from service.evening import Evening
from service.people.person import PersonRecord
from service.wording.catalogue import Texts
from service.wording.names import name_of

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_TURNING = {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}
_LIKE_A_WORD = re.compile(r"(?<![\w/.:<])/[^\W\d_]")


def isolated(text: str) -> str:
    """Return a text as it can stand in a sentence: one that runs from right to left keeps to itself.

    So does one that could be taken for a word to type, such as the name `/tisch` (see `with_sign`).
    """
    turning = not text.isascii() and any(unicodedata.bidirectional(char) in _TURNING for char in text)
    if turning or _LIKE_A_WORD.search(text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def spoken(person: str, people: Mapping[str, PersonRecord], evening: Evening, t: Texts) -> str:
    """Return somebody's name; who is forgotten is a number, and an organiser who is no guest has none."""
    record = people.get(person)
    if person not in evening.people and (record is None or not record.name):
        return t.say("An organiser")
    return isolated(name_of(person, evening, people, t.language))


def full_name(person: str, people: Mapping[str, PersonRecord], evening: Evening, t: Texts) -> str:
    """Return somebody's name with the firm in brackets."""
    name, record = spoken(person, people, evening, t), people.get(person)
    firm = record.person.organisation if record is not None and record.name else None
    return f"{name} ({isolated(firm)})" if firm else name


def spoken_names(people: Mapping[str, PersonRecord], evening: Evening, t: Texts) -> dict[str, str]:
    """Return the names of all by id."""
    return {person: spoken(person, people, evening, t) for person in (*evening.people, *people)}


def names(people: Collection[str], records: Mapping[str, PersonRecord], *, firms: bool = False) -> list[str]:
    """Return names in the order of the ids, with the firm in brackets if asked; unknown ids are left out."""
    found = (records[p].person for p in people if p in records)
    return [f"{p.name} ({p.organisation})" if firms and p.organisation else p.name for p in found]


def spoken_with_firms(people: Collection[str], records: Mapping[str, PersonRecord]) -> list[str]:
    """Return names with their firms as they can stand in a sentence."""
    return [isolated(name) for name in names(people, records, firms=True)]
