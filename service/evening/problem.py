"""What is to be planned: the rounds still to come, for the people who attend, as the scheduler's problem."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec
from msgspec.structs import replace

from scheduler import Conflict, Person, Plan, Problem, Round, Table
from scheduler.problem import Limited, Wish
from scheduler.reasons import counted_from
from service.evening.apart import apart_pairs, discreet, rival_pairs, sorted_pair
from service.evening.firms import known_to
from service.evening.goals import FIRST_TIMER, goals_of
from service.evening.matched import consortia, matches_among
from service.evening.refusals import NoPlanPossible
from service.evening.state import Evening, Pair, Seating
from service.evening.stepfree import stepfree_seats, why_seated
from service.evening.tables import renumbered, size_of, tables_for


def coming_round(evening: Evening) -> int:
    """The round that will be announced next, counted from 1."""
    return evening.phase.round + 1 if evening.begun else 1


def rounds_to_come(evening: Evening) -> range:
    """The rounds that have not been announced yet."""
    return range(coming_round(evening), evening.settings.rounds + 1)


def met_pairs(evening: Evening) -> set[tuple[str, str]]:
    """Pairs of people, each sorted, who shared a table in a round that is over, or share one now."""
    seatings = list(evening.phase.over)
    if evening.live and evening.phase.seating is not None:
        seatings.append(evening.phase.seating)
    return {
        pair
        for seating in seatings
        for people in seating.company()
        for pair in combinations(sorted(people), 2)
    }


def acquainted(evening: Evening) -> set[tuple[str, str]]:
    """Pairs of people, each sorted, who need not meet: they have, or one of them says that they know each other.

    A pair that the organisers want together is among them only once they have met.
    """
    known = {
        sorted_pair(person, other)
        for person, slot in evening.people.items()
        if slot.knows or slot.knows_firms
        for other in known_to(evening, person)
    }
    return known.difference(evening.together) | met_pairs(evening)


def times_rested(evening: Evening) -> Counter[str]:
    """How often everybody has rested so far."""
    return Counter(person for seating in evening.phase.over for person in seating.resting)


def problem_of(evening: Evening, rounds: range | None = None) -> Problem:
    """Return the problem of these rounds (all that are to come); its round 1 is the first of them.

    Who has rested most stands first: where it is all the same, the first in a problem get their seats first.
    Raises TooFewPeople or TablesTooFew where not even the fullest round can be laid.
    """
    rounds = rounds_to_come(evening) if rounds is None else rounds
    rested = times_rested(evening)
    attending = sorted(evening.attending(), key=lambda p: -rested[p])
    away = {p: {r for r in evening.people[p].absent if r in rounds} for p in attending}
    sizes = [sum(r not in away[p] for p in attending) for r in rounds]
    there = set(attending)
    tables = _for_thin_rounds(tables_for(evening, max(sizes, default=0)), min(sizes, default=0))
    known = {table.id for table in tables}
    slots = evening.people
    met = acquainted(evening)
    hosts = {table: p for p in attending if slots[p].hosting and (table := slots[p].table) is not None}
    own = {p: table for p in attending if not slots[p].hosting and (table := slots[p].table) in known}
    own |= stepfree_seats(evening, attending, tables)
    bound = own | {host: table for table, host in hosts.items()}
    apart = {
        pair
        for pair in _among(there, apart_pairs(evening))
        if pair in evening.apart or not _bound(bound, *pair)
    }
    present = [{p for p in there if r not in away[p]} for r in rounds]
    tables = _with_hosts(tables, hosts, present)
    if evening.begun:
        tables = _with_a_chair_for(tables, Counter((*own.values(), *hosts)))
    return Problem(
        rounds=len(rounds),
        people=tuple(
            Person(
                id=person,
                absent=tuple(sorted(r - rounds.start + 1 for r in away[person])),
                table=own.get(person),
                group=slots[person].group,
                tags={FIRST_TIMER: "yes"} if slots[person].newcomer else {},
            )
            for person in attending
        ),
        tables=tables,
        met=_among(there, met),
        apart=(*sorted(apart), *_rivals(evening, tables, present, apart, bound)),
        together=_among(there, set(evening.together) - met - apart),
        matches=tuple(
            (match.seeker, match.offerer, match.weight)
            for match in matches_among(evening, there)
            if sorted_pair(*match.pair) not in met and sorted_pair(*match.pair) not in apart
        ),
        goals=goals_of(evening, attending),
        rested={person: rested[person] for person in attending if rested[person]},
    )


def _rivals(
    evening: Evening,
    tables: Sequence[Table],
    present: Sequence[Collection[str]],
    apart: Collection[Pair],
    bound: Mapping[str, str],
) -> Iterator[Wish]:
    """The pairs of competitors whom the tables of a round are enough to keep apart, beside those apart anyhow."""
    given = {person for person, table in bound.items() if evening.people[person].table != table}
    least = min(table.min for table in tables)
    held: dict[Pair, list[int]] = {}
    for number, people in enumerate(present, start=1):
        laid = sum(number not in table.closed for table in tables)
        for pair in rival_pairs(evening, people, min(laid, len(people) // least)):
            held.setdefault(pair, []).append(number)
    for pair, numbers in sorted(held.items()):
        if pair not in apart and not (given.intersection(pair) and _bound(bound, *pair)):
            always = len(numbers) == len(present)
            yield pair if always else Limited(people=pair, rounds=tuple(numbers))


def _bound(seats: Mapping[str, str], one: str, other: str) -> bool:
    """Whether both always sit at the same table."""
    return one in seats and seats[one] == seats.get(other)


def _with_a_chair_for(tables: tuple[Table, ...], bound: Mapping[str, int]) -> tuple[Table, ...]:
    """The tables with chairs for all who are bound to them: no gong fails because somebody too many has come."""
    return tuple(
        replace(table, max=bound[table.id]) if bound.get(table.id, 0) > table.max else table
        for table in tables
    )


def _with_hosts(
    tables: tuple[Table, ...], hosts: Mapping[str, str], present: Sequence[Collection[str]]
) -> tuple[Table, ...]:
    """The tables with their hosts; in a round with too few people for all of these the last ones stay empty."""
    closed: dict[str, tuple[int, ...]] = {}
    for number, people in enumerate(present, start=1):
        left = len(people)
        for table in tables:
            if hosts.get(table.id) in people:
                left -= table.min
                if left < 0:
                    closed[table.id] = (*closed.get(table.id, ()), number)
    return tuple(
        replace(table, hosts=(hosts[table.id],), closed=closed.get(table.id, ()))
        if table.id in hosts
        else table
        for table in tables
    )


def _among(there: Collection[str], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((one, other) for one, other in pairs if one in there and other in there))


def _for_thin_rounds(tables: tuple[Table, ...], people: int) -> tuple[Table, ...]:
    """Let tables be smaller where some round has so few people that they could not fill them."""
    least = max(2, people // len(tables))
    return tuple(replace(table, min=min(table.min, least)) for table in tables)


def plan_of(evening: Evening, seatings: tuple[Seating, ...], rounds: range) -> Plan:
    """Return these seatings as the scheduler's plan for these rounds (round 1 is the first of them).

    Companies at tables that have been closed since stay together at free ones.
    """
    return Plan(
        rounds=tuple(
            Round(round=s.round - rounds.start + 1, tables=s.tables, resting=s.resting)
            for s in (renumbered(evening, seating) for seating in seatings)
            if s.round in rounds
        )
    )


def seatings_of(plan: Plan, rounds: range) -> tuple[Seating, ...]:
    """Return the scheduler's plan as seatings of these rounds; tables without people are left out."""
    return tuple(
        Seating(
            round=r.round + rounds.start - 1,
            tables={table: tuple(people) for table, people in r.tables.items() if people},
            resting=tuple(r.resting),
        )
        for r in plan.rounds
    )


def no_plan_possible(evening: Evening, conflict: Conflict, rounds: range) -> NoPlanPossible:
    """Return the refusal for a problem of these rounds: its reasons count rounds as the evening does.

    Whom somebody avoids in private is in none of them.
    """
    told = tuple(counted_from(reason, rounds.start) for reason in conflict.wishes)
    return NoPlanPossible(wishes=why_seated(evening, discreet(evening, told)))


def fingerprint(evening: Evening) -> str:
    """Name the problem of the rounds to come: two evenings with the same name want the same plan.

    Presence counts only as attending or not, so a check-in never makes a draft stale; nor does a round that is
    announced as it was drafted.
    """
    people = [
        (
            *(p, (s := evening.people[p]).absent, s.table, s.group, s.hosting, s.knows, s.avoids),
            *(s.firm, s.trade, s.newcomer, s.stepfree, s.knows_firms, s.avoids_firms),
        )
        for p in evening.attending()
    ]
    settings = evening.settings
    there = set(evening.attending())
    pairs = (
        evening.apart,
        evening.together,
        [(*match.pair, round(match.weight, 2)) for match in matches_among(evening, there)],
        [one.people for one in consortia(evening) if there.issuperset(one.people)],
    )
    whole = (
        settings.rounds,
        size_of(evening),
        settings.tables,
        evening.deviations,
        people,
        pairs,
        evening.closed,
        (settings.competitors, settings.colleagues, settings.stepfree),
    )
    return hashlib.blake2b(msgspec.msgpack.encode(whole), digest_size=12).hexdigest()


def stale(evening: Evening) -> bool:
    """The draft was made for other people, tables or rounds than there are now."""
    return evening.draft is None or evening.draft.problem != fingerprint(evening)
