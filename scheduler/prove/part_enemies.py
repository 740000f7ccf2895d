"""People of one kind change places until nobody shares a table with whom they are to stay apart from."""

import random
from collections.abc import Mapping, Sequence

from scheduler.rules import RoundRules

Places = list[dict[str, str]]
"""Who sits at which table, round by round; who rests or is absent is left out."""

PATIENCE = 10
"""So many changes that win nothing are made, for each who must be parted, before it is given up."""


def part_enemies(rules: Sequence[RoundRules], places: Places, kinds: Sequence[Sequence[str]]) -> bool:
    """Let people of one kind change places, in all rounds at once, so that `apart` holds; says whether it does.

    So nobody comes to a station twice, and as many rest as before. `places` is changed.
    """
    return _Parting(rules, places, kinds).run()


class _Parting:
    def __init__(self, rules: Sequence[RoundRules], places: Places, kinds: Sequence[Sequence[str]]) -> None:
        self._places = places
        self._enemies: list[Mapping[str, frozenset[str]]] = [one.apart for one in rules]
        named = {person for enemies in self._enemies for person in enemies}
        self._kind = {person: people for people in kinds if named.intersection(people) for person in people}
        self._movable = [person for person in self._kind if person in named]
        self._draw = random.Random(1)  # noqa: S311 - seating is no secret

    def run(self) -> bool:
        patience = PATIENCE * len(self._movable)
        while unhappy := [person for person in self._movable if self._clashes(person)]:
            person = self._draw.choice(unhappy)
            others = list(self._kind[person])
            self._draw.shuffle(others)
            gains = {other: self._gain(person, other) for other in others if other != person}
            best = max(gains, key=lambda other: gains[other], default=None)
            if best is None or patience == 0:
                return False
            if gains[best] <= 0:
                patience -= 1
            if gains[best] >= 0:
                self._swap(person, best)
        return not self._left()

    def _clashes(self, person: str) -> int:
        """How often `person` sits with an enemy."""
        return sum(
            places.get(other) == table
            for places, enemies in zip(self._places, self._enemies, strict=True)
            if (table := places.get(person)) is not None
            for other in enemies.get(person, ())
        )

    def _gain(self, one: str, other: str) -> int:
        """How many clashes fewer there are when two change places."""
        before = self._clashes(one) + self._clashes(other)
        self._swap(one, other)
        after = self._clashes(one) + self._clashes(other)
        self._swap(one, other)
        return before - after

    def _swap(self, one: str, other: str) -> None:
        for places in self._places:
            first, second = places.pop(one, None), places.pop(other, None)
            if second is not None:
                places[one] = second
            if first is not None:
                places[other] = first

    def _left(self) -> bool:
        """Whether somebody still sits with an enemy."""
        return any(
            table == places.get(other)
            for places, enemies in zip(self._places, self._enemies, strict=True)
            for person, table in places.items()
            for other in enemies.get(person, ())
        )
