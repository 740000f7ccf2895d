"""When a consortium comes to one table: in the first round to come in which that can be held."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, pairwise

from msgspec.structs import replace

from scheduler import Limited, Problem, Table
from service.evening.apart import apart_pairs, rival_pairs
from service.evening.matched import consortia
from service.evening.matching import Consortium
from service.evening.problem import met_pairs
from service.evening.state import Evening, Seating
from service.evening.stepfree import in_need


def gathered(evening: Evening, one: Consortium) -> Seating | None:
    """Return the seating in which all of these have shared a table, or share one now; None where they have not."""
    people, phase = set(one.people), evening.phase
    seatings = [*phase.over, *((phase.seating,) if evening.live and phase.seating is not None else ())]
    return next((s for s in seatings if any(people <= set(there) for there in s.company())), None)


def gatherings(evening: Evening, rounds: range, tables: Sequence[Table]) -> Iterator[tuple[int, Consortium]]:
    """Give each consortium that is still to meet and the round, of those to come, in which it shall.

    Planning is never refused for one, and nobody meets twice: who is kept apart, has met, is tied to different
    tables, or would be more than a table holds is left to meet in pairs. In one round nobody is in two of them, and half of the tables stay free
    of any, so that there is room for everybody else.
    """
    seats = min((table.max for table in tables), default=0)
    met = met_pairs(evening)
    foes = apart_pairs(evening) | set(rival_pairs(evening, evening.attending(), len(tables)))
    busy: dict[int, set[str]] = {number: set() for number in rounds}
    held: dict[int, int] = dict.fromkeys(rounds, 0)
    for one in consortia(evening):
        people = one.people
        if (
            not 3 <= len(people) <= seats
            or _split(evening, people, foes)
            or any(pair in met for pair in combinations(sorted(people), 2))
        ):
            continue
        for number in rounds:
            fits = busy[number].isdisjoint(people) and held[number] < max(1, len(tables) // 2)
            if fits and all(_there(evening, person, number) for person in people):
                busy[number].update(people)
                held[number] += 1
                yield number, one
                break


def gathering(evening: Evening, problem: Problem, rounds: range) -> Problem:
    """Return the problem of these rounds with every consortium at one table in its round, and apart in all others.

    Without the latter they could meet again for nothing: whom a hard rule brings together is no repeat to a plan.
    """
    together: list[Limited] = []
    otherwise: list[Limited] = []
    for number, one in gatherings(evening, rounds, problem.tables):
        here = number - rounds.start + 1
        others = tuple(r for r in range(1, problem.rounds + 1) if r != here)
        together += [Limited(people=pair, rounds=(here,)) for pair in pairwise(one.people)]
        if others:
            otherwise += [Limited(people=pair, rounds=others) for pair in combinations(one.people, 2)]
    return replace(
        problem,
        inseparable=(*problem.inseparable, *together),
        apart=(*problem.apart, *otherwise),
    )


def _there(evening: Evening, person: str, number: int) -> bool:
    slot = evening.people[person]
    return slot.presence in ("expected", "here") and not slot.visiting and number not in slot.absent


def _split(evening: Evening, people: Collection[str], foes: Collection[tuple[str, str]]) -> bool:
    """Whether these can never be at one table: kept apart, tied to two tables, or of groups that are mixed."""
    slots = [evening.people[person] for person in people]
    tables = {slot.table for slot in slots if slot.table is not None}
    grouped = any(slot.group is not None for slot in slots)
    seated = len(tables) + len(
        in_need(evening, people)
    )  # who needs a step-free table has one of their own too
    return seated > 1 or grouped or any(pair in foes for pair in combinations(sorted(people), 2))
