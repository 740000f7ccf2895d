"""Mending: the nearest legal plan after people came, went, or tables changed."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from scheduler.conflict import contradictions
from scheduler.errors import Conflict
from scheduler.hall import Hall, Memory
from scheduler.layout import Span, most_seated, sizes_near, spans
from scheduler.plan import Plan, Round
from scheduler.problem import Problem
from scheduler.rules import Bundle, round_rules


def mend(problem: Problem, plan: Plan) -> Plan:
    """The nearest legal plan for `problem`: whoever can keep the seat keeps it.

    Takes out who is absent or unknown; seats who is new at the smallest legal table, fewest repeats first, then
    fewest of one firm or otherwise alike;
    merges tables that fall below their least size away; opens a table, or takes single people from their
    seats, where fewer then rest; drops rounds too many and fills missing ones greedily. Whom no table can
    take rests, those who rested least first. Where too few people are left for a table that somebody is
    tied to, it stays empty and they sit elsewhere. A plan in which nothing is to be mended comes back as it
    is; a changed one has no report. Raises `Conflict` for hard rules that contradict each other whatever the
    numbers.
    """
    rules = round_rules(problem)
    wishes = contradictions(problem, rules)
    if wishes:
        raise Conflict(wishes)
    memory = Memory(problem.met)
    old = {one.round: one for one in plan.rounds if one.round <= problem.rounds}
    for one in old.values():
        memory.note(one)
    mended = []
    for one_rules in rules:
        number = one_rules.number
        before = old.get(number, Round(round=number, tables={}))
        seating = _mend_round(partial(Hall, problem, one_rules, memory), before, memory.rests(but=number))
        memory.note(seating)
        mended.append(seating)
    rounds = tuple(mended)
    return plan if rounds == plan.rounds else Plan(rounds=rounds)


def _mend_round(fresh: Callable[[], Hall], old: Round, rests: Counter[str]) -> Round:
    """The round near to `old` with the fewest people resting; `old` itself where it is legal and as good."""
    best: Round | None = None
    while True:
        before = best or old
        hall = fresh()
        _keep_seats(hall, before)
        legal = best is not None or (_as_round(hall, old) == old and not hall.short())
        _settle(hall, rests)
        made = _as_round(hall, old)
        if legal and len(made.resting) >= len(before.resting):
            return before
        if not made.resting or not hall.intricate:
            return made
        # Now that others have moved, a table that was given up, or a seat beside them, may be of use.
        best = made


def _settle(hall: Hall, rests: Counter[str]) -> None:
    """Seat whoever waits, until every table in use has enough people."""
    fetched: set[str] = set()
    while hall.waiting() or hall.short():
        targets = _target_sizes(hall)
        _make_way(hall, targets, rests)
        _fill(hall, targets, rests)
        short = hall.short()
        if not short:
            return
        weakest = min(short, key=lambda table: (hall.tied(table), len(hall.seated[table])))
        if weakest in fetched or not hall.tied(weakest) or not _fetch(hall, weakest):
            hall.close(weakest)
        fetched.add(weakest)


def _keep_seats(hall: Hall, old: Round) -> None:
    for unit in hall.waiting():
        table = hall.rules.seat.get(unit[0])
        if table is not None:
            hall.seat(unit, table)
    here = set(hall.rules.present)
    for table, people in old.tables.items():
        if table not in hall.tables:
            continue
        for person in people:
            if person in here and person not in hall.where:
                unit = hall.unit(person)
                if hall.room(unit, table) and hall.welcome(unit, table):
                    hall.seat(unit, table)


def _target_sizes(hall: Hall) -> dict[str, int]:
    """How many are to sit at each table: as many in all as can be, with the fewest people moved."""
    people = len(hall.rules.present)
    while (most := most_seated(_ranges(hall), people)) is None:
        needing = [table for table in hall.tables if hall.tied(table)]
        hall.close(min(needing, key=lambda table: (hall.tied(table), len(hall.seated[table]))))
    wanted = [len(hall.seated[table]) for table in hall.tables]
    for ranges in _ever_freer(_ranges(hall), wanted):
        sizes = sizes_near(ranges, most, wanted)
        if sizes is not None:
            return dict(zip(hall.tables, sizes, strict=True))
    return {}


def _ranges(hall: Hall) -> tuple[Span, ...]:
    return spans(tuple(hall.tables.values()), {table: hall.tied(table) for table in hall.tables})


def _ever_freer(ranges: tuple[Span, ...], wanted: list[int]) -> Iterator[tuple[Span, ...]]:
    """Ranges that let ever more tables empty, and ever more people leave each other one; `ranges` in the end."""
    weakest = sorted((size, place) for place, size in enumerate(wanted) if size and not ranges[place].used)
    deepest = max(wanted, default=0)
    for step in range(deepest + 1):
        for emptied in range(step + 1):
            loose = {place for _, place in weakest[:emptied]}
            yield tuple(
                span
                if size == 0 or place in loose
                else Span(max(span.low, size - (step - emptied)), span.high, used=True)
                for place, (span, size) in enumerate(zip(ranges, wanted, strict=True))
            )
    yield ranges


def _make_way(hall: Hall, targets: dict[str, int], rests: Counter[str]) -> None:
    for table, target in targets.items():
        people = hall.seated[table]
        if not target:
            for person in tuple(people):
                if person in hall.where:
                    hall.stand_up(hall.unit(person))
        if len(people) <= target:
            continue
        movable = sorted(
            (person for person in people if hall.movable(person)), key=lambda person: rests[person]
        )
        for person in movable[: len(people) - target]:
            hall.stand_up((person,))


def _fill(hall: Hall, targets: dict[str, int], rests: Counter[str]) -> None:
    tables = [table for table, target in targets.items() if target]
    waiting = sorted(hall.waiting(), key=lambda unit: (-len(unit), -max(rests[person] for person in unit)))
    for unit in waiting:
        choices = [table for table in tables if hall.room(unit, table) and hall.welcome(unit, table)]
        if choices:
            hall.seat(unit, _best(hall, unit, choices))
        elif not (len(unit) == 1 and _exchange(hall, unit, tables)):
            _open(hall, unit)


def _best(hall: Hall, unit: Bundle, choices: list[str]) -> str:
    """A table below its least size, else the smallest; of these the one with fewest repeats, then fewest alike."""
    short = [table for table in choices if len(hall.seated[table]) < hall.tables[table].min]
    if not short:
        smallest = min(len(hall.seated[table]) for table in choices)
        choices = [table for table in choices if len(hall.seated[table]) == smallest]
    return min(
        short or choices,
        key=lambda table: (hall.repeats(unit, table), hall.alike(unit, table), not hall.tied(table)),
    )


def _open(hall: Hall, unit: Bundle) -> None:
    """Let `unit` sit at a table that was to stay empty, where it is enough people for it."""
    for table, people in hall.seated.items():
        enough = len(people) + len(unit) >= hall.tables[table].min
        if enough and hall.room(unit, table) and hall.welcome(unit, table):
            hall.seat(unit, table)
            return


def _exchange(hall: Hall, unit: Bundle, tables: list[str]) -> bool:
    """Where only tables that do not welcome `unit` have a seat: let somebody else move there, if somebody can."""
    seats = [table for table in tables if hall.room(unit, table)]
    for table in tables:
        for other in tuple(hall.seated[table]) if seats else ():
            if hall.movable(other) and hall.welcome(unit, table, without=other):
                for seat in seats:
                    if seat != table and hall.welcome((other,), seat):
                        hall.stand_up((other,))
                        hall.seat((other,), seat)
                        hall.seat(unit, table)
                        return True
    return False


def _fetch(hall: Hall, table: str) -> bool:
    """Bring people from other tables to one that must be used; says whether they are enough."""
    missing = hall.tables[table].min - len(hall.seated[table])
    donors = sorted(hall.tables, key=lambda other: (hall.tied(other) > 0, -len(hall.seated[other])))
    for other in donors:
        for person in tuple(hall.seated[other]) if other != table else ():
            spare = not hall.tied(other) or len(hall.seated[other]) > hall.tables[other].min
            if missing and spare and hall.movable(person) and hall.welcome((person,), table):
                hall.stand_up((person,))
                hall.seat((person,), table)
                missing -= 1
    return missing == 0


def _as_round(hall: Hall, old: Round) -> Round:
    """The seating with people and tables in the order of `old`, so that what did not change stays equal."""
    tables = {}
    for table in (*old.tables, *hall.tables):
        people = hall.seated.get(table)
        if people and table not in tables:
            here = set(people)
            kept = tuple(dict.fromkeys(person for person in old.tables.get(table, ()) if person in here))
            stay = set(kept)
            tables[table] = (*kept, *(person for person in people if person not in stay))
    resting = {person for unit in hall.waiting() for person in unit}
    still = tuple(dict.fromkeys(person for person in old.resting if person in resting))
    new = tuple(person for person in hall.rules.present if person in resting - set(still))
    return Round(round=old.round, tables=tables, resting=(*still, *new))
