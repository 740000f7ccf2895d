"""What came of an evening, in numbers, for whoever ran it."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import msgspec

from service.evening import Evening
from service.evening.apart import sorted_pair
from service.evening.company import acquaintances, new_faces
from service.evening.matched import matches
from service.evening.rules.contacts import mutual_contacts
from service.people.person import PersonRecord


class Faces(msgspec.Struct, frozen=True):
    """How many new people somebody met: the fewest, on average, the most."""

    min: int = 0
    mean: float = 0.0
    max: int = 0


class ReportedNote(msgspec.Struct, frozen=True):
    """What a host (`person`, an id) wrote about a table in a round; `at` in UTC epoch milliseconds."""

    person: str
    round: int
    table: str
    text: str
    at: int


class EveningReport(msgspec.Struct, frozen=True, kw_only=True):
    """An evening so far: only rounds that are over count.

    `people` sat at a table at least once, `met` pairs shared one, `per_person` is about those who had not known
    each other before. `repeats` counts how often a pair sat together once more (two whose place is the same
    table all evening left out), `rests` the seats of those who had a round off. `contacts` are pairs who gave
    each other theirs, `ratings` says how many gave so many stars. `no_shows` were waited for, or are marked as
    absent, and sat nowhere; who had left before is none. Of all `matches` so many were `matched` at a table.
    """

    rounds: int
    people: int
    met: int
    per_person: Faces
    repeats: int
    rests: int
    contacts: int
    ratings: dict[int, int]
    no_shows: int
    notes: tuple[ReportedNote, ...]
    matches: int = 0
    matched: int = 0


def report_of(evening: Evening, people: Mapping[str, PersonRecord]) -> EveningReport:
    """Count what happened; `people` are the personal records, where the hosts' notes are."""
    over = evening.phase.over
    together = _times_together(evening)
    sat = acquaintances(evening)
    aims = matches(evening)
    return EveningReport(
        rounds=len(over),
        people=len(sat),
        met=len(together),
        per_person=_faces(evening),
        repeats=sum(times - 1 for pair, times in together.items() if not _bound(evening, *pair)),
        rests=sum(len(seating.resting) for seating in over),
        contacts=sum(len(mutual_contacts(evening, person)) for person in evening.people) // 2,
        ratings=_ratings(evening),
        no_shows=sum(
            slot.presence in ("expected", "away") and not slot.visiting and person not in sat
            for person, slot in evening.people.items()
        )
        if over
        else 0,
        notes=_notes(people),
        matches=len(aims),
        matched=sum(sorted_pair(*match.pair) in together for match in aims),
    )


def _times_together(evening: Evening) -> Counter[tuple[str, str]]:
    return Counter(
        pair
        for seating in evening.phase.over
        for company in seating.company()
        for pair in combinations(sorted(set(company)), 2)
    )


def _bound(evening: Evening, one: str, other: str) -> bool:
    """Whether both always sit at the same table, so that they could not but meet again."""
    tables = [slot.table if (slot := evening.people.get(p)) is not None else None for p in (one, other)]
    return tables[0] is not None and tables[0] == tables[1]


def _faces(evening: Evening) -> Faces:
    counts = [len(others) for others in new_faces(evening).values()]
    if not counts:
        return Faces()
    return Faces(min(counts), sum(counts) / len(counts), max(counts))


def _ratings(evening: Evening) -> dict[int, int]:
    given = Counter(slot.rating for slot in evening.people.values() if slot.rating is not None)
    return dict(sorted(given.items()))


def _notes(people: Mapping[str, PersonRecord]) -> tuple[ReportedNote, ...]:
    found = [
        ReportedNote(person, note.round, note.table, note.text, note.at)
        for person, record in people.items()
        for note in record.notes
    ]
    return tuple(sorted(found, key=lambda note: (note.at, note.person)))
