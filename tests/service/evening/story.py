"""An evening played by hand: command after command at instants we choose, with its journal kept."""

import datetime
import zoneinfo

from scheduler import Plan, mend
from service.evening import Entry, Evening, Settings, decide, evolve_entry
from service.evening import commands as c
from service.evening.problem import fingerprint, problem_of, rounds_to_come, seatings_of
from service.evening.state import Draft
from service.evenings import Outcome

SECOND = 1000
MINUTE = 60 * SECOND
BEGIN = datetime.datetime(2026, 3, 5, 18, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))


class Story:
    """What has happened so far; `now` is the instant of whatever happens next."""

    def __init__(self, guests: int = 0, here: int | None = None, **settings: object) -> None:
        """So many guests `p1`, `p2` ... on the list, the first `here` of them checked in (None: not opened)."""
        self.now = int(BEGIN.timestamp() * 1000)
        self.start = Evening("e1")
        self.evening = self.start
        self.steps: list[Outcome] = []
        given = {"rounds": 3, "minutes": 8, "change_seconds": 60, "size": 4, **settings}
        self.do(c.Create("Netzwerkabend Suhl", Settings(**given)))  # type: ignore[arg-type]
        if guests:
            self.do(c.AddPeople({f"p{n}": c.Newcomer() for n in range(1, guests + 1)}))
        if here is not None:
            self.do(c.Open())
            self.arrive(*(f"p{n}" for n in range(1, here + 1)))

    def do(self, command: c.Command, *, by: str = "organiser", word: str | None = None) -> Outcome:
        """Carry one command out now; a Refusal passes through and nothing has changed."""
        before = self.evening
        events = decide(before, command, self.now)
        entry = Entry(self.now, by, word or command.word, events)  # type: ignore[arg-type]
        self.evening = evolve_entry(before, entry)
        self.steps.append(Outcome(before, entry, self.evening))
        return self.steps[-1]

    def wait(self, minutes: float = 0, seconds: float = 0) -> "Story":
        """Let time pass; nobody ticks."""
        self.now += round(minutes * MINUTE + seconds * SECOND)
        return self

    def gong(self) -> Outcome:
        """Let time pass until the deadline and tick; the two-minute call comes on the way."""
        deadline = self.evening.phase.deadline
        assert deadline is not None
        self.now = max(self.now, deadline)
        return self.tick()

    def tick(self) -> Outcome:
        """Tick now."""
        return self.do(c.Tick(), by="clock")

    def next(self) -> Outcome:
        """Take the next step by hand, confirmed."""
        return self.do(c.Next(confirm=True))

    def begin(self) -> Outcome:
        """Announce the first round, with a plan made for it."""
        return self.do(c.Begin(confirm=True, proposal=proposal(self.evening)))

    def run(self, round: int = 1) -> "Story":
        """Begin, and step by hand until this round is running."""
        self.begin()
        self.next()
        while self.evening.phase.round < round:
            self.next()
            self.next()
        return self

    def arrive(self, *people: str) -> "Story":
        """These guests say that they are here."""
        for person in people:
            self.do(c.ChangePresence(person, "here"), by=person, word="here")
        return self

    def absent(self, person: str) -> Outcome:
        """The organiser says that this guest has not come."""
        return self.do(c.ChangePresence(person, "away", noshow=True), word="absent")

    def leave(self, person: str) -> Outcome:
        """This guest goes home."""
        return self.do(c.ChangePresence(person, "left"), by=person, word="leave")

    def pause(self, person: str) -> Outcome:
        """This guest sits out."""
        return self.do(c.ChangePresence(person, "away"), by=person, word="pause")

    def undo(self) -> Outcome:
        """Take the organiser's last act back."""
        return self.do(self.undoing())

    def undoing(self) -> c.Undo:
        """Return the command that takes the last act back, with the evening around that act."""
        if not self.evening.acts:
            return c.Undo()
        step = self.steps[self.evening.acts[-1].version - 1]
        return c.Undo(step.before, step.after)

    def table(self, person: str) -> str | None:
        """Where this guest sits now."""
        seating = self.evening.phase.seating
        return seating.table_of(person) if seating is not None else None


def proposal(evening: Evening) -> Draft:
    """Return a sound draft of the rounds to come, as a planner in a hurry would make it."""
    rounds = rounds_to_come(evening)
    made = mend(problem_of(evening), Plan(rounds=()))
    return Draft(seatings_of(made, rounds), fingerprint(evening))
