"""Tables that are reached without a step, and who sits only there.

Who needs one always sits at the same: then a place to roll up to is found once, and nobody has to change.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from scheduler import Table
from scheduler.reasons import FixedSeat, Reason
from service.evening.apart import PrivateWish, enemies, ties
from service.evening.refusals import NoPlanPossible, StepFreeTooFew
from service.evening.state import Evening, Seating


class NeedsStepFree(msgspec.Struct, frozen=True, tag="needs_stepfree", tag_field="kind"):
    """A reason of a conflict: these people sit only at one of these tables."""

    people: tuple[str, ...]
    tables: tuple[str, ...]


def reaches(evening: Evening, person: str, table: str) -> bool:
    """Whether this person can sit at that table; all tables will do where nobody has named those without a step."""
    return (
        not evening.people[person].stepfree
        or not evening.settings.stepfree
        or table in evening.settings.stepfree
    )


def open_stepfree(evening: Evening) -> tuple[str, ...]:
    """The step-free tables that are not closed."""
    return tuple(table for table in evening.settings.stepfree if table not in evening.closed)


def in_need(evening: Evening, people: Iterable[str]) -> list[str]:
    """Those of these people who sit only at step-free tables, in the order of their numbers."""
    if not evening.settings.stepfree:
        return []
    slots = evening.people
    return sorted((p for p in people if slots[p].stepfree), key=lambda p: slots[p].number)


def stepfree_seats(evening: Evening, people: Iterable[str], tables: Sequence[Table]) -> dict[str, str]:
    """A table for everybody of these people who needs one without a step, but for those who have one of their own.

    It is the one they sit at already, or the draft has for them, else that with the fewest like them.
    Raises StepFreeTooFew, and NoPlanPossible where somebody's own table is not step-free. Once rounds have begun
    nothing is refused for that: tables take one more.
    """
    people = list(people)
    needing = in_need(evening, people)
    if not needing:
        return {}
    slots, known = evening.people, {table.id for table in tables}
    chairs = {table.id: table.max for table in tables if table.id in open_stepfree(evening)}
    own = [p for p in needing if slots[p].table in known]
    waiting = [p for p in needing if slots[p].table not in known]
    if not evening.begun:
        bound = Counter(slots[p].table for p in people)
        _must_have_room(evening, own, waiting, {table: most - bound[table] for table, most in chairs.items()})
    usual, foes = _usual_tables(evening), enemies(evening)
    at: dict[str, set[str]] = {table: {p for p in people if slots[p].table == table} for table in chairs}
    found: dict[str, str] = {}

    def worse(table: str) -> tuple[bool, bool, bool, int]:
        full = len(at[table]) >= chairs[table]
        return (
            full,
            not at[table].isdisjoint(foes.get(person, ())),
            usual.get(person) != table,
            len(at[table]),
        )

    for person in sorted(waiting, key=lambda p: usual.get(p) not in chairs) if chairs else ():
        found[person] = min(chairs, key=worse)
        at[found[person]].add(person)
    return found


def why_seated(
    evening: Evening, reasons: Iterable[Reason | PrivateWish]
) -> tuple[Reason | PrivateWish | NeedsStepFree, ...]:
    """Return the reasons of a conflict with the seats given for want of a step called what they are."""
    found: list[Reason | PrivateWish | NeedsStepFree] = []
    for reason in reasons:
        if isinstance(reason, FixedSeat):
            given = tuple(p for p in reason.people if evening.people[p].table != reason.table)
            own = tuple(p for p in reason.people if p not in given)
            if own:
                found.append(FixedSeat(own, reason.table))
            if given:
                found.append(NeedsStepFree(given, open_stepfree(evening)))
        else:
            found.append(reason)
    return tuple(found)


def must_stay_reachable(evening: Evening, chairs: int) -> None:
    """Raise StepFreeTooFew where the tables that are left have fewer chairs than there are people who need them."""
    tables = open_stepfree(evening)
    needing = in_need(evening, evening.attending())
    if len(needing) > chairs * len(tables):
        raise _too_few(needing, dict.fromkeys(tables, chairs))


def only_where_they_can(evening: Evening, seating: Seating) -> Seating:
    """Return the seating with everybody resting whom too few people have brought to a table with a step."""
    stuck = [p for table, people in seating.tables.items() for p in people if not _fine(evening, p, table)]
    if not stuck:
        return seating
    tables = {t: tuple(p for p in people if p not in stuck) for t, people in seating.tables.items()}
    return msgspec.structs.replace(
        seating,
        tables={table: people for table, people in tables.items() if people},
        resting=(*seating.resting, *stuck),
    )


def all_reach(evening: Evening, seating: Seating) -> bool:
    """Whether everybody can sit where this seating has them."""
    slots = evening.people
    return all(
        _fine(evening, p, table)
        for table, people in seating.tables.items()
        for p in people
        if slots[p].stepfree
    )


def _fine(evening: Evening, person: str, table: str) -> bool:
    return reaches(evening, person, table) or evening.people[person].table == table


def _must_have_room(
    evening: Evening, own: Collection[str], waiting: Sequence[str], free: Mapping[str, int]
) -> None:
    for person in own:
        table = evening.people[person].table
        if table is not None and not reaches(evening, person, table):
            against: tuple[Reason | NeedsStepFree, ...] = (
                *ties(evening, (person,)),
                NeedsStepFree((person,), open_stepfree(evening)),
            )
            raise NoPlanPossible(wishes=against)
    if len(waiting) > sum(free.values()):
        raise _too_few(waiting, free)


def _too_few(needing: Sequence[str], free: Mapping[str, int]) -> StepFreeTooFew:
    seats = sum(free.values())
    size = max(free.values(), default=0)
    more = -(-(len(needing) - seats) // size) if size > 0 else 1
    return StepFreeTooFew(people=len(needing), seats=seats, tables=tuple(free), more=more)


def _usual_tables(evening: Evening) -> dict[str, str]:
    """Where everybody sits, or sat, or is to sit first."""
    seating = evening.phase.seating
    if seating is None and evening.draft is not None and evening.draft.rounds:
        seating = evening.draft.rounds[0]
    if seating is None:
        return {}
    return {person: table for person, table in seating.places().items() if table is not None}
