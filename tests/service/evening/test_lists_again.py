"""A list taken in again: it changes what it says otherwise, and moves nobody."""

from msgspec import UNSET

from service.evening import commands as c
from service.evening import events as e
from service.evening.facts import Facts
from service.evening.problem import stale
from service.evening.state import Slot
from tests.service.evening.story import Story, proposal


def change(was: c.Newcomer, now: c.Newcomer, **values: object) -> c.Change:
    return c.Change(values or {"group": now.group}, was, now)


def absent(*rounds: int) -> c.Newcomer:
    return c.Newcomer(absent=rounds)


def test_every_fact_about_a_newcomer_can_be_changed_by_a_list() -> None:
    told = set(c.Newcomer.__struct_fields__) - {"here", "host"}
    assert told <= set(Facts.__struct_fields__)
    assert set(Facts.__struct_fields__) - {"fields"} <= set(Slot.__struct_fields__)


def test_what_a_list_says_otherwise_makes_the_draft_old() -> None:
    for changed in (
        change(c.Newcomer(), c.Newcomer(group="A")),
        change(absent(), absent(2)),
        change(c.Newcomer(), c.Newcomer(trade=7), industry="Optik"),
        change(c.Newcomer(), c.Newcomer(), languages=("en",)),
    ):
        story = Story(guests=8, here=8)
        story.do(c.MakePlan(proposal(story.evening)))
        assert not stale(story.evening)
        story.do(c.TakeList({}, {"p1": changed}))
        assert stale(story.evening)


def test_a_new_telephone_number_leaves_the_draft_as_it_is() -> None:
    story = Story(guests=8, here=8)
    story.do(c.MakePlan(proposal(story.evening)))
    before = story.evening.people
    step = story.do(c.TakeList({}, {"p1": change(c.Newcomer(), c.Newcomer(), phone="1")}))
    assert step.entry.events == (e.PeopleChanged({"p1": Facts(("phone",))}),)
    assert story.evening.people == before
    assert not stale(story.evening)


def test_rounds_said_at_the_evening_stay_missed_and_those_of_the_old_list_do_not() -> None:
    story = Story(guests=8, rounds=6)
    story.do(c.TakeList({"q": absent(1, 2)}, {}))
    story.do(c.LeaveAfter("q", 4))
    late = tuple(r for r in story.evening.people["q"].absent if r > 4)
    story.do(c.TakeList({}, {"q": change(absent(1, 2), absent(2, 3))}))
    assert story.evening.people["q"].absent == (2, 3, *late)


def test_the_round_that_is_on_is_not_touched() -> None:
    story = Story(guests=8, here=8).run()
    seating = story.evening.phase.seating
    step = story.do(c.TakeList({}, {"p1": change(absent(), absent(1, 2))}))
    assert step.entry.events == (e.PeopleChanged({"p1": Facts(("group",), absent=(2,))}),)
    assert story.evening.phase.seating == seating
    story.next()
    story.next()
    assert story.table("p1") is None


def test_a_host_keeps_the_table_they_were_asked_to() -> None:
    story = Story(guests=8, here=8)
    story.do(c.AppointHost("p1", "2"))
    story.do(c.TakeList({}, {"p1": change(c.Newcomer(), c.Newcomer(table="1"))}))
    assert story.evening.people["p1"].table == "2"
    story.do(c.TakeList({}, {"p2": change(c.Newcomer(), c.Newcomer(table="1"))}))
    assert story.evening.people["p2"].table == "1"


def test_a_language_somebody_has_chosen_stays() -> None:
    story = Story(guests=3)
    story.do(c.ChooseLanguage("p1", "en"), by="p1")
    story.do(c.ChooseLanguage("p1", "de"), by="p1")
    english = change(c.Newcomer(), c.Newcomer(language="en"))
    story.do(c.TakeList({}, {"p1": english, "p2": english}))
    assert (story.evening.people["p1"].language, story.evening.people["p2"].language) == ("de", "en")
    story.do(c.TakeList({}, {"p2": change(c.Newcomer(language="en"), c.Newcomer())}))
    assert story.evening.people["p2"].language is None


def test_whoever_is_forgotten_stays_so() -> None:
    story = Story(guests=4)
    story.do(c.Forget("p1"), by="p1")
    grouped = change(c.Newcomer(), c.Newcomer(group="A"))
    story.do(c.TakeList({}, {"p1": grouped, "p2": grouped}))
    assert (story.evening.people["p1"].group, story.evening.people["p2"].group) == (None, "A")


def test_undo_takes_both_back_who_came_and_what_changed() -> None:
    story = Story(guests=8, here=8)
    before = story.evening.people
    story.do(c.TakeList({"q": c.Newcomer()}, {"p1": change(absent(), c.Newcomer((2,), "1", "A"))}))
    story.do(c.ChangePresence("p1", "left"), by="p1")
    story.undo()
    assert story.evening.people.keys() == before.keys()
    left = story.evening.people["p1"]
    assert (left.absent, left.table, left.group, left.presence) == ((), None, None, "left")


def test_a_change_names_only_what_is_different() -> None:
    story = Story(guests=4)
    step = story.do(c.TakeList({}, {"p1": change(absent(1), absent(1), email="a@b.de")}))
    [event] = step.entry.events
    assert isinstance(event, e.PeopleChanged)
    assert event.people["p1"].absent is UNSET
