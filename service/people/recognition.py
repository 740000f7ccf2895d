"""Who of a list is who on the evening's: by id, else by e-mail, else by name and firm; never by a name alone."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Literal

import msgspec

from service.lists.contacts import email_key
from service.lists.fold import fold
from service.lists.names import name_words, same_name
from service.people.person import Person

Doubt = Literal["other_firm", "firm_missing", "other_email"]

_Key = Callable[[Person], Hashable]
_Groups = tuple[dict[Hashable, list[str]], _Key]
_Fits = Callable[[Person, Person], bool]


class Question(msgspec.Struct, frozen=True):
    """Somebody of a list (the one `at` this place of it, from 0) may be `known`, who has the same name.

    `why` nobody but a person can tell: their firms differ, one has none, or both have another e-mail address.
    """

    at: int
    known: str
    why: Doubt


class Recognised(msgspec.Struct, frozen=True):
    """By the places of the list: the ids of those who are known, None for those who are new; and what to ask."""

    ids: tuple[str | None, ...]
    questions: tuple[Question, ...]


def recognise(
    known: Mapping[str, Person],
    listed: Sequence[Person],
    *,
    taken: Collection[str] = (),
    same: Collection[str] = (),
) -> Recognised:
    """Find the people of a list among those who are `known` by id, each of them once.

    A given id decides alone, also for one that is `taken` though nothing is known of them any more. Surer signs
    count for the whole list before less sure ones. Whoever has the name of somebody known and nothing else of
    theirs is new, unless a person has said that they are the `same` (ids of the known).
    """
    return _Recognition(known, listed, {*known, *taken}, frozenset(same)).result()


class _Recognition:
    def __init__(
        self,
        known: Mapping[str, Person],
        listed: Sequence[Person],
        taken: Collection[str],
        same: frozenset[str],
    ) -> None:
        given = {person.id for person in listed}
        self._listed = listed
        self._same = same
        self._free = {id: person for id, person in known.items() if id not in given}
        self._ids = [p.id if p.id is not None and p.id in taken else None for p in listed]
        self._open = [at for at, person in enumerate(listed) if person.id is None]

    def result(self) -> Recognised:
        by_email = self._groups(lambda person: email_key(person.email) if person.email else None)
        self._assign(by_email, lambda one, other: _name(one) == _name(other))
        self._assign(by_email, lambda one, other: same_name(one.name, other.name))
        self._assign(
            self._groups(lambda person: (_name(person), fold(person.organisation or ""))), _one_address
        )
        questions = tuple(self._questions())
        return Recognised(tuple(self._ids), questions)

    def _groups(self, key: _Key) -> _Groups:
        groups: dict[Hashable, list[str]] = {}
        for id, person in self._free.items():
            if (found := key(person)) is not None:
                groups.setdefault(found, []).append(id)
        return groups, key

    def _assign(self, groups: _Groups, fits: _Fits) -> None:
        places, key = groups
        left = []
        for at in self._open:
            person = self._listed[at]
            there = places.get(key(person), ())
            found = next((i for i in there if i in self._free and fits(self._free[i], person)), None)
            if found is None:
                left.append(at)
            else:
                self._ids[at] = found
                del self._free[found]
        self._open = left

    def _questions(self) -> list[Question]:
        names, key = self._groups(_name)
        asked: list[Question] = []
        for at in self._open:
            person = self._listed[at]
            found = next((i for i in names.get(key(person), ()) if i in self._free), None)
            if found is None:
                continue
            why = _doubt(self._free.pop(found), person)
            if found in self._same:
                self._ids[at] = found
            else:
                asked.append(Question(at, found, why))
        return asked


def _name(person: Person) -> tuple[str, ...]:
    return name_words(person.name)


def _one_address(one: Person, other: Person) -> bool:
    """Two addresses tell two of one name and firm apart."""
    return not one.email or not other.email


def _doubt(known: Person, person: Person) -> Doubt:
    if not known.organisation or not person.organisation:
        firm_missing = bool(known.organisation) != bool(person.organisation)
        return "firm_missing" if firm_missing else "other_email"
    return "other_email" if fold(known.organisation) == fold(person.organisation) else "other_firm"
