"""What holds after every step of every evening."""

from collections.abc import Mapping

import msgspec
import pytest

from bot.notices import notices
from service.evening import Entry, Evening, Refusal, decide, evolve_entry, wake_at
from service.evening import commands as c
from service.evening import events as e
from service.evening.apart import apart_pairs, rival_pairs
from service.evening.refusals import NothingToUndo, UndoTooLate
from service.evening.rules.in_person import to_be_told
from service.evening.rules.rounds import AWAY
from service.evening.rules.windows import visit_at
from service.evening.state import NOWHERE, UNDOABLE, Phase
from service.evening.stepfree import in_need, reaches
from service.evening.tables import chairs, least, size_of
from service.evenings import Outcome

DAY = 24 * 3600 * 1000
PLACES = ("table", "changed", "rest")

_evening = msgspec.json.Decoder(Evening)
_entry = msgspec.json.Decoder(Entry)


class Witness:
    """Watches an evening step by step, and reads every notice as the person who gets it would."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.told: dict[str, tuple[int, str | None]] = {}
        self.announcements: list[tuple[int, int]] = []
        self.added: dict[str, int] = {}
        self.seen: dict[str, str | None] = {}

    def see(self, step: Outcome) -> None:
        """Check everything that must hold after this step."""
        self._note(step)
        self._everybody_has_one_place(step.after)
        self._everybody_knows_it(step)
        self._who_has_no_phone_is_listed(step)
        tables_hold(step)
        only_broken_tables_are_mended(step)
        enemies_are_apart(step)
        rivals_are_apart(step)
        steps_are_in_nobodys_way(step)
        guests_of_honour_visit(step)
        history_grows(step)
        journal_is_the_truth(step)
        clock_will_wake(step.after, step.entry.at)
        act_can_be_taken_back(step, step.entry.at + 7000)

    def _note(self, step: Outcome) -> None:
        for event in step.entry.events:
            if isinstance(event, e.RoundAnnounced):
                self.announcements.append((step.version, event.seating.round))
            if isinstance(event, e.ActUndone):
                self.announcements = [one for one in self.announcements if one[0] < event.act.version]
            if isinstance(event, e.PeopleAdded):
                self.added |= dict.fromkeys(event.people, step.version)

    def _everybody_has_one_place(self, evening: Evening) -> None:
        seating = evening.phase.seating
        if not evening.live or seating is None:
            return
        visiting = [p for people in seating.visitors.values() for p in people]
        places = [p for people in seating.tables.values() for p in people] + list(seating.resting)
        assert set(visiting).isdisjoint(places), "a guest of honour has a seat too"
        assert len(places) == len(set(places)), "somebody is in two places"
        present = evening.present(seating.round)
        assert set(places) <= set(present), "somebody who is not there has a place"
        for person in set(present) - set(places):
            assert evening.people[person].presence == "expected", "somebody who is here has no place"
            told = max(version for version, round in self.announcements if round == seating.round)
            assert self.added[person] > told, "somebody was forgotten"

    def _everybody_knows_it(self, step: Outcome) -> None:
        before, after = step.before, step.after
        seating = after.phase.seating
        places = seating.places() if after.live and seating is not None else {}
        if after.live:
            self.told = {p: place for p, place in self.told.items() if p in places}
        come_back = before.phase.step == "ended"
        for notice in notices(step):
            assert notice.id not in self.ids, "a notice has the id of another one"
            self.ids.add(notice.id)
            if notice.kind in PLACES:
                place = (notice.round, notice.table)
                assert come_back or self.told.get(notice.person) != place, "somebody is told the same twice"
                self.told[notice.person] = place
            elif notice.kind == "withdrawn" or (notice.kind == "break" and before.phase.step == "announced"):
                self.told.pop(notice.person, None)
        if after.live:
            expected = {p: (after.phase.round, table) for p, table in places.items()}
            assert {p: (t.round, t.table) for p, t in after.told.items()} == expected
            assert self.told == expected, "somebody does not know their place"

    def _who_has_no_phone_is_listed(self, step: Outcome) -> None:
        """What somebody sees on the projector at the announcement, and is told face to face, is what they know."""
        after, seating = step.after, step.after.phase.seating
        if not after.live or seating is None:
            assert to_be_told(after) == []
            return
        places = seating.places()
        if not any(told.round == seating.round for told in step.before.told.values()):
            self.seen = dict(places)
        for event in step.entry.events:
            if isinstance(event, e.ToldInPerson):
                self.seen[event.person] = places[event.person]
        self.seen = {person: place for person, place in self.seen.items() if person in places}
        unknowing = [
            person
            for person, slot in after.people.items()
            if slot.on_paper
            and slot.presence in ("expected", "here")
            and person in places
            and self.seen.get(person, NOWHERE) != places[person]
        ]
        assert to_be_told(after) == unknowing


def tables_hold(step: Outcome) -> None:
    """No table has more people than chairs, nobody who could move sits alone."""
    after = step.after
    seating = after.phase.seating
    if not after.live or seating is None:
        return
    was = step.before.phase.seating.tables if step.before.phase.seating is not None else {}
    for event in step.entry.events:
        if isinstance(event, e.SeatTaken) and event.person in seating.tables.get(event.table or "", ()):
            table = event.table or ""
            fixed = after.people[event.person].table == table
            # who changes seats changes no numbers, and a company moves on together
            before = max(map(len, was.values())) if step.entry.word == "close" else len(was.get(table, ()))
            assert fixed or len(seating.tables[table]) <= max(chairs(after), before)
        if isinstance(event, e.RoundAnnounced):
            size, hall = size_of(after), after.settings.tables
            assert size is None or all(len(people) <= size for people in seating.tables.values())
            assert hall is None or len(seating.tables) <= hall
            for host, slot in after.people.items():
                mine = slot.table if slot.hosting and seating.table_of(host) is not None else None
                assert mine not in seating.tables or host in seating.tables[mine or ""], (
                    "a host sits elsewhere"
                )
    assert seating.tables.keys().isdisjoint(after.closed), "a closed table is used"
    for table, people in seating.tables.items():
        assert people
        assert len(people) > 1 or after.people[people[0]].table == table, "somebody sits alone"


def only_broken_tables_are_mended(step: Outcome) -> None:
    """Where somebody goes, nobody moves unless too few are left; then those who are, together with nobody else.

    Tables keep their numbers, no other table loses anybody, and only whoever moved is told a place.
    """
    before, after = step.before.phase.seating, step.after.phase.seating
    gone = {event.person for event in step.entry.events if isinstance(event, e.SeatLeft)}
    if not gone or step.entry.word == "undo" or before is None or after is None or not step.after.live:
        return
    if before.round != after.round:
        return
    seats = [event for event in step.entry.events if isinstance(event, e.SeatTaken)]
    moved = {event.person for event in seats if not step.after.people[event.person].visiting}
    assert set(after.tables) <= set(before.tables), "a table got another number"
    for table, people in before.tables.items():
        went = moved.intersection(people)
        left = [person for person in people if person not in gone]
        if not gone.intersection(people):
            assert went == set(), "somebody was moved from a table that nobody had left"
        elif went or moved.intersection(after.tables.get(table, ())):
            assert len(left) < least(step.after), "a table was mended that has people enough"
        if went:
            assert table not in after.tables, "a table was split"
            assert len(left) == 1 or step.after.phase.step == "announced", "two who talk were moved"
    assert moved <= set(before.resting) | {p for t in before.tables for p in before.tables[t]}
    told = {notice.person for notice in notices(step) if notice.kind in PLACES}
    assert told <= {event.person for event in seats}, "somebody is told a place who kept theirs"


def brought(step: Outcome) -> set[str]:
    """Who was brought to a place by this step: everybody where a round was announced."""
    for event in step.entry.events:
        if isinstance(event, e.RoundAnnounced):
            return event.seating.everyone()
    return {event.person for event in step.entry.events if isinstance(event, e.SeatTaken)}


def enemies_are_apart(step: Outcome) -> None:
    """Nobody comes to a table where somebody sits whom they are kept apart from."""
    seating = step.after.phase.seating
    if not step.after.live or seating is None or step.entry.word == "undo":
        return
    came = brought(step)
    for one, other in apart_pairs(step.after):
        table = seating.table_of(one)
        if table is not None and table == seating.table_of(other):
            assert came.isdisjoint((one, other)), "two who are kept apart are brought to one table"


def rivals_are_apart(step: Outcome) -> None:
    """Nobody comes to a competitor's table as long as there are tables enough for all of the industry."""
    after = step.after
    seating = after.phase.seating
    if not after.live or seating is None or step.entry.word == "undo":
        return
    came = brought(step)
    for one, other in rival_pairs(after, after.present(seating.round), len(seating.tables)):
        table = seating.table_of(one)
        bound = after.people[one].table == table or bool(in_need(after, (one, other)))
        if table is not None and table == seating.table_of(other) and not bound:
            assert came.isdisjoint((one, other)), "two competitors are brought to one table"


def steps_are_in_nobodys_way(step: Outcome) -> None:
    """Who needs a step-free table comes to no other, but to one that is their own."""
    after = step.after
    seating = after.phase.seating
    if not after.live or seating is None or step.entry.word == "undo":
        return
    came = brought(step)
    for person in came:
        table = seating.table_of(person)
        own = after.people[person].table == table
        assert table is None or own or reaches(after, person, table), "somebody cannot get to their table"


def guests_of_honour_visit(step: Outcome) -> None:
    """Everybody who is a guest of honour visits a table that is used, once, where nobody keeps them away."""
    after = step.after
    seating = after.phase.seating
    if not after.live or seating is None:
        return
    visiting = [p for people in seating.visitors.values() for p in people]
    assert len(visiting) == len(set(visiting))
    assert seating.visitors.keys() <= seating.tables.keys()
    assert set(visiting) <= set(after.visitors(seating.round))
    assert all(seating.visitors.values())
    kept_away = {p for pair in apart_pairs(after) for p in pair}
    due: set[str] = set()
    for event in step.entry.events:
        if isinstance(event, e.RoundAnnounced):
            due |= set(after.visitors(seating.round))
        elif isinstance(event, e.VisitBegun | e.VisitorCame | e.PresenceChanged):
            due.add(event.person)
    for person in due.intersection(after.visitors(seating.round)) - set(visiting):
        waited_for = after.people[person].presence == "expected"
        assert waited_for or person in kept_away or not seating.tables, "a guest of honour was forgotten"


def history_grows(step: Outcome) -> None:
    """Rounds that are over stay as they were, but for `undo`."""
    before, after = step.before.phase.over, step.after.phase.over
    assert step.entry.word == "undo" or after[: len(before)] == before
    assert [seating.round for seating in after] == list(range(1, len(after) + 1))
    assert step.after.version == step.before.version + 1


def journal_is_the_truth(step: Outcome) -> None:
    """The evening and the entry as they are stored make the same evening."""
    before = _evening.decode(msgspec.json.encode(step.before))
    entry = _entry.decode(msgspec.json.encode(step.entry))
    assert (before, entry) == (step.before, step.entry)
    assert evolve_entry(before, entry) == step.after


def clock_will_wake(evening: Evening, now: int) -> None:
    """A deadline is an instant of this evening, and a tick then does something."""
    wake = wake_at(evening)
    if wake is None:
        return
    assert not evening.phase.paused
    assert evening.begun
    assert evening.settings.clock == "auto" or any(slot.window for slot in evening.people.values())
    assert wake <= now + DAY
    if wake != visit_at(evening):  # a guest of honour may be due since before this step began
        assert evening.phase.since - AWAY <= wake  # gongs are counted from when they were due
    assert decide(evening, c.Tick(), max(now, wake))


def act_can_be_taken_back(step: Outcome, now: int) -> None:
    """Right after an act `undo` makes everything as it was, once."""
    before, after, entry = step.before, step.after, step.entry
    if entry.by != "organiser" or entry.word not in UNDOABLE:
        return
    command = c.Undo(before, after)
    try:
        events = decide(after, command, now)
    except UndoTooLate:
        assert after.begun
        assert after.people.keys() > before.people.keys()
        return
    undone = evolve_entry(after, Entry(now, "organiser", "undo", events))  # type: ignore[arg-type]
    assert undone.people == before.people
    assert list(undone.people) == list(before.people)
    assert (undone.settings, undone.draft, undone.acts) == (before.settings, before.draft, before.acts)
    assert (undone.apart, undone.together, undone.closed) == (before.apart, before.together, before.closed)
    assert undone.organisers == before.organisers
    assert _but_deadline(undone.phase) == _but_deadline(before.phase)
    was, then = before.phase, after.phase
    if was.deadline is None or undone.phase.deadline is None:
        assert undone.phase.deadline == was.deadline
    elif (was.step, was.round, was.paused) != (then.step, then.round, then.paused):
        assert undone.phase.deadline - now == was.deadline - entry.at
    else:
        assert undone.phase.deadline in (was.deadline, now)
    with pytest.raises(NothingToUndo):
        decide(undone, command, now)


def _but_deadline(phase: Phase) -> Mapping[str, object]:
    return msgspec.structs.asdict(phase) | {"deadline": None}


def refused_changes_nothing(evening: Evening, command: c.Command, now: int, refusal: Refusal) -> None:
    """A refusal is the same when asked again."""
    with pytest.raises(type(refusal)) as again:
        decide(evening, command, now)
    assert again.value.details == refusal.details
