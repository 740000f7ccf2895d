"""What guests say about themselves and about each other, and what becomes of it."""

import pytest

from service.evening import commands as c
from service.evening import events as e
from service.evening.refusals import (
    BadRating,
    CodeSpent,
    NeverMet,
    NotAtYourTable,
    NothingNew,
    NotSeatedNow,
    SamePerson,
    TextTooLong,
    TooManyAvoided,
    UnknownParticipant,
)
from service.evening.rules.contacts import mutual_contacts
from tests.service.evening.story import Story


@pytest.fixture
def running() -> Story:
    """Twelve guests at three tables, in the first round."""
    return Story(guests=12, here=12).run()


def company(story: Story, person: str) -> list[str]:
    """Who else sits at this guest's table."""
    seating = story.evening.phase.seating
    assert seating is not None
    table = seating.table_of(person)
    assert table is not None
    return [other for other in seating.tables[table] if other != person]


def others(story: Story, person: str) -> list[str]:
    """Who sits elsewhere."""
    return [p for p in story.evening.people if p != person and p not in company(story, person)]


def test_an_empty_seat_is_noted_like_an_organiser_would(running: Story) -> None:
    gone = company(running, "p1")[0]
    running.do(c.ReportMissing(gone, seen_by="p1"), by="p1")
    assert running.evening.people[gone].presence == "away"
    assert running.table(gone) is None
    running.gong()
    assert gone not in running.evening.phase.over[0].everyone()


def test_an_empty_seat_is_one_at_the_own_table_in_a_round_that_is_on(running: Story) -> None:
    with pytest.raises(NotAtYourTable):
        running.do(c.ReportMissing(others(running, "p1")[0], seen_by="p1"))
    mate = company(running, "p1")[0]
    running.pause("p1")
    with pytest.raises(NotSeatedNow):
        running.do(c.ReportMissing(mate, seen_by="p1"))


def test_who_was_said_to_be_missing_says_here_and_sits_again(running: Story) -> None:
    gone, table = company(running, "p1")[0], running.table("p1")
    running.do(c.ReportMissing(gone, seen_by="p1"), by="p1")
    running.arrive(gone)
    assert running.table(gone) == table


def test_only_what_is_new_is_noted_and_oneself_is_passed_over(running: Story) -> None:
    running.do(c.DeclareKnown("p1", ("p2", "p3", "p2")))
    step = running.do(c.DeclareKnown("p1", ("p1", "p3", "p4")))
    assert step.entry.events == (e.KnownDeclared("p1", ("p4",)),)
    assert running.evening.people["p1"].knows == ("p2", "p3", "p4")
    with pytest.raises(NothingNew):
        running.do(c.DeclareKnown("p1", ("p2",)))
    with pytest.raises(UnknownParticipant):
        running.do(c.DeclareKnown("p1", ("p5", "p99")))


def test_at_a_single_table_nobody_can_be_avoided() -> None:
    story = Story(guests=4, here=4)
    with pytest.raises(TooManyAvoided) as refused:
        story.do(c.Avoid("p1", ("p2",)))
    assert refused.value.details == {"most": 0}


def test_avoiding_has_a_limit_over_all_that_was_said(running: Story) -> None:
    running.do(c.Avoid("p1", ("p2",)))
    running.do(c.Avoid("p1", ("p3", "p2")))
    assert running.evening.people["p1"].avoids == ("p2", "p3")
    with pytest.raises(TooManyAvoided) as refused:
        running.do(c.Avoid("p1", ("p4",)))
    assert refused.value.details == {"most": 2}


def test_a_wish_is_kept_and_says_nothing_to_the_other(running: Story) -> None:
    running.do(c.Wish("p1", "p5"))
    with pytest.raises(NothingNew):
        running.do(c.Wish("p1", "p5"))
    assert (running.evening.people["p1"].wishes, running.evening.people["p5"].wishes) == (("p5",), ())


def test_a_contact_is_mutual_when_both_have_offered_it(running: Story) -> None:
    other = company(running, "p1")[0]
    first = running.do(c.OfferContact("p1", other), by="p1")
    assert first.entry.events == (e.ContactOffered("p1", other, mutual=False),)
    assert mutual_contacts(running.evening, "p1") == ()
    with pytest.raises(NothingNew):
        running.do(c.OfferContact("p1", other))
    second = running.do(c.OfferContact(other, "p1"), by=other)
    assert second.entry.events == (e.ContactOffered(other, "p1", mutual=True),)
    assert mutual_contacts(running.evening, "p1") == (other,)
    assert mutual_contacts(running.evening, other) == ("p1",)


def test_contacts_are_for_those_who_have_met_and_stay_possible_after_the_end(running: Story) -> None:
    stranger, mate = others(running, "p1")[0], company(running, "p1")[0]
    with pytest.raises(NeverMet) as refused:
        running.do(c.OfferContact("p1", stranger))
    assert refused.value.details == {"person": stranger}
    running.do(c.Stop(confirm=True))
    running.do(c.OfferContact("p1", mate))
    with pytest.raises(NeverMet):
        running.do(c.OfferContact("p1", stranger))


def test_who_went_home_early_has_met_all_the_same(running: Story) -> None:
    mate = company(running, "p1")[0]
    running.leave(mate)
    running.do(c.OfferContact("p1", mate))


def test_a_profile_text_has_five_hundred_characters_at_most(running: Story) -> None:
    step = running.do(c.ChangeProfile("p1", seeks="", offers="x" * 500))
    assert step.entry.events == (e.ProfileChanged("p1", ("seeks", "offers")),)
    with pytest.raises(TextTooLong) as refused:
        running.do(c.ChangeProfile("p1", seeks="x" * 612))
    assert refused.value.details == {"length": 612, "most": 500}
    with pytest.raises(NothingNew):
        running.do(c.ChangeProfile("p1"))


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_a_rating_is_from_one_to_five(running: Story, stars: int) -> None:
    with pytest.raises(BadRating):
        running.do(c.Rate("p1", stars))


def test_the_last_rating_counts(running: Story) -> None:
    running.do(c.Rate("p1", 3))
    running.do(c.Rate("p1", 4))
    assert running.evening.people["p1"].rating == 4
    with pytest.raises(NothingNew):
        running.do(c.Rate("p1", 4))


def test_who_is_forgotten_gives_up_the_seat_and_is_nobody_any_more(running: Story) -> None:
    mate = company(running, "p1")[0]
    running.do(c.LinkChat("p1", "telegram", "4711", 0))
    running.do(c.DeclareKnown(mate, ("p1",)))
    running.do(c.Avoid(mate, ("p1",)))
    running.do(c.OfferContact(mate, "p1"))
    running.do(c.Rate("p1", 5))
    step = running.do(c.Forget("p1"), by="p1")
    assert [type(event) for event in step.entry.events][-1] is e.PersonForgotten

    slot, other = running.evening.people["p1"], running.evening.people[mate]
    assert (slot.presence, slot.channels, slot.rating, slot.forgotten) == ("left", (), None, True)
    assert (slot.page, slot.code) == (1, 2)
    assert (other.knows, other.avoids, other.contacts) == ((), (), ())
    assert running.table("p1") is None
    for refused in (
        c.Forget("p1"),
        c.ChangePresence("p1", "here"),
        c.LinkChat("p1", "telegram", "4711", 2),
        c.ChooseLanguage("p1", "en"),
        c.OfferContact(mate, "p1"),
        c.Wish(mate, "p1"),
    ):
        with pytest.raises(UnknownParticipant):
            running.do(refused)


def test_the_seats_of_who_is_forgotten_stay_counted(running: Story) -> None:
    running.gong()
    sat = company(running, "p1")
    running.do(c.Forget("p1"), by="p1")
    assert sat
    assert "p1" in running.evening.phase.over[0].everyone()


def test_a_table_left_too_small_by_forgetting_is_mended() -> None:
    story = Story(guests=4, here=4, size=2).run()
    mate = company(story, "p1")[0]
    story.do(c.Forget("p1"), by="p1")
    seating = story.evening.phase.seating
    assert seating is not None
    assert mate in seating.resting


def test_undo_of_an_earlier_act_does_not_bring_back_who_is_forgotten() -> None:
    story = Story(guests=8, here=8).run()
    story.absent("p1")
    story.do(c.Forget("p1"), by="p1")
    story.undo()
    slot = story.evening.people["p1"]
    assert (slot.presence, slot.forgotten) == ("left", True)
    assert story.table("p1") is None


def test_a_code_from_before_is_spent_for_good() -> None:
    story = Story(guests=2)
    story.do(c.LinkChat("p1", "telegram", "4711", 0))
    with pytest.raises(CodeSpent):
        story.do(c.LinkChat("p1", "telegram", "4712", 0))
    with pytest.raises(SamePerson):
        story.do(c.Avoid("p1", ("p1",)))
