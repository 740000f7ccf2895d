"""One round seated by hand: where few rules are in the way, no solver is needed."""

from collections import Counter
from collections.abc import Iterable, Sequence

from scheduler.layout import even_sizes, most_seated, spans
from scheduler.plan import Round
from scheduler.rules import Bundle, RoundRules


def seat_by_hand(rules: RoundRules, rested: Counter[str]) -> Round | None:
    """A legal seating of one round in which no more people rest than the tables' sizes ask for.

    `None` where none is found; that says nothing about whether there is one. Minds everything but groups and
    stations. Of those who can, the ones with the fewest rests so far (`rested`) rest.
    """
    tied = Counter(rules.seat.values())
    ranges = spans(rules.tables, tied)
    opened = {table.id for table in rules.tables}
    if (
        parted(rules)
        or rules.clashes
        or not opened.issuperset(tied)
        or any(span.low > span.high for span in ranges)
    ):
        return None
    seated = most_seated(ranges, len(rules.present))
    sizes = None if seated is None else even_sizes(ranges, seated)
    if seated is None or sizes is None:
        return None
    hall = _Hall(rules, sizes)
    for person, table in rules.seat.items():
        if not hall.sit((person,), table):
            return None
    free = [unit for unit in rules.units() if unit[0] not in rules.seat]
    resting = _resting(free, len(rules.present) - seated, rested)
    free = [unit for unit in free if unit[0] not in resting]
    free.sort(key=lambda unit: (-len(unit), -sum(len(rules.apart.get(person, ())) for person in unit)))
    return hall.round(resting) if all(hall.sit(unit) for unit in free) else None


def parted(rules: RoundRules) -> bool:
    """Whether people who are inseparable are to stay apart: then not even resting helps."""
    return any(
        not rules.apart.get(person, frozenset()).isdisjoint(unit) for person, unit in rules.bundles.items()
    )


def _resting(units: Sequence[Bundle], number: int, rested: Counter[str]) -> frozenset[str]:
    """So many people who rested least; those who are bound to others only where it must be."""
    order = sorted(units, key=lambda unit: (len(unit), rested[unit[0]]))
    chosen: list[str] = []
    for unit in order:
        if len(chosen) + len(unit) <= number:
            chosen.extend(unit)
    return frozenset(chosen)


class _Hall:
    """Who sits where so far, and how many seats each table has left."""

    def __init__(self, rules: RoundRules, sizes: Sequence[int]) -> None:
        self._rules = rules
        self._left = {table.id: size for table, size in zip(rules.tables, sizes, strict=True)}
        self._seated: dict[str, list[str]] = {table.id: [] for table in rules.tables}
        self._open = list(self._left)

    def sit(self, unit: Bundle, table: str | None = None) -> bool:
        """Seat `unit` at `table`, or where most seats are left; says whether it could."""
        enemies = {other for person in unit for other in self._rules.apart.get(person, ())}
        for choice in (table,) if table is not None else self._by_room(len(unit)):
            people = self._seated[choice]
            if self._left[choice] >= len(unit) and enemies.isdisjoint(people) and enemies.isdisjoint(unit):
                people.extend(unit)
                self._left[choice] -= len(unit)
                return True
        return False

    def _by_room(self, least: int) -> Iterable[str]:
        """The tables in turn, those that are full for good left out."""
        while self._open and not self._left[self._open[-1]]:
            self._open.pop()
        if least > 1:
            return sorted(self._open, key=lambda table: -self._left[table])
        return reversed(self._open)

    def round(self, resting: frozenset[str]) -> Round:
        return Round(
            round=self._rules.number,
            tables={table: tuple(people) for table, people in self._seated.items() if people},
            resting=tuple(person for person in self._rules.present if person in resting),
        )
