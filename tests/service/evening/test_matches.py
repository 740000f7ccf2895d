"""Who seeks what others offer is an aim of the plan; organisers have the last word, guests are named if they agree."""

import msgspec
import pytest

from scheduler import Limited
from service.evening import commands as c
from service.evening.events import MatchesFound
from service.evening.gathering import gathered, gathering
from service.evening.matched import between, matches, open_seeks
from service.evening.matching import Consortium, Match, Matching
from service.evening.problem import problem_of, rounds_to_come, stale
from service.evening.refusals import NothingNew, NotMatched
from service.evening.state import Evening
from tests.service.evening.story import Story, proposal

FITS = Match("p1", "p2", 0.8, 0, 1)
ALSO = Match("p3", "p4", 0.6, 1, 0)


def found(story: Story, *found: Match, unmet: tuple[tuple[str, int], ...] = ()) -> Story:
    story.do(c.TakeMatches(Matching(found, unmet)), by="matcher")
    return story


def opened(guests: int = 12, **settings: object) -> Story:
    story = Story(guests=guests, **settings)
    story.do(c.Open())
    return story.arrive(*story.evening.people)


def aims(evening: Evening) -> set[tuple[str, str]]:
    return {(one, other) for one, other, _ in problem_of(evening).matches or ()}


def test_what_was_found_is_an_aim_of_the_plan() -> None:
    assert aims(found(opened(), FITS, ALSO).evening) == {("p1", "p2"), ("p3", "p4")}


def test_a_draft_made_before_is_no_longer_up_to_date() -> None:
    story = opened()
    story.do(c.MakePlan(proposal(story.evening)))
    assert not stale(story.evening)
    assert stale(found(story, FITS).evening)


def test_a_hair_more_or_less_is_nothing_new() -> None:
    story = found(opened(), FITS)
    with pytest.raises(NothingNew):
        found(story, msgspec.structs.replace(FITS, weight=0.82))


def test_only_what_differs_is_written_down() -> None:
    story = found(opened(), FITS, ALSO)
    done = story.do(c.TakeMatches(Matching((FITS, Match("p5", "p6", 0.7, 0, 0)))), by="matcher")
    assert done.entry.events == (MatchesFound(more=(Match("p5", "p6", 0.7, 0, 0),), less=(("p3", "p4"),)),)
    assert {match.pair for match in matches(story.evening)} == {("p1", "p2"), ("p5", "p6")}


def test_who_is_not_on_the_list_is_matched_with_nobody() -> None:
    assert not matches(found(opened(), FITS, Match("p1", "p99")).evening)[1:]


def test_an_organiser_strikes_a_match_out_and_it_stays_out() -> None:
    story = found(opened(), FITS, ALSO)
    story.do(c.StrikeOut("p1", "p2"))
    assert aims(story.evening) == {("p3", "p4")}
    found(story, ALSO, Match("p1", "p2", 0.9, 0, 0))
    assert aims(story.evening) == {("p3", "p4")}


def test_it_can_be_struck_out_from_either_side() -> None:
    story = found(opened(), FITS)
    story.do(c.StrikeOut("p2", "p1"))
    assert not aims(story.evening)


def test_what_nobody_matched_cannot_be_struck_out() -> None:
    with pytest.raises(NotMatched):
        opened().do(c.StrikeOut("p1", "p2"))


def test_an_organiser_adds_a_match_that_counts_in_full() -> None:
    story = found(opened(), FITS)
    story.do(c.PairUp("p7", "p8"))
    assert matches(story.evening)[0] == Match("p7", "p8")
    assert aims(story.evening) == {("p1", "p2"), ("p7", "p8")}


def test_adding_what_was_found_keeps_the_words_it_was_found_in() -> None:
    story = found(opened(), FITS)
    story.do(c.PairUp("p1", "p2"))
    assert matches(story.evening) == (Match("p1", "p2", 1.0, 0, 1),)


def test_both_can_be_taken_back() -> None:
    story = found(opened(), FITS)
    story.do(c.StrikeOut("p1", "p2"))
    story.do(c.PairUp("p7", "p8"))
    story.do(story.undoing())
    story.do(story.undoing())
    assert (story.evening.struck, story.evening.paired) == ((), ())
    assert aims(story.evening) == {("p1", "p2")}


def test_two_who_have_met_are_no_aim_any_more() -> None:
    story = opened(9, size=3)
    story.begin()
    seating = story.evening.phase.seating
    assert seating is not None
    one, other, *_ = next(iter(seating.tables.values()))
    found(story, Match(one, other, 0.9, 0, 0))
    assert (one, other) not in aims(story.evening)


def test_two_who_are_kept_apart_are_no_aim() -> None:
    story = found(opened(), FITS, ALSO)
    story.do(c.KeepApart("p1", "p2"))
    assert aims(story.evening) == {("p3", "p4")}


def test_changed_words_take_their_matches_along() -> None:
    story = found(opened(), FITS, ALSO, Match("p2", "p3", 0.7, 0, 0))
    story.do(c.ChangeProfile("p2", offers="Anderes"), by="p2")
    assert {match.pair for match in matches(story.evening)} == {("p3", "p4"), ("p2", "p3")}


def test_who_is_forgotten_is_in_no_match() -> None:
    story = found(opened(), FITS, ALSO)
    story.do(c.PairUp("p2", "p9"))
    story.do(c.Forget("p2"), by="p2")
    assert {match.pair for match in matches(story.evening)} == {("p3", "p4")}


def test_at_a_table_everybody_has_their_own_matches() -> None:
    evening = found(opened(), FITS, ALSO).evening
    assert between(evening, "p2", ("p1", "p3")) == (FITS,)
    assert between(evening, "p1", ("p3", "p4")) == ()


def test_what_nobody_offers_is_open_also_once_the_only_one_has_gone() -> None:
    story = found(opened(), FITS, ALSO, unmet=(("p5", 0),))
    assert open_seeks(story.evening) == (("p5", 0),)
    story.do(c.ChangePresence("p2", "left"), by="p2")
    assert open_seeks(story.evening) == (("p1", 0), ("p5", 0))


def test_what_an_organiser_found_somebody_for_is_not_open() -> None:
    story = found(opened(), unmet=(("p5", 0),))
    story.do(c.PairUp("p5", "p6"))
    assert open_seeks(story.evening) == ()


GROUP = Consortium("p1", (Match("p1", "p5", 0.8, 0, 0), Match("p1", "p9", 0.7, 1, 0)))


def with_consortium(story: Story) -> Story:
    story.do(c.TakeMatches(Matching(consortia=(GROUP,))), by="matcher")
    return story


def wished(evening: Evening) -> list[tuple[tuple[str, str], tuple[int, ...]]]:
    rounds = rounds_to_come(evening)
    wishes = gathering(evening, problem_of(evening), rounds).inseparable
    return [(one.people, one.rounds) for one in wishes if isinstance(one, Limited)]


def test_a_consortium_comes_to_one_table_in_the_first_round_that_all_attend() -> None:
    story = with_consortium(opened())
    assert wished(story.evening) == [(("p1", "p5"), (1,)), (("p5", "p9"), (1,))]


def test_in_every_other_round_they_are_apart_so_that_nobody_meets_twice() -> None:
    evening = with_consortium(opened(rounds=3)).evening
    apart = gathering(evening, problem_of(evening), rounds_to_come(evening)).apart
    assert {(one.people, one.rounds) for one in apart if isinstance(one, Limited)} == {
        (pair, (2, 3)) for pair in (("p1", "p5"), ("p1", "p9"), ("p5", "p9"))
    }


def test_it_comes_later_where_one_of_them_comes_later() -> None:
    story = Story(guests=11)
    story.do(c.AddPeople({"p12": c.Newcomer(absent=(1,))}))
    group = Consortium("p1", (Match("p1", "p5"), Match("p1", "p12")))
    story.do(c.TakeMatches(Matching(consortia=(group,))), by="matcher")
    assert {rounds for _, rounds in wished(story.evening)} == {(2,)}


@pytest.mark.parametrize(
    "against",
    [
        (c.KeepApart("p5", "p9"),),
        (c.AppointHost("p1", "1"), c.AppointHost("p5", "2")),
        (c.StrikeOut("p1", "p9"),),
        (c.ChangePresence("p9", "away"),),
    ],
)
def test_no_consortium_makes_a_plan_impossible(against: tuple[c.Command, ...]) -> None:
    story = with_consortium(opened())
    for command in against:
        story.do(command)
    assert wished(story.evening) == []


def test_competitors_and_two_who_need_step_free_tables_are_left_to_meet_in_pairs() -> None:
    for facts in ({"trade": 3}, {"stepfree": True}):
        story = Story(here=0, competitors="apart", stepfree=("1", "2"))
        people = {f"p{n}": c.Newcomer(**(facts if n in {1, 5} else {})) for n in range(1, 13)}
        story.do(c.AddPeople(people))
        assert wished(with_consortium(story).evening) == []


def test_where_two_of_them_have_met_all_meet_in_pairs() -> None:
    story = opened(9, size=3, rounds=3)
    story.begin()
    seating = story.evening.phase.seating
    assert seating is not None
    (one, other, _), (third, *_), *_ = seating.tables.values()
    group = Consortium(one, (Match(one, other), Match(one, third)))
    story.do(c.TakeMatches(Matching(consortia=(group,))), by="matcher")
    assert wished(story.evening) == []


def test_who_has_sat_together_need_not_again() -> None:
    story = with_consortium(opened(12, size=12, rounds=3))
    story.begin()
    assert gathered(story.evening, GROUP) is not None
    assert wished(story.evening) == []


def test_consent_is_given_and_taken_back() -> None:
    story = opened()
    assert story.evening.people["p1"].shares is None
    story.do(c.ShareWishes("p1", shares=True), by="p1")
    assert story.evening.people["p1"].shares is True
    with pytest.raises(NothingNew):
        story.do(c.ShareWishes("p1", shares=True), by="p1")
    story.do(c.ShareWishes("p1", shares=False), by="p1")
    assert story.evening.people["p1"].shares is False
