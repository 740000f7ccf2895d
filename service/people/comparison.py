"""Two lists of people beside each other, without an evening: who is new, who changed, and in what."""

from collections.abc import Sequence

import msgspec

from service.people.differences import PersonChange, differences
from service.people.person import Person, PersonRecord
from service.people.recognition import Question, recognise


class Comparison(msgspec.Struct, frozen=True):
    """How many of a list are `new`, `changed` and the `same`; who changed, and whom to ask about."""

    new: int
    changed: int
    same: int
    changes: tuple[PersonChange, ...]
    questions: tuple[Question, ...]


def compare(older: Sequence[Person], listed: Sequence[Person]) -> Comparison:
    """Compare a list with an older one. Who has no id in it is known by their place there, `#1`, `#2` ..."""
    known = {person.id or f"#{place}": person for place, person in enumerate(older, start=1)}
    found = recognise(known, listed)
    pairs = [(id, person) for id, person in zip(found.ids, listed, strict=True) if id is not None]
    told = (differences(id, PersonRecord(person=known[id]), person) for id, person in pairs)
    changes = tuple(change for change in told if change.fields)
    return Comparison(
        len(listed) - len(pairs), len(changes), len(pairs) - len(changes), changes, found.questions
    )
