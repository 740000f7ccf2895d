"""Taking back the last act: what it had changed becomes as it was, what others did since stays."""

from msgspec.structs import replace

from service.evening.refusals import EveningIsOver, NothingToUndo, UndoTooLate
from service.evening.state import Act, Evening, Phase, Seating, Slot

UNDOABLE = frozenset(
    {
        *("people", "add", "settings", "open", "plan", "begin", "next", "break"),
        *("hold", "resume", "extend", "stop", "absent", "back", "leave"),
    }
)
"""Words of acts that can be taken back. What was said cannot: people have read it."""


class Reversal:
    """What has to be restored to take an act back; fields as in the event ActUndone."""

    def __init__(self, evening: Evening, act: Act, before: Evening, after: Evening, now: int) -> None:
        self.act = act
        self.phase = self._phase(evening, before, after, now)
        self.settings = before.settings if before.settings != after.settings else None
        self.people = self._people(evening, before, after)
        if self.phase is not None:
            self.phase = replace(self.phase, seating=_only_attending(self.phase.seating, evening, self.people))
        self.draft_changed = before.draft != after.draft
        self.draft = before.draft if self.draft_changed else None

    def _phase(self, evening: Evening, before: Evening, after: Evening, now: int) -> Phase | None:
        if before.phase == after.phase:
            return None
        if self.act.word in ("absent", "back", "leave"):
            return _seat_back(evening, before, after)
        then, current = after.phase, evening.phase
        if (then.step, then.round, then.paused) != (current.step, current.round, current.paused):
            raise UndoTooLate(word=self.act.word)
        return _later(before.phase, now - self.act.at)

    def _people(self, evening: Evening, before: Evening, after: Evening) -> dict[str, Slot | None]:
        people: dict[str, Slot | None] = {}
        for person, slot in after.people.items():
            was = before.people.get(person)
            if was == slot:
                continue
            if was is None:
                if evening.begun:
                    raise UndoTooLate(word=self.act.word)
                people[person] = None
            else:
                people[person] = replace(evening.people[person], presence=was.presence)
        return people


def reversal(evening: Evening, before: Evening | None, after: Evening | None, now: int) -> Reversal:
    """Work out how to take the last act back, `before` and `after` being the evening around it.

    Raises NothingToUndo, and UndoTooLate where a gong has sounded since.
    """
    if not evening.acts:
        raise NothingToUndo
    act = evening.acts[-1]
    if before is None or after is None or after.version != act.version:
        raise NothingToUndo
    if evening.phase.step == "ended" and act.word != "stop" and after.phase.step != "ended":
        raise EveningIsOver
    return Reversal(evening, act, before, after, now)


def _later(phase: Phase, by: int) -> Phase:
    """The same phase with as much time left as it had when it was interrupted."""
    deadline = phase.deadline + by if phase.deadline is not None else None
    return replace(phase, since=phase.since + by, deadline=deadline)


def _seat_back(evening: Evening, before: Evening, after: Evening) -> Phase | None:
    """Give seats back that the act took, where the same round is still on."""
    was, then, now = before.phase.seating, after.phase.seating, evening.phase.seating
    if was is None or then is None or now is None or not evening.live or now.round != was.round:
        return None
    if then.tables == now.tables and then.resting == now.resting:
        return replace(evening.phase, seating=was)
    return None


def _only_attending(
    seating: Seating | None, evening: Evening, restored: dict[str, Slot | None]
) -> Seating | None:
    """Leave out whoever has gone since, and let those rest who came since."""
    if seating is None:
        return None
    slots = {p: restored.get(p) or slot for p, slot in evening.people.items()}
    there = {p for p, slot in slots.items() if slot.presence in ("expected", "here")}
    tables = {t: tuple(p for p in people if p in there) for t, people in seating.tables.items()}
    return replace(
        seating,
        tables={t: people for t, people in tables.items() if people},
        resting=tuple(p for p in seating.resting if p in there),
    )
