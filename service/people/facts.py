"""What the rules of an evening know of a person: numbers, yes or no, and nothing anybody could be called by."""

import hashlib

from service.evening.commands import Newcomer
from service.lists.answers import is_yes
from service.lists.fold import words
from service.people.firms import firm_words
from service.people.person import Person

FIRST_TIMER = "first_timer"


def newcomer(evening: str, person: Person, *, here: bool = False, language: str | None = None) -> Newcomer:
    """Return what the rules of this evening (its id) need to know of a person; `language` is what they read."""
    return Newcomer(
        absent=person.absent,
        table=person.table,
        group=person.group,
        here=here,
        language=language or _reads(person),
        host=person.host,
        firm=firm_number(evening, person.organisation),
        trade=_number(evening, "trade", words(person.industry or "")),
        speaks=person.languages,
        newcomer=is_yes(person.tags.get(FIRST_TIMER, "")),
        stepfree=person.stepfree,
    )


def firm_number(evening: str, name: str | None) -> int:
    """Return a number that is the same for every spelling of a firm, in this evening only; 0 for none."""
    return _number(evening, "firm", firm_words(name))


def _number(evening: str, kind: str, words: tuple[str, ...] | list[str]) -> int:
    """A number for these words that says nothing by itself, and nothing at another evening."""
    if not words:
        return 0
    text = " ".join((kind, *words)).encode()
    salt = hashlib.blake2b(evening.encode(), digest_size=16).digest()
    return int.from_bytes(hashlib.blake2b(text, digest_size=6, key=salt).digest())


def _reads(person: Person) -> str | None:
    """English for guests who speak no German, else whatever the evening speaks."""
    return "en" if person.languages and "de" not in person.languages else None
