"""What an evening is at one instant: everything the rules look at, and nothing personal.

People appear by id only. Instants are UTC epoch milliseconds, spans are milliseconds unless named otherwise.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from scheduler.obstacles import ManyRounds, NeverTogether
from service.evening.matching import Matching

Step = Literal["created", "open", "announced", "running", "between", "ended"]
Presence = Literal["expected", "here", "away", "left"]
Visit = Literal["waiting", "called", "there", "closing", "over"]
"""Where a visit with a window stands: `called` and `closing` are the two minutes before it begins and ends."""
Pair = tuple[str, str]
"""Two participants' ids, sorted."""

NOWHERE = ""
"""The place of somebody who has none."""

MINUTE = 60_000
SOON = 2 * MINUTE
"""So long before the end of a round everybody is told that it is about to end."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How an evening is run.

    `minutes` is the talk time of a round, `change_seconds` the time to walk to the next table. `size` is the
    most people at a table, `tables` the number of tables in the hall; with both, the hall has that many
    tables of that size. `anrede` is how German texts address everybody.

    `competitors`: `apart` keeps two of one industry from sharing a table, as far as there are tables enough;
    `colleagues`: `free` lets two of one firm share one. `stepfree` are the tables that are reached without a step;
    where nobody has named any, all are.
    """

    rounds: int = 7
    minutes: float = 8
    change_seconds: float = 60
    size: int | None = None
    tables: int | None = None
    clock: Literal["auto", "manual"] = "auto"
    language: Literal["de", "en"] = "de"
    timezone: str = "Europe/Berlin"
    format: Literal["tables", "pairs"] = "tables"
    anrede: Literal["sie", "du"] = "sie"
    competitors: Literal["mix", "apart"] = "mix"
    colleagues: Literal["mix", "free"] = "mix"
    stepfree: tuple[str, ...] = ()


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One participant's place in this evening.

    `number` counts participants from 1 and never changes. `absent` are rounds they said they would miss,
    `page` and `code` the generations of their page's address and of the code that binds a chat.
    `shares`: their name may stand beside what they seek and offer (None: not asked yet).
    `table` is where they sit whenever it is open, `hosting` says that they are its host; `visiting`: a guest of
    honour, at another table every round and in no count. `lost` are channels on which they blocked us or left.
    `phone`: they have one that we know of, for they linked a chat or said something themselves.

    `window` is when a guest of honour is in the hall, in minutes of the day (the end of one that goes on past
    midnight is more than 1440), `route` the tables they visit first, one a round; `visit` says how far a visit
    with a window has come, `until` when it ends, while they are there.

    `firm` and `trade` are numbers that are the same for people of one firm and of one industry (0: none known),
    `speaks` the languages they can talk in. `newcomer`: here for the first time. `stepfree`: they sit only at
    tables reached without a step. `volunteer`: they would be the host of a table.

    `knows` count as met; `avoids`, `wishes` and `contacts` are private: nobody else reads them, and a contact
    only when both have offered it. `knows_firms` and `avoids_firms` are firms by number, for whoever comes from
    there later. `rating` is 1 to 5. `forgotten`: nothing personal is kept any more.
    """

    number: int
    presence: Presence = "expected"
    absent: tuple[int, ...] = ()
    table: str | None = None
    group: str | None = None
    language: str | None = None
    page: int = 0
    code: int = 0
    channels: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    hosting: bool = False
    visiting: bool = False
    firm: int = 0
    trade: int = 0
    speaks: tuple[str, ...] = ()
    newcomer: bool = False
    stepfree: bool = False
    volunteer: bool = False
    knows: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()
    knows_firms: tuple[int, ...] = ()
    avoids_firms: tuple[int, ...] = ()
    wishes: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    stations: tuple[str, ...] = ()
    rating: int | None = None
    shares: bool | None = None
    forgotten: bool = False
    phone: bool = False
    window: tuple[int, int] | None = None
    route: tuple[str, ...] = ()
    visit: Visit = "waiting"
    until: int | None = None

    @property
    def on_paper(self) -> bool:
        """They hold a paper card instead of a phone: who is moved is told in person, so they are moved last."""
        return not (self.phone or self.channels)

    @property
    def in_the_hall(self) -> bool:
        """No window keeps a guest of honour away right now."""
        return self.window is None or self.visit in ("there", "closing")


class Organiser(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who drives the evening from a chat."""

    channel: str
    language: str | None = None


class Seating(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who sits where in one round; `parted` sat there too while it ran and went, or moved, before the end.

    `visitors` are guests of honour by the table they visit: on an extra chair, met by nobody in the plan's sense.
    """

    round: int
    tables: dict[str, tuple[str, ...]]
    resting: tuple[str, ...] = ()
    parted: dict[str, tuple[str, ...]] = {}
    visitors: dict[str, tuple[str, ...]] = {}

    def table_of(self, person: str) -> str | None:
        """The table where this person sits, or visits as a guest of honour, or None."""
        return next(
            (table for seats in (self.tables, self.visitors) for table in seats if person in seats[table]),
            None,
        )

    def company(self) -> Iterator[tuple[str, ...]]:
        """Table by table, all who sat there in this round: each of them met all the others."""
        for table in self.tables | self.parted:
            yield (*self.tables.get(table, ()), *self.parted.get(table, ()))

    def everyone(self) -> set[str]:
        """All who sit, rest or visit."""
        return {
            p for seats in (self.tables, self.visitors) for people in seats.values() for p in people
        } | set(self.resting)

    def places(self) -> dict[str, str | None]:
        """Table by person, guests of honour among them; None for those who rest."""
        seated: dict[str, str | None] = {
            p: table
            for seats in (self.tables, self.visitors)
            for table, people in seats.items()
            for p in people
        }
        return seated | dict.fromkeys(self.resting)


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person was last told: the round, the table (None: rests), and the journal's version then.

    The seats of a round are on the projector when it is announced. `moved`: they changed since, and nobody has
    told this person face to face; `knew` is the place they know of (NOWHERE: none yet).
    """

    round: int
    table: str | None
    version: int
    moved: bool = False
    knew: str | None = NOWHERE


class Act(msgspec.Struct, frozen=True):
    """Something an organiser did that can be taken back: the entry's version, its instant and its word."""

    version: int
    at: int
    word: str


UNDOABLE = frozenset(
    {
        *("people", "add", "settings", "open", "plan", "begin", "next", "break"),
        *("hold", "resume", "extend", "stop", "absent", "back", "leave"),
        *("swap", "apart", "together", "host", "close", "visit", "organiser"),
        *("match", "strike"),
    }
)
"""Words of acts that can be taken back. What was said cannot: people have read it."""


class Score(msgspec.Struct, frozen=True, omit_defaults=True):
    """How good a draft is, as the planner reported it, and what stands in the way of a better one.

    `best`: nothing can get better. `fresh` rounds pass before two meet again. `same_firm` and `speechless` are
    how often two of one firm, or without a common language, share a table, `same_firm_least` how often they
    have to. `never` wishes cannot be met; `obstacles` names some of them, and how many rounds there can be.
    Where competitors are apart, `rivals` is how often two of one industry share a table all the same, `rivals_least`
    how often they have to. `hostless` tables have no host where others have one; in `crowded_newcomers` rounds more
    first-timers share a table than need to; `unnamed_stepfree` people need a step-free table and none is named.
    """

    repeats: int = 0
    repeats_bound: int = 0
    together_met: int = 0
    together_asked: int = 0
    matches_met: int = 0
    matches_known: int = 0
    rests: int = 0
    proved: bool = False
    best: bool = False
    fresh: int = 0
    same_firm: int = 0
    same_firm_least: int = 0
    speechless: int = 0
    rivals: int = 0
    rivals_least: int = 0
    hostless: int = 0
    crowded_newcomers: int = 0
    unnamed_stepfree: int = 0
    never: int = 0
    obstacles: tuple[ManyRounds | NeverTogether, ...] = ()


class Phase(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the evening stands. `undo` puts a whole Phase back.

    `deadline` is the next gong (None: by command only, or held), `remaining` what was left of it when the
    evening was held, `since` when this step began, `warned` that the two minutes were called.
    `coming_break` is a break of so many minutes after the running round.
    """

    step: Step = "created"
    round: int = 0
    since: int = 0
    deadline: int | None = None
    paused: bool = False
    remaining: int | None = None
    warned: bool = False
    coming_break: float | None = None
    seating: Seating | None = None
    over: tuple[Seating, ...] = ()


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """The seatings of all rounds still to come; `problem` is the fingerprint of what they were planned for."""

    rounds: tuple[Seating, ...]
    problem: str
    score: Score = Score()


class Evening(msgspec.Struct, frozen=True, omit_defaults=True):
    """One evening, whole. `people` keeps the order in which participants were added.

    `deviations` counts how often a seat was taken otherwise than the draft had it, or a list said otherwise what
    people are: each makes the draft of the rounds to come worth another look. Pairs in `apart` never share a
    table, those in `together` should once; tables in `closed` are not used any more. `matching` is who seeks what
    others offer; of that organisers have `struck` out pairs (seeker, offerer), and added those in `paired`. At
    version `worded` somebody's words about what they seek and offer changed last.
    """

    id: str
    name: str = ""
    version: int = 0
    settings: Settings = Settings()
    people: dict[str, Slot] = {}
    organisers: dict[str, Organiser] = {}
    organiser_code: int = 0
    phase: Phase = Phase()
    draft: Draft | None = None
    deviations: int = 0
    told: dict[str, Told] = {}
    acts: tuple[Act, ...] = ()
    said: str | None = None
    apart: tuple[Pair, ...] = ()
    together: tuple[Pair, ...] = ()
    closed: tuple[str, ...] = ()
    matching: Matching = Matching()
    struck: tuple[tuple[str, str], ...] = ()
    paired: tuple[tuple[str, str], ...] = ()
    worded: int = 0

    def attending(self) -> list[str]:
        """Who keeps a seat: everybody who is here or still expected, but for guests of honour."""
        return [
            person
            for person, slot in self.people.items()
            if slot.presence in ("expected", "here") and not slot.visiting
        ]

    def present(self, round: int) -> list[str]:
        """Who sits or rests in this round: attending, and not absent then."""
        return [p for p in self.attending() if round not in self.people[p].absent]

    def visitors(self, round: int) -> list[str]:
        """The guests of honour who are here or still expected in this round, and in the hall right now."""
        return [
            person
            for person, slot in self.people.items()
            if slot.visiting
            and slot.in_the_hall
            and slot.presence in ("expected", "here")
            and round not in slot.absent
        ]

    def taking_part(self) -> list[str]:
        """Everybody who is here or still expected, guests of honour too."""
        return [person for person, slot in self.people.items() if slot.presence in ("expected", "here")]

    def count(self, presence: Presence) -> int:
        """How many have this presence; guests of honour are in no count."""
        return sum(slot.presence == presence and not slot.visiting for slot in self.people.values())

    @property
    def live(self) -> bool:
        """A seating is being walked to or sat at right now."""
        return self.phase.step in ("announced", "running")

    @property
    def begun(self) -> bool:
        """Rounds have begun and the evening is not over."""
        return self.phase.step in ("announced", "running", "between")

    def language_of(self, person: str) -> str:
        """The language this participant or organiser reads."""
        someone = self.people.get(person) or self.organisers.get(person)
        return (someone.language if someone else None) or self.settings.language
