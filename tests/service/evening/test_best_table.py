"""A late guest sits down at the best table that has a free chair."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.evening import commands as c
from service.evening import events as e
from service.evening.state import Slot
from tests.service.evening.story import Story


def hall(people: dict[str, c.Newcomer], **settings: object) -> Story:
    """These guests at tables of four, in the order of the list, in a round that is running."""
    story = Story(here=0, clock="manual", **settings)
    story.do(c.AddPeople(people))
    return story.run()


def seated(story: Story) -> dict[str, tuple[str, ...]]:
    seating = story.evening.phase.seating
    assert seating is not None
    return seating.tables


def late(story: Story, **facts: object) -> str | None:
    """Where a guest with these facts sits who has just come."""
    story.do(c.AddPeople({"late": c.Newcomer(here=True, **facts)}))  # type: ignore[arg-type]
    return story.table("late")


def here(**facts: object) -> c.Newcomer:
    return c.Newcomer(here=True, **facts)  # type: ignore[arg-type]


def two_tables(**facts: dict[str, object]) -> Story:
    """p1 to p3 at one table and p4 to p6 at another, each with one chair free; `facts` by person."""
    story = hall({f"p{n}": here(**facts.get(f"p{n}", {})) for n in range(1, 7)})
    assert {frozenset(people) for people in seated(story).values()} == {
        frozenset(("p1", "p2", "p3")),
        frozenset(("p4", "p5", "p6")),
    }
    return story


def test_a_colleague_is_no_company_for_a_late_guest() -> None:
    for colleague in ("p1", "p4"):
        story = two_tables(**{colleague: {"firm": 7}})
        assert late(story, firm=7) != story.table(colleague)


def test_where_colleagues_may_sit_together_firms_do_not_matter() -> None:
    story = two_tables(p1={"firm": 7})
    story.do(c.Configure({"colleagues": "free"}))
    assert late(story, firm=7) == story.table("p1")


def test_a_competitor_is_no_company_for_a_late_guest() -> None:
    for rival in ("p1", "p4"):
        story = two_tables(**{rival: {"trade": 3}})
        assert late(story, trade=3) != story.table(rival)


def test_a_colleague_is_worse_than_a_competitor() -> None:
    story = two_tables(p1={"firm": 7}, p4={"trade": 3})
    assert late(story, firm=7, trade=3) == story.table("p4")


def test_a_common_language_is_better_than_none() -> None:
    story = two_tables(p1={"speaks": ("de",)}, p4={"speaks": ("en", "fr")})
    assert late(story, speaks=("fr",)) == story.table("p4")


def test_whom_the_organisers_want_there_draws_more_than_anything_repels() -> None:
    story = two_tables(p1={"firm": 7}, p4={"firm": 8})
    story.do(c.AddPeople({"late": c.Newcomer(firm=8)}))
    story.do(c.BringTogether("late", "p4"))
    story.arrive("late")
    assert story.table("late") == story.table("p4")


def test_who_is_new_sits_with_a_host() -> None:
    story = two_tables()
    story.do(c.AppointHost("p4", story.table("p4") or ""))
    assert late(story, newcomer=True) == story.table("p4")


def test_who_is_new_sits_where_fewer_are_new() -> None:
    story = two_tables(p1={"newcomer": True})
    assert late(story, newcomer=True) == story.table("p4")


def test_who_says_they_know_each_other_rather_meet_somebody_else() -> None:
    story = two_tables()
    story.do(c.AddPeople({"late": c.Newcomer()}))
    story.do(c.DeclareKnown("p1", ("late",)))
    story.arrive("late")
    assert story.table("late") == story.table("p4")


def test_a_free_chair_goes_to_whom_the_company_suits_among_those_who_have_rested_as_often() -> None:
    story = hall({f"p{n}": here(firm=n) for n in range(1, 9)}, tables=2)
    story.do(c.AddPeople({"x": here(firm=2), "y": here(firm=99)}))
    assert story.table("x") is story.table("y") is None
    table = story.table("p2") or ""
    for person in [p for p in seated(story)[table] if p != "p2"][:2]:  # too few are left: the table is mended
        story.leave(person)
    assert "y" in seated(story)[table]
    assert "x" not in seated(story)[table]


facts = st.fixed_dictionaries(
    {
        "firm": st.integers(0, 3),
        "trade": st.integers(0, 3),
        "newcomer": st.booleans(),
        "stepfree": st.booleans(),
        "speaks": st.sampled_from([(), ("de",), ("en",), ("de", "en")]),
    }
)


@settings(derandomize=True, deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(facts, min_size=6, max_size=14), facts, st.sampled_from(["mix", "apart"]))
def test_a_late_guest_only_takes_a_free_chair_and_moves_nobody(
    guests: list[dict[str, object]], new: dict[str, object], competitors: str
) -> None:
    people = {f"p{n}": here(**{**one, "stepfree": False}) for n, one in enumerate(guests)}
    story = hall(people, competitors=competitors, stepfree=("1",))
    before = seated(story)
    step = story.do(c.AddPeople({"late": here(**new)}))

    moved = [event for event in step.entry.events if isinstance(event, e.SeatTaken)]
    for table, there in before.items():
        stayed = tuple(p for p in seated(story)[table] if p != "late")
        assert stayed == there, "a running table was changed"
    assert "late" in {event.person for event in moved}
    table = story.table("late")
    if table is not None:
        assert len(seated(story)[table]) <= 4
        assert not new["stepfree"] or table == "1"
        _no_better_table(story, before, table)


def _no_better_table(story: Story, before: dict[str, tuple[str, ...]], taken: str) -> None:
    """Where nobody repels the guest at some free table, nobody does at theirs."""
    slots = story.evening.people
    me = slots["late"]

    def repels(other: Slot) -> bool:
        strange = bool(me.speaks and other.speaks) and set(me.speaks).isdisjoint(other.speaks)
        return other.firm == me.firm != 0 or other.trade == me.trade != 0 or strange or other.newcomer

    free = [t for t, people in before.items() if len(people) < 4 and (not me.stepfree or t == "1")]
    good = [t for t in free if not any(repels(slots[p]) for p in before[t])]
    if good and not me.newcomer:
        there = [slots[p] for p in before.get(taken, ())]
        colleagues = sum(other.firm == me.firm != 0 for other in there)
        assert colleagues == sum(other.trade == me.trade != 0 for other in there) == 0
