"""The order of names on paper: by surname, umlauts as their plain letters (DIN 5007)."""

import unicodedata
from collections.abc import Mapping

from service.cards.vcard import PARTICLES, name_parts


def by_surname(names: Mapping[str, str]) -> list[str]:
    """Return the ids of these names in the order in which they stand in a list on paper."""

    def key(person: str) -> tuple[str, str, str]:
        _, given, family = name_parts(names[person])
        surname = " ".join(word for word in family.split() if word not in PARTICLES)
        return _plain(surname or given), _plain(given), person

    return sorted(names, key=key)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
