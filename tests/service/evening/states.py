"""Every kind of standing an evening can have, by name, and every kind of command, in the words of the table.

Nine guests attend in three rounds at tables of four; `p1` to `p4` are here, `p10` has said that he cannot come. `p2` has a chat.
"""

from collections.abc import Callable, Mapping

from service.evening import Refusal, Settings
from service.evening import commands as c
from service.evening.events import Event
from service.evening.problem import rounds_to_come
from service.evening.state import Draft
from tests.service.evening.guest_words import GUEST_COMMANDS
from tests.service.evening.match_words import MATCH_COMMANDS
from tests.service.evening.organiser_words import ORGANISER_COMMANDS
from tests.service.evening.story import MINUTE, SECOND, Story, proposal

Cell = type[Event] | tuple[type[Event], ...] | type[Refusal]
"""What a command comes to: one event, several in this order, or a refusal."""


def _created(**settings: object) -> Story:
    story = Story(guests=10, **settings)
    story.do(c.ChangePresence("p10", "away"), by="p10", word="pause")
    story.do(c.LinkChat("p2", "telegram", "4712", code=0), by="p2")
    return story


def _opened(**settings: object) -> Story:
    story = _created(**settings)
    story.do(c.Open())
    return story.arrive("p1", "p2", "p3", "p4")


def _announced(**settings: object) -> Story:
    story = _opened(**settings)
    story.begin()
    return story


def _running(round: int = 1, **settings: object) -> Story:
    story = _announced(**settings)
    story.gong()
    while story.evening.phase.round < round:
        story.gong()
        story.gong()
    return story


def _by_hand(round: int) -> Story:
    return _opened(clock="manual").run(round)


def _with(story: Story, *commands: c.Command) -> Story:
    for command in commands:
        story.do(command)
    return story


def _planned(story: Story) -> Story:
    return _with(story, c.MakePlan(proposal(story.evening)))


def _on_break(*commands: c.Command, **settings: object) -> Story:
    story = _with(_announced(**settings), c.Next(), c.Break(15), c.Next(confirm=True))
    return _with(story, *commands)


def _ended() -> Story:
    story = _running(round=3)
    story.gong()
    return story


STATES: Mapping[str, Callable[[], Story]] = {
    "created": _created,
    "created, planned": lambda: _planned(_created()),
    "open": _opened,
    "open, planned": lambda: _planned(_opened()),
    "announced": _announced,
    "announced, held": lambda: _with(_announced(), c.Hold()),
    "running": _running,
    "running, held": lambda: _with(_running(), c.Hold()),
    "last round": lambda: _running(round=3),
    "last round, held": lambda: _with(_running(round=3), c.Hold()),
    "break": _on_break,
    "break, held": lambda: _on_break(c.Hold()),
    "break, no round left": lambda: _on_break(c.Configure({"rounds": 1})),
    "ended": _ended,
    "stopped": lambda: _with(_running(), c.Stop(confirm=True)),
    "announced, by hand": lambda: _announced(clock="manual"),
    "running, by hand": lambda: _by_hand(1),
    "running, held, by hand": lambda: _with(_by_hand(1), c.Hold()),
    "last round, by hand": lambda: _by_hand(3),
    "break, by hand": lambda: _on_break(clock="manual"),
}
"""Name -> the evening there, ten seconds before the command; `by hand` with `clock=manual`, else `auto`."""


def _newcomers(*, here: bool) -> c.Command:
    return c.AddPeople({"p11": c.Newcomer(here=here)})


def _known(story: Story) -> c.Command:
    return c.AddPeople({"p1": c.Newcomer()})


def _another_group() -> dict[str, c.Change]:
    return {"p1": c.Change({"group": "A"}, c.Newcomer(), c.Newcomer(group="A"))}


def _presence(person: str, presence: str, *, noshow: bool = False) -> Callable[[Story], c.Command]:
    return lambda story: c.ChangePresence(person, presence, noshow)  # type: ignore[arg-type]


def _clock_the_other_way(story: Story) -> c.Command:
    return c.Configure({"clock": "manual" if story.evening.settings.clock == "auto" else "auto"})


def _offered(story: Story, shift: int = 0) -> c.Command:
    """A better draft from the planner; with `shift`, one that begins so many rounds later."""
    if story.evening.phase.step == "ended":
        return c.Replan(proposal(_opened().evening))
    before = story.evening if rounds_to_come(story.evening) else _running(2).evening
    made = proposal(before)
    return c.Replan(Draft(made.rounds[shift:], made.problem))


def _tick(from_deadline: int) -> Callable[[Story], c.Command]:
    def at(story: Story) -> c.Command:
        deadline = story.evening.phase.deadline
        story.now = story.now if deadline is None else deadline + from_deadline
        return c.Tick()

    return at


COMMANDS: Mapping[str, Callable[[Story], c.Command]] = {
    "new": lambda s: c.Create("Another", Settings()),
    "people": lambda s: _newcomers(here=False),
    "people, on the list already": _known,
    "people, somebody new and somebody changed": lambda s: c.TakeList(
        {"p11": c.Newcomer()}, _another_group()
    ),
    "people, somebody changed": lambda s: c.TakeList({}, _another_group()),
    "people, nobody changed": lambda s: c.TakeList({}, {}),
    "add, somebody who is here": lambda s: _newcomers(here=True),
    "settings minutes=9": lambda s: c.Configure({"minutes": "9"}),
    "settings rounds=0": lambda s: c.Configure({"rounds": 0}),
    "settings colour=red": lambda s: c.Configure({"colour": "red"}),
    "settings clock, the other way": _clock_the_other_way,
    "open": lambda s: c.Open(),
    "plan": lambda s: c.MakePlan(),
    "begin": lambda s: c.Begin(),
    "begin, confirmed": lambda s: c.Begin(confirm=True),
    "next": lambda s: c.Next(),
    "next, confirmed": lambda s: c.Next(confirm=True),
    "break 15": lambda s: c.Break(15),
    "break 0": lambda s: c.Break(0),
    "hold": lambda s: c.Hold(),
    "resume": lambda s: c.Resume(),
    "extend 2": lambda s: c.Extend(2),
    "extend 0": lambda s: c.Extend(0),
    "stop": lambda s: c.Stop(),
    "stop, confirmed": lambda s: c.Stop(confirm=True),
    "here, expected until now": _presence("p9", "here"),
    "here, not expected any more": _presence("p10", "here"),
    "here, again": _presence("p1", "here"),
    "here, of nobody on the list": _presence("p99", "here"),
    "pause": _presence("p1", "away"),
    "absent": _presence("p9", "away", noshow=True),
    "leave": _presence("p1", "left"),
    "say": lambda s: c.Say("Das Buffet ist eröffnet."),
    "say nothing": lambda s: c.Say("  "),
    "language en": lambda s: c.ChooseLanguage("p1", "en"),
    "language fr": lambda s: c.ChooseLanguage("p1", "fr"),
    "start, a guest": lambda s: c.LinkChat("p1", "telegram", "4711", code=0),
    "start, an organiser": lambda s: c.LinkOrganiser("o1", "telegram", "42", "de", code=0),
    "start, code spent": lambda s: c.LinkChat("p1", "telegram", "4711", code=7),
    "gone, never linked": lambda s: c.LoseChat("p1", "telegram"),
    "undo": lambda s: s.undoing(),
    "undo, nothing to take back": lambda s: c.Undo(),
    "replan": _offered,
    "replan, a round too late": lambda s: _offered(s, shift=1),
    "tick, a second early": _tick(-SECOND),
    "tick, two minutes early": _tick(-2 * MINUTE),
    "tick, in time": _tick(0),
    "tick, a little late": _tick(50 * SECOND),
    "tick, far too late": _tick(3 * MINUTE),
    **ORGANISER_COMMANDS,
    **GUEST_COMMANDS,
    **MATCH_COMMANDS,
}
"""Name -> the command, given the evening it is for; ticks also set the time."""


def name(cell: Cell) -> str:
    """Return a cell as it stands in the documentation."""
    if isinstance(cell, tuple):
        return " + ".join(name(one) for one in cell)
    return f"✗ {cell.code}" if issubclass(cell, Refusal) else cell.__name__
