"""Whom a list wants apart: people and firms by name, in a column of their own (`Wettbewerber`, `Nicht mit`)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import msgspec

from service.evening.apart import sorted_pair
from service.evening.state import Pair
from service.lists.names import name_words
from service.people.firms import firm_words
from service.people.person import Person


class Rivals(msgspec.Struct, frozen=True):
    """The pairs that are to be apart, and of each person (id) the names that fit nobody, or several."""

    pairs: tuple[Pair, ...]
    unknown: tuple[tuple[str, str], ...]


def rivals_of(people: Mapping[str, Person], new: Collection[str] | None = None) -> Rivals:
    """Find whom these people, by id, are to be apart from; with `new` only pairs with one of these.

    A firm means everybody from there. A name means the one person who bears it. What stands between commas is
    one name where it fits (`Roth, Sabine`), else several.
    """
    index = _Index(people)
    pairs: dict[Pair, None] = {}
    unknown: list[tuple[str, str]] = []
    for person, record in people.items():
        for text in record.apart:
            for name, found in index.meant(text):
                others = [other for other in found if other != person]
                if not found:
                    unknown.append((person, name))
                for other in others:
                    if new is None or person in new or other in new:
                        pairs[sorted_pair(person, other)] = None
    return Rivals(tuple(pairs), tuple(unknown))


class _Index:
    """Finds people by firm or name."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._firms: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._names = {id: frozenset(name_words(person.name)) for id, person in people.items()}
        for id, person in people.items():
            if firm := firm_words(person.organisation):
                self._firms[firm].append(id)
            for word in self._names[id]:
                self._words[word].add(id)

    def meant(self, text: str) -> Iterator[tuple[str, list[str]]]:
        """Each name in this text, with who is meant."""
        whole = self._fitting(text)
        if whole or "," not in text:
            yield text, whole
            return
        for part in text.split(","):
            if part.strip():
                yield part.strip(), self._fitting(part)

    def _fitting(self, text: str) -> list[str]:
        firm = firm_words(text)
        if not firm:
            return []
        if firm in self._firms:
            return self._firms[firm]
        named = self._named(text)
        begun = [known for known in self._firms if known[: len(firm)] == firm]
        if named:
            return named
        return self._firms[begun[0]] if len(begun) == 1 else []

    def _named(self, text: str) -> list[str]:
        """The one person whose name has all these words; the one who has no others, where several have."""
        asked = frozenset(name_words(text))
        found = set.intersection(*(self._words.get(word, set()) for word in asked)) if asked else set()
        exact = [id for id in found if self._names[id] == asked]
        fitting = exact or sorted(found)
        return fitting if len(fitting) == 1 else []
