"""Who must not share a table: by an organiser's word, as competitors, or because somebody asked for it in private."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

import msgspec

from scheduler.reasons import Apart, Broken, FixedSeat, Host, Reason
from service.evening.firms import avoided_by
from service.evening.state import Evening, Pair, Seating

Enemies = Mapping[str, Collection[str]]
"""Person -> those who must not sit with them; who has none is not in it."""


class PrivateWish(msgspec.Struct, frozen=True, tag="private_wish", tag_field="kind"):
    """A reason of a conflict that nobody but who wished it may know."""


def sorted_pair(one: str, other: str) -> Pair:
    """Return two people as a pair is noted."""
    return (one, other) if one < other else (other, one)


def apart_pairs(evening: Evening) -> set[Pair]:
    """Every pair that must never share a table; competitors of one industry come on top, as far as tables reach."""
    return {*evening.apart, *_avoided(evening)}


def rival_pairs(evening: Evening, people: Iterable[str], tables: int) -> Iterator[Pair]:
    """The pairs of one industry that must not share one of so many tables, where the evening keeps these apart.

    Of an industry that has more of these people than there are tables nobody is among them: they are only spread.
    Once rounds have begun nor are two who always sit at the same table.
    """
    if evening.settings.competitors != "apart":
        return
    trades: defaultdict[int, list[str]] = defaultdict(list)
    for person in people:
        trades[evening.people[person].trade].append(person)
    for trade, members in trades.items():
        if trade and len(members) <= tables:
            for one, other in combinations(members, 2):
                if not (evening.begun and tied_together(evening, one, other)):
                    yield sorted_pair(one, other)


def apart_in(evening: Evening, seating: Seating) -> set[Pair]:
    """Every pair that must not share a table of this seating."""
    there = evening.present(seating.round)
    return apart_pairs(evening) | set(rival_pairs(evening, there, len(seating.tables)))


def enemies(evening: Evening, seating: Seating | None = None) -> Enemies:
    """Everybody who must not sit with somebody, and with whom, in this seating; in the one that is on if none is named."""
    if seating is None and evening.live:
        seating = evening.phase.seating
    found: dict[str, set[str]] = {}
    for one, other in apart_pairs(evening) if seating is None else apart_in(evening, seating):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def only_private(evening: Evening, one: str, other: str) -> bool:
    """Whether these two are apart only because one of them asked for it: nobody may read that."""
    pair = sorted_pair(one, other)
    return pair not in evening.apart and pair in set(_avoided(evening))


def discreet(evening: Evening, reasons: Collection[Reason]) -> tuple[Reason | PrivateWish, ...]:
    """Return the reasons of a conflict with every private one made unrecognisable, once."""
    hidden = set(_avoided(evening)) - set(evening.apart)
    told = (PrivateWish() if hidden and _tells(reason, hidden) else reason for reason in reasons)
    return tuple(dict.fromkeys(told))


def tied_together(evening: Evening, one: str, other: str) -> bool:
    """Whether both always sit at the same table."""
    table = evening.people[one].table
    return table is not None and table == evening.people[other].table and table not in evening.closed


def ties(evening: Evening, people: Iterable[str]) -> Iterator[Reason]:
    """Say of everybody who is tied to a table by which wish."""
    for person in people:
        slot = evening.people[person]
        if slot.table is not None:
            yield Host((person,), slot.table) if slot.hosting else FixedSeat((person,), slot.table)


def _avoided(evening: Evening) -> Iterator[Pair]:
    """The pairs of which one avoids the other.

    Two who always sit at the same table cannot be kept from each other: no gong fails for a wish that nobody
    else knows of.
    """
    for person, slot in evening.people.items():
        for other in avoided_by(evening, person) if slot.avoids or slot.avoids_firms else ():
            if not tied_together(evening, person, other):
                yield sorted_pair(person, other)


def _tells(reason: Reason, hidden: set[Pair]) -> bool:
    match reason:
        case Apart(one=one, other=other):
            return sorted_pair(one, other) in hidden
        case Broken(rule=rule):
            return any(
                rule.startswith(f"{a} and {b} are to stay apart")
                for one, other in hidden
                for a, b in ((one, other), (other, one))
            )
        case _:
            return False
