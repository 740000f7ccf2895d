"""Counts an evening again: what the guests really received against what the journal says they had to know."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from rehearsal.guest import Stay
from rehearsal.journal import Due, History
from rehearsal.receipt import Receipt
from rehearsal.report import Notices

Receipts = Mapping[str, Sequence[Receipt]]
"""What arrived, by person, in order."""


def count_notices(history: History, receipts: Receipts) -> Notices:
    """Count the place notices of those who were there, and everything that came twice.

    `sent` have arrived with the right round and table, `lost` never did though nothing newer took their place,
    `late` came up before the gong they announce and arrived after it, `duplicate` counts notices of any kind
    that stand on a phone again under the same id.
    """
    gongs = {played.round: played.started for played in history.rounds}
    sent = late = 0
    for due in history.due:
        arrived = _arrival(due, receipts)
        if arrived is not None:
            sent += 1
            gong = gongs.get(due.round)
            late += gong is not None and due.at < gong < arrived
    return Notices(
        due=len(history.due),
        sent=sent,
        lost=len(lost(history, receipts)),
        duplicate=len(duplicates(receipts)),
        late=late,
    )


def lost(history: History, receipts: Receipts) -> list[Due]:
    """Return what never arrived though nothing newer took its place."""
    return [due for due in history.due if not due.replaced and _arrival(due, receipts) is None]


def duplicates(receipts: Receipts) -> list[tuple[str, str]]:
    """Return (person, notice) for each time a notice came that the person had already."""
    times = Counter((one.person, one.id) for one in chain.from_iterable(receipts.values()))
    return [notice for notice, number in times.items() for _ in range(number - 1)]


def repeats(history: History) -> list[tuple[frozenset[str], int]]:
    """Return (pair, round) for each round in which two met who had met before."""
    known: set[frozenset[str]] = set()
    again = []
    for played in history.rounds:
        again += [(pair, played.round) for pair in played.met & known]
        known |= played.met
    return again


def without_table(
    history: History, receipts: Receipts, stays: Mapping[str, Sequence[Stay]]
) -> list[tuple[str, int]]:
    """Return (person, round) for everybody who was there at a round's gong and did not know where to be in it.

    Who was there is what the guests' own diaries say. They know where to be when the journal has a place for
    them in this round (a seat or a rest) and its notice reached them before the round was over.
    """
    told = {(due.person, due.round): at for due in history.due if (at := _arrival(due, receipts)) is not None}
    missing = []
    for played in history.rounds:
        for person, diary in stays.items():
            there = any(
                s.since <= played.started and (s.until is None or played.started < s.until) for s in diary
            )
            arrived = told.get((person, played.round))
            knows = arrived is not None and arrived <= played.over and person in played.placed
            if there and not knows:
                missing.append((person, played.round))
    return missing


def _arrival(due: Due, receipts: Receipts) -> int | None:
    """When this notice first arrived as what it has to say."""
    for one in receipts.get(due.person, ()):
        if one.place and one.id == due.id and one.table == due.table and one.round in (None, due.round):
            return one.at
    return None
