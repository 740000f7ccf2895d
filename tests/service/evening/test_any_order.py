"""Whatever people and organisers do, in whatever order, the evening stays sound."""

import datetime
import zoneinfo
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler import Conflict
from service.evening import Refusal, wake_at
from service.evening import commands as c
from tests.service.evening.invariants import Witness, refused_changes_nothing
from tests.service.evening.story import Story, proposal

Move = tuple[str, int]


def guest(story: Story, number: int) -> str:
    people = list(story.evening.people) or ["nobody"]
    return people[number % len(people)]


def code_of(story: Story, person: str) -> int:
    slot = story.evening.people.get(person)
    return slot.code if slot is not None else 0


def tick_when_due(story: Story, number: int) -> c.Command:
    story.now = max(story.now, wake_at(story.evening) or 0) + number % 3 * 400
    return c.Tick()


def tick_far_too_late(story: Story, number: int) -> c.Command:
    story.now = max(story.now, story.evening.phase.deadline or 0) + 100_000 + number
    return c.Tick()


def newcomer(story: Story, number: int) -> c.Command:
    new = c.Newcomer(
        here=number % 3 > 0,
        group=(None, "A", "B")[number % 3],
        absent=(2,) if number % 5 == 0 else (),
        table="1" if number % 7 == 0 else None,
        host=number % 4 == 1,
        firm=number % 3,
        trade=number % 4,
        newcomer=number % 2 == 0,
        stepfree=number % 5 == 2,
    )
    return c.AddPeople({f"new{len(story.evening.people)}": new})


def read_again(story: Story, number: int) -> c.Command:
    """A list that says otherwise of two guests what the one before had said, and brings a third."""
    was = c.Newcomer(absent=(1, 3) if number % 3 else (), table="2" if number % 4 == 0 else None)
    now = c.Newcomer(
        absent=(number % 4 + 1,),
        table=("1", "2", None)[number % 3],
        group=(None, "A", "B")[number % 3],
        language="en" if number % 2 else None,
        host=number % 7 == 0,
        firm=number % 3,
        trade=number % 2,
        stepfree=number % 5 == 0,
        newcomer=number % 2 == 0,
    )
    change = c.Change({"group": "A", "organisation": "Ott KG"}, was, now)
    people = {guest(story, number): change, guest(story, number + 3): change}
    new = {f"new{len(story.evening.people)}": c.Newcomer(absent=(2,))} if number % 5 == 0 else {}
    apart = ((guest(story, number), guest(story, number + 1)),) if number % 3 == 0 and len(people) > 1 else ()
    return c.TakeList(new, people, apart)


def window(story: Story, number: int) -> str:
    """A window that begins in a few minutes and is open for a few more."""
    zone = zoneinfo.ZoneInfo(story.evening.settings.timezone)
    now = datetime.datetime.fromtimestamp(story.now / 1000, zone)
    begins = now + datetime.timedelta(minutes=number % 7 - 1)
    ends = begins + datetime.timedelta(minutes=2 + number % 11)
    return f"{begins:%H:%M}-{ends:%H:%M}"


def planned_anew(story: Story) -> c.Command:
    """A better draft; where wishes of lists contradict each other the planner has none and stays silent."""
    try:
        return c.Replan(proposal(story.evening))
    except Conflict:
        return c.Tick()


def reseat(story: Story, number: int) -> c.Command:
    changes: list[dict[str, Any]] = [
        {"size": 2 + number % 4},
        {"tables": None if number % 5 == 0 else 1 + number % 5},
        {"rounds": max(1, story.evening.phase.round, number % 5)},
        {"clock": ("auto", "manual")[number % 2]},
        {"minutes": number + 0.5},
        {"competitors": ("mix", "apart")[number % 2]},
        {"stepfree": ("", "2", "1, 3")[number % 3]},
    ]
    return c.Configure(changes[number % len(changes)])


MOVES: Mapping[str, Callable[[Story, int], tuple[str, c.Command]]] = {
    "here": lambda s, n: (g := guest(s, n), c.ChangePresence(g, "here")),
    "pause": lambda s, n: (g := guest(s, n), c.ChangePresence(g, "away")),
    "leave": lambda s, n: (g := guest(s, n), c.ChangePresence(g, "left")),
    "absent": lambda s, n: ("organiser", c.ChangePresence(guest(s, n), "away", noshow=True)),
    "back": lambda s, n: ("organiser", c.ChangePresence(guest(s, n), "here")),
    "join": lambda s, n: ("guest", newcomer(s, n)),
    "add": lambda s, n: ("organiser", newcomer(s, n)),
    "list": lambda s, n: ("organiser", read_again(s, n)),
    "open": lambda s, n: ("organiser", c.Open()),
    "plan": lambda s, n: ("organiser", c.MakePlan()),
    "begin": lambda s, n: ("organiser", c.Begin(confirm=True)),
    "next": lambda s, n: ("organiser", c.Next(confirm=True)),
    "break": lambda s, n: ("organiser", c.Break(n / 2)),
    "hold": lambda s, n: ("organiser", c.Hold()),
    "resume": lambda s, n: ("organiser", c.Resume()),
    "extend": lambda s, n: ("organiser", c.Extend(n / 3 - 1)),
    "stop": lambda s, n: ("organiser", c.Stop(confirm=n % 2 == 0)),
    "undo": lambda s, n: ("organiser", s.undoing()),
    "settings": lambda s, n: ("organiser", reseat(s, n)),
    "replan": lambda s, n: ("planner", planned_anew(s)),
    "leave after": lambda s, n: ("organiser", c.LeaveAfter(guest(s, n), n % 5)),
    "swap": lambda s, n: ("organiser", c.Swap(guest(s, n), guest(s, n // 2 + 3))),
    "apart": lambda s, n: ("organiser", c.KeepApart(guest(s, n), guest(s, n // 3 + 1))),
    "together": lambda s, n: ("organiser", c.BringTogether(guest(s, n), guest(s, n // 2 + 5))),
    "host": lambda s, n: ("organiser", c.AppointHost(guest(s, n), str(1 + n % 4))),
    "close": lambda s, n: ("organiser", c.CloseTable(str(1 + n % 4))),
    "visit": lambda s, n: ("organiser", c.Visit(guest(s, n))),
    "visit within a window": lambda s, n: (
        "organiser",
        c.Visit(guest(s, n), window(s, n), ("3", "1")[: n % 3]),
    ),
    "told": lambda s, n: ("organiser", c.TellInPerson(guest(s, n))),
    "organiser": lambda s, n: ("organiser", c.AppointOrganiser(guest(s, n))),
    "start": lambda s, n: (g := guest(s, n), c.LinkChat(g, "telegram", str(n), code_of(s, g))),
    "avoid": lambda s, n: (g := guest(s, n), c.Avoid(g, (guest(s, n // 2 + 4),))),
    "known": lambda s, n: (g := guest(s, n), c.DeclareKnown(g, (guest(s, n // 2 + 2),))),
    "tick": lambda s, n: ("clock", tick_when_due(s, n)),
    "tick late": lambda s, n: ("clock", tick_far_too_late(s, n)),
    "tick now": lambda s, n: ("clock", c.Tick()),
}

LIKELY = (
    "next",
    "tick",
    "absent",
    "pause",
    "here",
    "undo",
    "close",
    "visit",
    "visit within a window",
    "avoid",
    "apart",
)

moves = st.lists(
    st.tuples(st.sampled_from((*MOVES, *LIKELY, *LIKELY)), st.integers(0, 20)), min_size=5, max_size=40
)

halls = st.fixed_dictionaries(
    {
        "size": st.sampled_from([2, 3, 4, None]),
        "tables": st.sampled_from([None, None, 3, 5]),
        "clock": st.sampled_from(["auto", "auto", "manual"]),
        "minutes": st.sampled_from([0.5, 3, 8]),
        "change_seconds": st.sampled_from([0, 60]),
        "rounds": st.sampled_from([2, 4]),
    }
)


def play(story: Story, moves: list[Move]) -> None:
    witness = Witness()
    for step in story.steps:
        witness.see(step)
    for name, number in moves:
        story.wait(seconds=number * 3)
        before = story.evening
        stored = msgspec.json.encode(before)
        command: c.Command | None = None
        try:
            by, command = MOVES[name](story, number)
            step = story.do(command, by=by, word=name)
        except Refusal as refusal:
            assert story.evening is before
            if command is not None:
                refused_changes_nothing(before, command, story.now, refusal)
        else:
            witness.see(step)
        assert msgspec.json.encode(before) == stored


@settings(derandomize=True, deadline=None, max_examples=600, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 13), halls, moves)
def test_a_running_evening_stays_sound(guests: int, hall: dict[str, object], moves: list[Move]) -> None:
    story = Story(guests=guests, here=guests // 2, **hall)
    play(story, [("begin", 0), *moves])


@settings(derandomize=True, deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 9), halls, moves)
def test_an_evening_being_prepared_stays_sound(
    guests: int, hall: dict[str, object], moves: list[Move]
) -> None:
    play(Story(guests=guests, **hall), [*(move for move in moves if move[0] != "stop"), ("add", 0)])
