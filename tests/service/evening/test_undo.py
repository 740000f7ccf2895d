"""Taking an act back: what it did, and nothing else."""

import pytest

from bot.notices import notices
from service.evening import commands as c
from service.evening.refusals import EveningIsOver, NothingToUndo, UndoTooLate
from service.evenings import Outcome
from tests.service.evening.story import MINUTE, Story, proposal


def told(step: Outcome) -> dict[str, tuple[str, str | None]]:
    """Kind and table of the last notice of each person that is not quiet."""
    return {n.person: (n.kind, n.table) for n in notices(step) if not n.quiet}


def test_undo_of_next_brings_everybody_back_to_their_table_with_the_time_that_was_left() -> None:
    story = Story(guests=8, here=8, size=2).run().wait(minutes=3)
    before = story.evening
    moved = story.next()
    story.wait(seconds=20)
    step = story.undo()

    assert story.evening.phase.step == "running"
    assert story.evening.phase.seating == before.phase.seating
    assert story.evening.phase.deadline == story.now + 5 * MINUTE
    assert story.evening.draft == before.draft
    places = before.phase.seating.places()  # type: ignore[union-attr]
    assert told(step) == {p: ("changed", table) for p, table in places.items()}
    was = {n.person: n.was for n in notices(step) if n.topic == "place"}
    for person, table in moved.after.phase.seating.places().items():  # type: ignore[union-attr]
        assert was[person] == (table if table != places[person] else None)


def test_undo_of_begin_withdraws_the_tables() -> None:
    story = Story(guests=8, here=8)
    story.begin()
    step = story.undo()
    assert story.evening.phase.step == "open"
    assert {kind for kind, _ in told(step).values()} == {"withdrawn"}
    assert told(story.begin()).keys() == story.evening.people.keys()


def test_undo_of_stop_takes_up_the_round_where_it_was() -> None:
    story = Story(guests=8, here=8).run().wait(minutes=3)
    seating = story.evening.phase.seating
    first = story.do(c.Stop(confirm=True))
    story.wait(minutes=10)
    step = story.undo()

    assert (story.evening.phase.step, story.evening.phase.seating) == ("running", seating)
    assert story.evening.phase.deadline == story.now + 5 * MINUTE
    assert {n.kind for n in notices(step)} == {"table", "resumed"}
    assert {n.id for n in notices(step)}.isdisjoint(n.id for n in notices(first))


def test_undo_of_hold_keeps_the_seat_of_a_guest_who_came_meanwhile() -> None:
    story = Story(guests=7, here=7).run().wait(minutes=3)
    story.do(c.Hold())
    story.wait(minutes=1)
    story.do(c.AddPeople({"late": c.Newcomer(here=True)}), by="guest", word="join")
    step = story.undo()

    assert story.table("late") is not None
    assert story.evening.phase.deadline == story.now + 5 * MINUTE
    assert {n.kind for n in notices(step)} == {"resumed"}


def test_undo_of_next_seats_who_came_and_leaves_out_who_went_meanwhile() -> None:
    story = Story(guests=7, here=7).run()
    story.next()
    story.do(c.AddPeople({"late": c.Newcomer(here=True)}), by="guest", word="join")
    story.leave("p1")
    story.undo()

    assert (story.evening.phase.step, story.evening.phase.round) == ("running", 1)
    assert story.table("p1") is None
    assert story.table("late") is not None


def test_undo_of_extend_does_not_turn_the_clock_back() -> None:
    story = Story(guests=8, here=8).run()
    deadline = story.evening.phase.deadline
    story.do(c.Extend(5))
    story.wait(minutes=3)
    story.undo()
    assert story.evening.phase.deadline == deadline


def test_undo_of_extend_after_the_time_it_gave_lets_the_gong_come_now() -> None:
    story = Story(guests=8, here=8).run().wait(minutes=5)
    story.do(c.Extend(9))
    story.wait(minutes=6)
    story.undo()
    assert story.evening.phase.deadline == story.now
    story.tick()
    assert story.evening.phase.step == "announced"


def test_undo_of_a_break_asked_for_leaves_the_gong_where_it_is() -> None:
    story = Story(guests=8, here=8).run()
    deadline = story.evening.phase.deadline
    story.do(c.Break(15))
    story.wait(minutes=3)
    story.undo()
    assert story.evening.phase.deadline == deadline
    story.gong()
    assert story.evening.phase.step == "announced"


def test_undo_of_a_break_tells_everybody_that_it_goes_on_and_where() -> None:
    story = Story(guests=8, here=8)
    story.begin()
    story.do(c.Break(15))
    step = story.undo()
    assert story.evening.phase.step == "announced"
    assert {n.kind for n in notices(step)} == {"table", "resumed"}


def test_undo_of_next_in_a_break_goes_back_to_the_break() -> None:
    story = Story(guests=8, here=8).run()
    story.do(c.Break(15))
    story.gong()
    story.next()
    step = story.undo()
    assert story.evening.phase.step == "between"
    assert {n.kind for n in notices(step)} == {"break"}
    assert {n.kind for n in notices(story.next()) if n.topic == "place"} == {"table"}


def test_undo_of_absent_gives_the_seat_back() -> None:
    story = Story(guests=7, here=7).run()
    seating = story.evening.phase.seating
    story.absent("p1")
    step = story.undo()
    assert story.evening.phase.seating == seating
    assert told(step) == {"p1": ("table", story.table("p1"))}


def test_undo_of_absent_finds_another_seat_where_the_old_one_is_taken() -> None:
    story = Story(guests=6, here=6, size=3).run()
    story.absent("p1")
    story.do(c.AddPeople({"late": c.Newcomer(here=True)}), by="guest", word="join")
    step = story.undo()
    assert "p1" in story.evening.phase.seating.everyone()  # type: ignore[union-attr]
    assert told(step)["p1"][0] == "rest"


def test_undo_of_absent_in_a_later_round_finds_a_seat_there() -> None:
    story = Story(guests=7, here=7).run()
    story.absent("p1")
    story.gong()
    story.undo()
    assert story.table("p1") is not None


def test_undo_of_back_frees_the_seat_again_even_if_others_have_moved() -> None:
    story = Story(guests=8, here=8).run()
    story.pause("p1")
    story.do(c.ChangePresence("p1", "here"), word="back")
    story.leave("p2")
    story.undo()
    assert story.evening.people["p1"].presence == "away"
    assert "p1" not in story.evening.phase.seating.everyone()  # type: ignore[union-attr]


def test_what_somebody_said_since_stays() -> None:
    story = Story(guests=8, here=8).run()
    story.absent("p1")
    story.leave("p1")
    story.undo()
    assert story.evening.people["p1"].presence == "left"


def test_undo_of_plan_and_settings_restores_them() -> None:
    story = Story(guests=8, here=8)
    story.do(c.MakePlan(proposal(story.evening)))
    draft = story.evening.draft
    story.do(c.Configure({"rounds": 5}))
    story.do(c.MakePlan(proposal(story.evening)))
    story.undo()
    story.undo()
    assert (story.evening.draft, story.evening.settings.rounds) == (draft, 3)


def test_undo_of_people_takes_them_off_the_list_before_the_rounds_begin_only() -> None:
    story = Story(guests=8)
    story.do(c.AddPeople({"new": c.Newcomer()}))
    story.undo()
    assert "new" not in story.evening.people

    story = Story(guests=8, here=8).run()
    story.do(c.AddPeople({"new": c.Newcomer()}))
    with pytest.raises(UndoTooLate):
        story.undo()


def test_acts_are_taken_back_one_after_the_other() -> None:
    story = Story(guests=8, here=8).run().wait(minutes=2)
    story.do(c.Hold())
    story.wait(minutes=5)
    story.do(c.Resume())
    story.wait(minutes=1)
    story.undo()
    assert (story.evening.phase.paused, story.evening.phase.remaining) == (True, 6 * MINUTE)
    story.undo()
    assert (story.evening.phase.paused, story.evening.phase.deadline) == (False, story.now + 6 * MINUTE)


def test_after_a_gong_it_is_too_late() -> None:
    story = Story(guests=8, here=8)
    story.begin()
    story.gong()
    with pytest.raises(UndoTooLate) as refused:
        story.undo()
    assert refused.value.details == {"word": "begin"}


def test_the_end_by_the_clock_cannot_be_taken_back_the_end_by_hand_can() -> None:
    story = Story(guests=8, here=8, rounds=1).run()
    story.gong()
    with pytest.raises(EveningIsOver):
        story.undo()

    story = Story(guests=8, here=8, rounds=1).run()
    story.next()
    story.undo()
    assert story.evening.phase.step == "running"


def test_what_guests_do_is_not_taken_back() -> None:
    story = Story(guests=8, here=0)
    acts = story.evening.acts
    story.arrive("p1")
    assert story.evening.acts == acts
    story.undo()
    story.undo()
    with pytest.raises(NothingToUndo):
        story.undo()
