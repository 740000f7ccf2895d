"""Whatever guests say about each other, in whatever order and between whatever else, the evening stays sound."""

from collections.abc import Callable, Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.evening import Refusal
from service.evening import commands as c
from service.evening.company import spoken_with
from service.evening.events import ActUndone
from service.evening.rules.contacts import mutual_contacts
from service.evening.state import Slot
from service.people.privacy import public_evening, public_events
from tests.service.evening.invariants import Witness, refused_changes_nothing
from tests.service.evening.story import Story
from tests.service.evening.test_any_order import LIKELY, MOVES, guest, halls


def _two(story: Story, number: int) -> tuple[str, str]:
    """Two guests, at times the same one, at times at one table."""
    one = guest(story, number)
    near = sorted(spoken_with(story.evening, one))
    return one, near[number % len(near)] if near and number % 3 else guest(story, number // 2)


SAYINGS: Mapping[str, Callable[[Story, int], c.Command]] = {
    "missing": lambda s, n: c.ReportMissing(*_two(s, n)),
    "known": lambda s, n: c.DeclareKnown(guest(s, n), _two(s, n)),
    "avoid": lambda s, n: c.Avoid(guest(s, n), (_two(s, n)[1],)),
    "wish": lambda s, n: c.Wish(*_two(s, n)),
    "contact": lambda s, n: c.OfferContact(*_two(s, n)),
    "contact, the other way": lambda s, n: c.OfferContact(*reversed(_two(s, n))),
    "station": lambda s, n: c.ChooseStation(guest(s, n), "1"),
    "note": lambda s, n: c.TakeNote(guest(s, n), "x" * (n * 40)),
    "profile": lambda s, n: c.ChangeProfile(guest(s, n), seeks="x" * (n * 40), offers=None),
    "rate": lambda s, n: c.Rate(guest(s, n), n % 7),
    "forget": lambda s, n: c.Forget(guest(s, n)),
}

moves = st.lists(
    st.tuples(st.sampled_from((*SAYINGS, *SAYINGS, *MOVES, *LIKELY)), st.integers(0, 20)),
    min_size=5,
    max_size=40,
)


def _play(story: Story, moves: list[tuple[str, int]]) -> None:
    witness = Witness()
    for step in story.steps:
        witness.see(step)
    gone: set[str] = set()
    for name, number in moves:
        story.wait(seconds=number * 3)
        before = story.evening
        command: c.Command | None = None
        try:
            if name in SAYINGS:
                command = SAYINGS[name](story, number)
                step = story.do(command, by="guest")
            else:
                by, command = MOVES[name](story, number)
                step = story.do(command, by=by, word=name)
        except Refusal as refusal:
            assert story.evening is before
            if command is not None:
                refused_changes_nothing(before, command, story.now, refusal)
            continue
        witness.see(step)
        gone = {*gone, *(p for p, slot in story.evening.people.items() if slot.forgotten)}
        _forgotten_are_gone(story, gone)
        _contacts_are_mutual(story)
        _private_stays_private(story)


def _forgotten_are_gone(story: Story, gone: set[str]) -> None:
    evening = story.evening
    for person in gone & evening.people.keys():
        slot = evening.people[person]
        assert (slot.presence, slot.forgotten, slot.channels) == ("left", True, ())
        assert not evening.live or person not in evening.told
        assert person not in evening.organisers
    for slot in evening.people.values():
        assert gone.isdisjoint((*slot.knows, *slot.avoids, *slot.wishes, *slot.contacts))


def _contacts_are_mutual(story: Story) -> None:
    for person in story.evening.people:
        for other in mutual_contacts(story.evening, person):
            assert person in mutual_contacts(story.evening, other)


def _private_stays_private(story: Story) -> None:
    slots: list[Slot | None] = [*public_evening(story.evening).people.values()]
    for event in public_events(story.steps[-1].entry.events):
        if isinstance(event, ActUndone):
            slots += event.people.values()
    assert {said for slot in slots if slot for said in (slot.avoids, slot.wishes, slot.contacts)} <= {()}


@settings(derandomize=True, deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 13), halls, moves)
def test_guests_say_anything_at_any_time(
    guests: int, hall: dict[str, object], moves: list[tuple[str, int]]
) -> None:
    story = Story(guests=guests, here=guests // 2, **hall)
    _play(story, [("begin", 0), *moves])
