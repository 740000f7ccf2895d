"""Every table has a host where there are people enough who would be one."""

from service.evening import commands as c
from service.evening import events as e
from service.evening.hosting import with_hosts
from service.evening.state import Evening
from tests.service.evening.story import Story, proposal


def hosts(evening: Evening) -> dict[str | None, str]:
    return {slot.table: person for person, slot in evening.people.items() if slot.hosting}


def story_of(volunteers: int, others: int, *, here: bool = True, **settings: object) -> Story:
    """Guests v1 ... who would be hosts, and p1 ... who would not."""
    story = Story(here=0, clock="manual", **settings)
    people = {f"v{n}": c.Newcomer(host=True, here=here) for n in range(1, volunteers + 1)}
    people |= {f"p{n}": c.Newcomer(here=here) for n in range(1, others + 1)}
    story.do(c.AddPeople(people))
    return story


def plan(story: Story) -> Story:
    story.do(c.MakePlan(proposal(with_hosts(story.evening))))
    return story


def test_who_would_be_a_host_gets_a_table_in_the_order_of_the_list() -> None:
    story = plan(story_of(3, 9))
    assert hosts(story.evening) == {"1": "v1", "2": "v2", "3": "v3"}
    assert [type(event) for event in story.steps[-1].entry.events] == [e.HostsGiven, e.PlanMade]
    for seating in story.evening.draft.rounds:  # type: ignore[union-attr]
        assert all(person in seating.tables[table or ""] for table, person in hosts(story.evening).items())


def test_more_hosts_than_tables_sit_as_guests_and_fewer_leave_tables_without() -> None:
    assert hosts(plan(story_of(5, 7)).evening) == {"1": "v1", "2": "v2", "3": "v3"}
    assert hosts(plan(story_of(1, 11)).evening) == {"1": "v1"}


def test_hosts_stay_the_same_when_it_is_planned_again() -> None:
    story = plan(story_of(3, 9))
    before = hosts(story.evening)
    story.do(c.AddPeople({"late": c.Newcomer(host=True), "p99": c.Newcomer()}))
    plan(story)
    assert hosts(story.evening) == before | {"4": "late"}


def test_a_host_with_a_table_of_their_own_has_that_one_and_the_first_who_names_it() -> None:
    story = story_of(1, 9)
    named = {"a": c.Newcomer(host=True, table="2"), "b": c.Newcomer(host=True, table="2")}
    story.do(c.AddPeople(named))
    assert hosts(story.evening) == {"2": "a"}
    plan(story)
    assert hosts(story.evening) == {"1": "v1", "2": "a"}
    assert story.evening.people["b"].table == "2"


def test_whom_the_organisers_appoint_keeps_the_table() -> None:
    story = story_of(3, 9)
    story.do(c.AppointHost("p5", "1"))
    plan(story)
    assert hosts(story.evening) == {"1": "p5", "2": "v1", "3": "v2"}


def test_who_needs_a_step_free_table_is_the_host_of_one() -> None:
    story = story_of(1, 9, stepfree=("2",))
    story.do(
        c.AddPeople({"w1": c.Newcomer(host=True, stepfree=True), "w2": c.Newcomer(host=True, stepfree=True)})
    )
    plan(story)
    assert hosts(story.evening) == {"1": "v1", "2": "w1"}
    story.do(c.ChangePresence("w2", "here"))
    story.begin()
    assert story.table("w2") == "2"


def test_nobody_hosts_a_table_where_somebody_always_sits_whom_they_are_kept_apart_from() -> None:
    story = story_of(1, 10)
    story.do(c.AddPeople({"x": c.Newcomer(table="1")}, apart=(("v1", "x"),)))
    plan(story)
    assert hosts(story.evening) == {"2": "v1"}


def test_when_a_host_is_missing_at_begin_somebody_else_takes_the_table() -> None:
    story = plan(story_of(4, 8, here=False))
    assert hosts(story.evening) == {"1": "v1", "2": "v2", "3": "v3"}
    story.do(c.Open()) if story.evening.phase.step == "created" else None
    story.arrive("v1", "v4", *(f"p{n}" for n in range(1, 9)))
    story.do(c.ChangePresence("v3", "away", noshow=True))
    story.do(c.Begin(confirm=True))
    assert hosts(story.evening) == {"1": "v1", "2": "v2", "3": "v4"}, "who has cancelled is replaced first"
    assert story.table("v4") == "3"


def test_who_is_late_keeps_the_table_unless_somebody_who_is_here_would_have_it() -> None:
    story = plan(story_of(3, 9, here=False))
    story.arrive("v1", "v2", *(f"p{n}" for n in range(1, 10)))
    story.do(c.Begin(confirm=True))
    assert hosts(story.evening) == {"1": "v1", "2": "v2", "3": "v3"}

    story = plan(story_of(4, 8, here=False))
    story.arrive("v1", "v2", "v4", *(f"p{n}" for n in range(1, 9)))
    story.do(c.Begin(confirm=True))
    assert hosts(story.evening) == {"1": "v1", "2": "v2", "3": "v4"}
    story.arrive("v3")
    assert not story.evening.people["v3"].hosting


def test_the_draft_of_hosts_can_be_taken_back() -> None:
    story = story_of(3, 9)
    before = story.evening.people
    plan(story)
    story.undo()
    assert story.evening.people == before
    assert story.evening.draft is None
