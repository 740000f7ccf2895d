"""Taking back the last act: what it had changed becomes as it was, what others did since stays."""

from msgspec.structs import replace

from service.evening.apart import enemies
from service.evening.commands import Undo
from service.evening.events import ActUndone, Event, SeatTaken
from service.evening.mending import give_up_seat, mend_lonely
from service.evening.refusals import EveningIsOver, NothingToUndo, UndoTooLate
from service.evening.rules.visiting import everybody_at
from service.evening.seats import afterwards, at_peace, take_seat
from service.evening.state import NOWHERE, Act, Evening, Organiser, Phase, Slot
from service.evening.stepfree import reaches
from service.evening.tables import chairs

SEATING_ACTS = frozenset({"absent", "back", "leave", "swap", "host", "close", "visit"})
"""Acts about people and seats: they can be taken back in a later step too, and then change no gong."""


def undo(evening: Evening, command: Undo, now: int) -> tuple[Event, ...]:
    """Take the last act back; `before` and `after` are the evening around it.

    Raises NothingToUndo, EveningIsOver, and UndoTooLate where a gong has sounded since.
    """
    before, after = command.before, command.after
    if not evening.acts:
        raise NothingToUndo
    act = evening.acts[-1]
    if before is None or after is None or after.version != act.version:
        raise NothingToUndo
    if evening.phase.step == "ended" and after.phase.step != "ended":
        raise EveningIsOver
    people = _people(evening, act, before, after)
    phase = _settled(evening, before, after, people, _phase(evening, act, before, after, now))
    changed = before.draft != after.draft
    organisers = _organisers(evening, before, after)
    return (
        ActUndone(
            act=act,
            phase=phase if phase != evening.phase else None,
            settings=before.settings if before.settings != after.settings else None,
            draft=before.draft if changed else None,
            draft_changed=changed,
            people=people,
            apart=before.apart if before.apart != after.apart else None,
            together=before.together if before.together != after.together else None,
            closed=before.closed if before.closed != after.closed else None,
            organisers=organisers if organisers != evening.organisers else None,
            struck=before.struck if before.struck != after.struck else None,
            paired=before.paired if before.paired != after.paired else None,
        ),
    )


def _organisers(evening: Evening, before: Evening, after: Evening) -> dict[str, Organiser]:
    """Everybody who drives the evening now, but for whom the act had appointed."""
    appointed = after.organisers.keys() - before.organisers.keys()
    return {who: one for who, one in evening.organisers.items() if who not in appointed}


def _people(evening: Evening, act: Act, before: Evening, after: Evening) -> dict[str, Slot | None]:
    """Who was not on the list before (None), and slots as they were in what nobody else has changed since."""
    people: dict[str, Slot | None] = {}
    for person, then in after.people.items():
        was, now = before.people.get(person), evening.people[person]
        if was == then:
            continue
        if was is None:
            if evening.begun:
                raise UndoTooLate(word=act.word)
            people[person] = None
        elif back := _restored(was, then, now):
            people[person] = replace(now, **back)
    return people


def _phase(evening: Evening, act: Act, before: Evening, after: Evening, now: int) -> Phase:
    was, then, current = before.phase, after.phase, evening.phase
    if was == then:
        return current
    if act.word in SEATING_ACTS:
        if not _same_round(evening, before):
            if act.word == "swap":
                raise UndoTooLate(word=act.word)
            return current
        return replace(current, seating=was.seating) if then.seating == current.seating else current
    if _standing(then) != _standing(current):
        raise UndoTooLate(word=act.word)
    back = _restored(was, then, then)
    if _standing(was) != _standing(then):  # interrupted: it gets back the time it had left
        back["deadline"] = was.deadline + now - act.at if was.deadline is not None else None
    elif "deadline" in back and was.deadline is not None:  # time went on meanwhile
        back["deadline"] = max(now, was.deadline)
    return replace(current, **back)


def _same_round(evening: Evening, before: Evening) -> bool:
    return evening.live and before.live and before.phase.round == evening.phase.round


def _standing(phase: Phase) -> tuple[str, int, bool]:
    return (phase.step, phase.round, phase.paused)


def _restored(was: Slot | Phase, then: Slot | Phase, now: Slot | Phase) -> dict[str, object]:
    """The fields the act had changed and nobody else since, with their values before it."""
    return {
        field: getattr(was, field)
        for field in was.__struct_fields__
        if getattr(was, field) != getattr(then, field) == getattr(now, field)
    }


def _settled(
    evening: Evening, before: Evening, after: Evening, restored: dict[str, Slot | None], phase: Phase
) -> Phase:
    """The phase with the seats of those who have gone since given up, and seats for those who have come.

    Who was waited for without a seat before the act is again.
    """
    people = {**evening.people, **restored}
    there = replace(
        evening,
        people={p: slot for p, slot in people.items() if slot is not None},
        phase=phase,
        apart=before.apart,
        closed=before.closed,
    )
    if not there.live or phase.seating is None:
        return phase
    present, honoured = there.present(phase.round), there.visitors(phase.round)
    waited_for: set[str] = set()
    if before.live and before.phase.seating is not None and before.phase.round == phase.round:
        waited_for = before.people.keys() - before.phase.seating.everyone()
    if phase.seating == evening.phase.seating and _same_round(evening, before):
        there = _moved_back(there, before, after, {*present, *honoured})
    for person in _misplaced(there, set(present), set(honoured)):
        there = afterwards(there, give_up_seat(there, person, noshow=False))
    placed = there.phase.seating.everyone() if there.phase.seating is not None else set()
    visiting = (person for person in honoured if person not in waited_for)
    for person in (p for p in (*present, *visiting) if p not in placed):
        if there.people[person].presence == "here" or (person in restored and person not in waited_for):
            there = afterwards(there, take_seat(there, person))
    return afterwards(there, mend_lonely(there)).phase


def _misplaced(there: Evening, present: set[str], honoured: set[str]) -> list[str]:
    """Who has a seat though they are not there, and who visits or sits though they should do the other."""
    seating = there.phase.seating
    if seating is None:
        return []
    visiting = {person for guests in seating.visitors.values() for person in guests}
    return sorted((seating.everyone() - visiting - present) | (visiting - honoured))


def _moved_back(there: Evening, before: Evening, after: Evening, present: set[str]) -> Evening:
    """Everybody whom the act had moved, and nobody since, back at their place; nobody where somebody has taken one."""
    was, then, now = (_places(evening) for evening in (before, after, there))
    moved = {
        person: place
        for person, place in was.items()
        if then.get(person, NOWHERE) != place
        and now.get(person, NOWHERE) == then.get(person, NOWHERE)
        and person in present
    }
    moves = [SeatTaken(person, place) for person, place in moved.items()]
    back = afterwards(there, moves)
    return back if moves and _sound(back, set(moved)) else there


def _places(evening: Evening) -> dict[str, str | None]:
    return evening.phase.seating.places() if evening.phase.seating is not None else {}


def _sound(evening: Evening, moved: set[str]) -> bool:
    """Whether nobody sits alone, on no chair, at a closed table, or with somebody they are kept apart from."""
    seating = evening.phase.seating
    if seating is None:
        return False
    foes, most = enemies(evening), chairs(evening)
    for table, people in seating.tables.items():
        alone = len(people) == 1 and evening.people[people[0]].table != table
        everybody = everybody_at(seating, table)
        if alone or table in evening.closed or (len(people) > most and not moved.isdisjoint(people)):
            return False
        if not all(
            at_peace(person, everybody, foes) and reaches(evening, person, table)
            for person in everybody
            if person in moved
        ):
            return False
    return seating.visitors.keys() <= seating.tables.keys()
