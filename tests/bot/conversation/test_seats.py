"""Who sits where by which wish, as organisers type it and read it."""

from typing import Any

import pytest

from service.evening import commands as c
from service.people.facts import newcomer
from service.people.person import Person, PersonRecord
from tests.bot.conversation.talking import Talking

NEW = {"a": "Anna Abel", "b": "Bert Busch"}


async def add(talking: Talking, *, apart: bool = False, **of_both: Any) -> None:
    """Anna and Bert come onto the list, with these facts."""
    people = {id: Person(name=name, **of_both) for id, name in NEW.items()}
    command = c.AddPeople(
        {id: newcomer(talking.id, person) for id, person in people.items()},
        apart=(("a", "b"),) if apart else (),
    )
    records = {id: PersonRecord(person=person) for id, person in people.items()}
    await talking.evenings.execute(talking.id, command, by="organiser", records=records)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("einstellungen konkurrenten=getrennt", "Wettbewerber einer Branche getrennt"),
        ("einstellungen kollegen=frei", "Kollegen dürfen zusammensitzen"),
        ("einstellungen stufenlos=1, 3 runden=3", "Tische 1, 3 stufenlos"),
        ("settings step-free: 2", "Tisch 2 stufenlos"),
        ("einstellungen barrierefrei=1-3", "Tische 1, 2, 3 stufenlos"),
    ],
)
async def test_settings_of_seats_are_typed_in_words(talking: Talking, typed: str, read: str) -> None:
    boss = await talking.organiser()
    assert read in (await boss.says(typed)).title


async def test_no_table_is_step_free_any_more(talking: Talking) -> None:
    boss = await talking.organiser()
    await boss.says("einstellungen stufenlos=1,2")
    await boss.says("einstellungen stufenlos=keine")
    assert (await talking.now()).settings.stepfree == ()


async def test_what_cannot_be_met_together_is_named_and_what_is_private_is_not(talking: Talking) -> None:
    await add(talking, apart=True, table="2")
    guest = await talking.guest("p1")
    await guest.says("meide Tom Berger")
    boss = await talking.organiser()
    assert (await boss.says("plan")).title == (
        "Das geht nicht alles zusammen: Anna Abel und Bert Busch sollen nie an einem Tisch sitzen; "
        "Anna Abel und Bert Busch sitzen immer an Tisch 2."
    )
    await boss.says("language en")
    english = (await boss.says("plan")).title
    assert english == (
        "No plan can hold all of this: Anna Abel and Bert Busch are to stay apart; "
        "Anna Abel and Bert Busch always sit at table 2."
    )
    assert "Berger" not in english


async def test_a_host_is_appointed_only_where_they_can_get(talking: Talking) -> None:
    await talking.do(c.Configure({"stepfree": "2"}))
    await add(talking, stepfree=True)
    boss = await talking.organiser()
    assert (await boss.says("gastgeber 1; Anna Abel")).title == (
        "Das geht nicht alles zusammen: Gastgeber von Tisch 1: Anna Abel; "
        "Anna Abel braucht einen stufenlosen Tisch (2)."
    )
    await boss.says("language en")
    assert (await boss.says("host 1; Anna Abel")).title == (
        "No plan can hold all of this: Anna Abel is a host of table 1; Anna Abel needs a step-free table (2)."
    )


async def test_hosts_who_have_offered_it_are_named_with_their_tables(talking: Talking) -> None:
    await add(talking, host=True)
    boss = await talking.organiser()
    answer = await boss.says("plan")
    assert "Gastgeber: Anna Abel (Tisch 1), Bert Busch (Tisch 2)." in answer.text


async def test_a_guest_reads_that_they_sit_at_step_free_tables_only_and_others_do_not(
    talking: Talking,
) -> None:
    await talking.do(c.Configure({"stepfree": "1"}))
    await add(talking, stepfree=True)
    guest = await talking.guest("a")
    assert "Sie sitzen nur an stufenlosen Tischen" in (await guest.says("ich")).body
    other = await talking.guest("p1")
    assert "stufenlos" not in (await other.says("ich")).body
