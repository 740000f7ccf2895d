"""Taking back the last act: what it had changed becomes as it was, what others did since stays."""

from msgspec.structs import replace

from service.evening.commands import Undo
from service.evening.events import ActUndone, Event
from service.evening.evolve import evolve
from service.evening.refusals import EveningIsOver, NothingToUndo, UndoTooLate
from service.evening.seats import give_up_seat, take_seat
from service.evening.state import Act, Evening, Phase, Slot

SEATING_ACTS = frozenset({"absent", "back", "leave"})
"""Acts about one person: they can be taken back in a later step too, and then change no gong."""


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
    phase = _settled(evening, before, people, _phase(evening, act, before, after, now))
    changed = before.draft != after.draft
    return (
        ActUndone(
            act=act,
            phase=phase if phase != evening.phase else None,
            settings=before.settings if before.settings != after.settings else None,
            draft=before.draft if changed else None,
            draft_changed=changed,
            people=people,
        ),
    )


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
        untouched = evening.live and then.seating == current.seating
        return replace(current, seating=was.seating) if untouched else current
    if _standing(then) != _standing(current):
        raise UndoTooLate(word=act.word)
    back = _restored(was, then, then)
    if _standing(was) != _standing(then):  # interrupted: it gets back the time it had left
        back["deadline"] = was.deadline + now - act.at if was.deadline is not None else None
    elif "deadline" in back and was.deadline is not None:  # time went on meanwhile
        back["deadline"] = max(now, was.deadline)
    return replace(current, **back)


def _standing(phase: Phase) -> tuple[str, int, bool]:
    return (phase.step, phase.round, phase.paused)


def _restored(was: Slot | Phase, then: Slot | Phase, now: Slot | Phase) -> dict[str, object]:
    """The fields the act had changed and nobody else since, with their values before it."""
    return {
        field: getattr(was, field)
        for field in was.__struct_fields__
        if getattr(was, field) != getattr(then, field) == getattr(now, field)
    }


def _settled(evening: Evening, before: Evening, restored: dict[str, Slot | None], phase: Phase) -> Phase:
    """The phase with the seats of those who have gone since given up, and seats for those who have come.

    Who was waited for without a seat before the act is again.
    """
    people = {**evening.people, **restored}
    there = replace(evening, people={p: slot for p, slot in people.items() if slot is not None}, phase=phase)
    if not there.live or phase.seating is None:
        return phase
    present = there.present(phase.round)
    waited_for: set[str] = set()
    if before.live and before.phase.seating is not None and before.phase.round == phase.round:
        waited_for = before.people.keys() - before.phase.seating.everyone()
    for person in sorted(phase.seating.everyone() - set(present)):
        for event in give_up_seat(there, person, noshow=False):
            there = evolve(there, event)
    placed = phase.seating.everyone()
    for person in (p for p in present if p not in placed):
        if there.people[person].presence == "here" or (person in restored and person not in waited_for):
            for event in take_seat(there, person):
                there = evolve(there, event)
    return there.phase
