"""Lists onto the evening's list: who is who, what changes, what people said themselves, and the way back."""

from typing import Any, cast

import msgspec
import pytest

from service.evening import commands as c
from service.evenings import Evenings
from service.lists import read_people_json
from service.people.guest_list import GuestList, ListTaken
from service.people.person import Person, PersonRecord
from service.planning import Planner
from service.store import Store
from tests.redis_server import redis_url, store  # noqa: F401

ROTH = {"name": "Ines Roth", "organisation": "Glas Roth", "email": "roth@example.org"}
BERGER = {"name": "Tom Berger", "organisation": "Berger Optik"}


class Desk:
    """An evening whose list is sent in again and again."""

    def __init__(self, store: Store) -> None:  # noqa: F811
        self.store = store
        self.evenings = Evenings(store, cast(Planner, None), lambda: 1_800_000_000_000)
        self.guests = GuestList(self.evenings)
        self.id = ""

    async def takes(self, *people: dict[str, Any], **how: Any) -> ListTaken:
        """Send a list in."""
        return await self.guests.take_people(self.id, read_people_json(msgspec.json.encode(people)), **how)

    async def do(self, command: c.Command, by: str = "organiser") -> None:
        await self.evenings.execute(self.id, command, by=by)

    async def records(self) -> dict[str, PersonRecord]:
        """The records as every process sees them."""
        elsewhere = Evenings(self.store, cast(Planner, None), lambda: 0)
        found = await elsewhere.people(self.id)
        assert await self.evenings.people(self.id) == found
        return found

    async def person(self, name: str) -> Person:
        [found] = [r.person for r in (await self.records()).values() if r.name == name]
        return found

    async def version(self) -> int:
        return (await self.evenings.load(self.id)).version


@pytest.fixture
async def desk(store: Store) -> Desk:  # noqa: F811
    made = Desk(store)
    made.id = (await made.evenings.create("Abend", {})).id
    return made


def told(taken: ListTaken) -> list[tuple[str, str, Any, Any]]:
    return [(change.name, one.field, one.was, one.now) for change in taken.changes for one in change.fields]


def counts(taken: ListTaken) -> tuple[int, int, int]:
    return taken.new, taken.changed, taken.same


async def test_a_list_changes_what_it_names_and_says_so_before(desk: Desk) -> None:
    await desk.takes(ROTH, BERGER)
    again = ({**ROTH, "industry": "Glas", "languages": ["en"]}, BERGER, {"name": "Ali Kaya"})
    preview = await desk.takes(*again, preview=True)
    assert counts(preview) == (1, 1, 1)
    assert told(preview) == [
        ("Ines Roth", "industry", None, "Glas"),
        ("Ines Roth", "languages", (), ("en",)),
    ]
    assert (await desk.person("Ines Roth")).industry is None
    taken = await desk.takes(*again)
    assert (counts(taken), told(taken)) == (counts(preview), told(preview))
    assert (await desk.person("Ines Roth")).industry == "Glas"
    assert (await desk.evenings.load(desk.id)).people[taken.ids[0]].language == "en"


async def test_the_same_list_twice_makes_no_entry(desk: Desk) -> None:
    for people in ((ROTH, BERGER), ({**ROTH, "seeks": "Kunden"}, BERGER)):
        await desk.takes(*people)
        before = await desk.version()
        taken = await desk.takes(*people)
        assert counts(taken) == (0, 0, 2)
        assert await desk.version() == before


async def test_one_list_is_one_entry_of_the_journal(desk: Desk) -> None:
    await desk.takes(ROTH)
    before = await desk.version()
    await desk.takes({**ROTH, "phone": "1"}, BERGER)
    assert await desk.version() == before + 1


async def test_an_empty_cell_takes_nothing_away(desk: Desk) -> None:
    await desk.takes({**ROTH, "topics": ["KI"], "tags": {"first_timer": "yes"}, "absent": [2]})
    taken = await desk.takes(
        {**ROTH, "topics": [], "tags": {}, "absent": [], "phone": None, "organisation": ""}
    )
    assert counts(taken) == (0, 0, 1)
    person = await desk.person("Ines Roth")
    assert (person.topics, person.tags, person.absent) == (("KI",), {"first_timer": "yes"}, (2,))


async def test_new_tags_come_to_those_that_are_there(desk: Desk) -> None:
    await desk.takes({**ROTH, "tags": {"first_timer": "yes"}})
    await desk.takes({**ROTH, "tags": {"diet": "vegan"}})
    assert (await desk.person("Ines Roth")).tags == {"first_timer": "yes", "diet": "vegan"}


async def test_what_guests_said_themselves_stays_and_is_named(desk: Desk) -> None:
    [roth] = (await desk.takes({**ROTH, "seeks": "Kunden"})).ids
    await desk.do(c.ChangeProfile(roth, seeks="Beschichter"), by=roth)
    taken = await desk.takes({**ROTH, "seeks": "Verlader", "offers": "Glas"})
    assert told(taken) == [("Ines Roth", "offers", None, "Glas")]
    [change] = taken.changes
    [kept] = change.kept
    assert (kept.field, kept.was, kept.now) == ("seeks", "Beschichter", "Verlader")
    person = await desk.person("Ines Roth")
    assert (person.seeks, person.offers) == ("Beschichter", "Glas")


async def test_a_wish_a_guest_took_away_does_not_come_back(desk: Desk) -> None:
    [roth] = (await desk.takes({**ROTH, "seeks": "Kunden"})).ids
    await desk.do(c.ChangeProfile(roth, seeks=""), by=roth)
    before = await desk.version()
    taken = await desk.takes({**ROTH, "seeks": "Kunden"})
    assert counts(taken) == (0, 0, 1)
    assert [one.field for one in taken.changes[0].kept] == ["seeks"]
    assert await desk.version() == before


async def test_who_put_themselves_on_the_list_knows_their_firm_best(desk: Desk) -> None:
    person = Person(name="Ines Roth", organisation="Glas Roth", seeks="Kunden")
    await desk.guests.join(desk.id, person, "de")
    taken = await desk.takes({"name": "Ines Roth", "organisation": "GLAS ROTH", "industry": "Glas"})
    assert told(taken) == [("Ines Roth", "industry", None, "Glas")]
    assert (await desk.person("Ines Roth")).organisation == "Glas Roth"


async def test_a_word_said_between_preview_and_list_counts(desk: Desk) -> None:
    """The list is compared again where it is stored, in one step with the journal."""
    [roth] = (await desk.takes(ROTH)).ids
    late = c.TakeList({}, {roth: c.Change({"seeks": "Verlader", "phone": "1"})})
    await desk.do(c.ChangeProfile(roth, seeks="Beschichter"), by=roth)
    await desk.do(c.LinkChat(roth, "telegram", "4711", 0), by=roth)
    await desk.do(late)
    record = (await desk.records())[roth]
    assert (record.person.seeks, record.person.phone) == ("Beschichter", "1")
    assert record.chats == {"telegram": "4711"}


@pytest.mark.parametrize(
    ("known", "listed", "why"),
    [
        (BERGER, {**BERGER, "organisation": "Optik Jena"}, "other_firm"),
        (BERGER, {"name": "Tom Berger"}, "firm_missing"),
        ({"name": "Tom Berger"}, BERGER, "firm_missing"),
        ({**BERGER, "email": "a@example.org"}, {**BERGER, "email": "b@example.org"}, "other_email"),
    ],
)
async def test_a_name_alone_is_a_question_and_they_stay_two(
    desk: Desk, known: dict[str, Any], listed: dict[str, Any], why: str
) -> None:
    [first] = (await desk.takes(known)).ids
    preview = await desk.takes(listed, preview=True)
    assert [(one.known, one.why) for one in preview.questions] == [(first, why)]
    assert counts(preview) == (1, 0, 0)
    one_person = await desk.takes(listed, preview=True, same=(first,))
    assert (one_person.ids, one_person.questions) == ((first,), ())
    [second] = (await desk.takes(listed)).ids
    assert first != second
    assert counts(await desk.takes(listed)) == (0, 0, 1)


async def test_two_namesakes_stay_two_however_they_are_listed(desk: Desk) -> None:
    two = (
        {"name": "Bernd Müller", "organisation": "Müller Bau"},
        {"name": "Bernd Mueller", "organisation": "Müller Solar"},
    )
    first = await desk.takes(*two)
    again = await desk.takes(*reversed(two))
    assert again.ids == tuple(reversed(first.ids))
    assert (again.questions, counts(again)) == ((), (0, 0, 2))


async def test_surer_signs_count_before_less_sure_ones(desk: Desk) -> None:
    """Whoever has the address is meant, not whoever stands first and has the name."""
    [known] = (await desk.takes({**BERGER, "email": "tom@example.org"})).ids
    taken = await desk.takes(BERGER, {"name": "T. Berger", "email": "TOM@example.org"})
    assert taken.ids[1] == known
    assert taken.new == 1


async def test_a_shorter_form_of_a_name_does_not_replace_the_longer_one(desk: Desk) -> None:
    await desk.takes({"name": "Jürgen Weißflog", "email": "jw@example.org"})
    assert counts(await desk.takes({"name": "J. Weissflog", "email": "jw@example.org"})) == (0, 0, 1)
    taken = await desk.takes({"name": "Dr. Jürgen Weißflog", "email": "jw@example.org"})
    assert told(taken) == [("Jürgen Weißflog", "name", "Jürgen Weißflog", "Dr. Jürgen Weißflog")]


async def test_an_id_changes_every_field_even_the_name(desk: Desk) -> None:
    await desk.takes({"id": "7", **BERGER})
    await desk.takes({"id": "7", "name": "Tom Roth", "organisation": "Glas Roth"})
    assert (await desk.person("Tom Roth")).organisation == "Glas Roth"
    assert len(await desk.records()) == 1


async def test_undo_puts_texts_back_and_leaves_what_was_said_since(desk: Desk) -> None:
    [roth] = (await desk.takes({**ROTH, "seeks": "Kunden"})).ids
    before = (await desk.records())[roth].person
    await desk.takes({**ROTH, "seeks": "Verlader", "offers": "Glas", "group": "A"}, BERGER)
    await desk.takes({**ROTH, "offers": "Flachglas"})
    await desk.do(c.Undo())
    person = await desk.person("Ines Roth")
    assert (person.seeks, person.offers, person.group) == ("Verlader", "Glas", "A")
    await desk.do(c.ChangeProfile(roth, offers="Hohlglas"), by=roth)
    await desk.do(c.Undo())
    assert list(await desk.records()) == [roth]
    record = (await desk.records())[roth]
    assert (record.person, record.earlier) == (msgspec.structs.replace(before, offers="Hohlglas"), ())
    assert (await desk.evenings.load(desk.id)).people[roth].group is None


async def test_nothing_personal_of_a_list_gets_into_the_journal(desk: Desk) -> None:
    [roth] = (await desk.takes(ROTH)).ids
    await desk.takes({**ROTH, "seeks": "Verlader", "phone": "0361 42", "name": "Dr. Ines Roth"})
    await desk.do(c.Undo())
    await desk.do(c.Forget(roth), by=roth)
    for data in (await desk.store.entries(desk.id), await desk.store.records(desk.id)):
        for secret in ("Roth", "Verlader", "0361", "roth@"):
            assert secret not in str(data)


async def test_what_a_list_says_of_hosts_steps_and_competitors_counts_later_too(desk: Desk) -> None:
    berger, roth = (await desk.takes(BERGER, ROTH)).ids
    again = (
        {**BERGER, "host": True, "table": "2", "stepfree": True, "tags": {"first_timer": "yes"}},
        {**ROTH, "apart": ["Berger Optik", "Niemand AG"], "industry": "Glas"},
    )
    taken = await desk.takes(*again)
    assert taken.changed == 2
    assert [(note.code, note.about) for note in taken.report.warnings] == [
        ("nobody_apart", "Ines Roth: “Niemand AG”")
    ]
    evening = await desk.evenings.load(desk.id)
    slot = evening.people[berger]
    assert (slot.hosting, slot.volunteer, slot.table, slot.stepfree, slot.newcomer) == (
        True,
        True,
        "2",
        True,
        True,
    )
    assert evening.people[roth].trade
    assert evening.apart == (tuple(sorted((berger, roth))),)
    await desk.do(c.Undo())
    evening = await desk.evenings.load(desk.id)
    assert (evening.people[berger].hosting, evening.people[roth].trade, evening.apart) == (False, 0, ())


async def test_people_of_one_firm_stay_of_one_firm_when_a_list_renames_it(desk: Desk) -> None:
    one, two = (
        await desk.takes({"id": "1", **BERGER}, {"id": "2", "name": "Ida Lang", "organisation": "Jena"})
    ).ids
    await desk.takes({"id": "1", "name": "Tom Berger", "organisation": "Jena GmbH"})
    people = (await desk.evenings.load(desk.id)).people
    assert people[one].firm == people[two].firm != 0
