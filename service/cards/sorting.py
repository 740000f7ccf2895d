"""The order of names on paper: by surname, umlauts as their plain letters (DIN 5007)."""

import unicodedata
from collections.abc import Iterable, Mapping

from service.cards.vcard import PARTICLES, name_parts
from service.person import PersonRecord


def by_surname(persons: Iterable[str], people: Mapping[str, PersonRecord]) -> list[str]:
    """Return these ids in the order their names stand in a list on paper."""

    def key(person: str) -> tuple[str, str, str]:
        name = people[person].name if person in people else person
        _, given, family = name_parts(name)
        surname = " ".join(word for word in family.split() if word not in PARTICLES)
        return _plain(surname or given), _plain(given), person

    return sorted(persons, key=key)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
