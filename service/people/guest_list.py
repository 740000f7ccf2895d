"""Lists of people onto the list of an evening: who is there already stays as they are, who is new is added."""

import asyncio
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping

import msgspec

from service.evening.commands import AddPeople
from service.evenings import Evenings, Outcome
from service.lists import ListReport, PeopleList, read_list
from service.lists.contacts import email_key
from service.lists.names import same_name
from service.lists.report import RowNote
from service.people.facts import newcomer
from service.people.person import Person, PersonRecord
from service.people.rivals import rivals_of
from service.tokens import new_id


class ListTaken(msgspec.Struct, frozen=True):
    """What became of a list: `ids` of its people in its order, how many were `new` and `known` already.

    `stored` is False for a preview, or where bad rows were not to be skipped.
    """

    ids: tuple[str, ...]
    report: ListReport
    new: int
    known: int
    stored: bool


class GuestList:
    """Takes lists and single guests in."""

    def __init__(self, evenings: Evenings) -> None:
        self._evenings = evenings

    async def take(
        self, evening: str, data: bytes, filename: str, *, skip_bad: bool, key: str | None = None
    ) -> ListTaken:
        """Take a file in. Raises ListUnreadable, Refusal, UnknownEvening."""
        listed = await asyncio.to_thread(read_list, data, filename=filename)
        return await self.take_people(evening, listed, skip_bad=skip_bad, key=key)

    async def take_people(
        self,
        evening: str,
        listed: PeopleList,
        *,
        skip_bad: bool = False,
        preview: bool = False,
        key: str | None = None,
    ) -> ListTaken:
        """Take people in who were read already; taking the same list twice changes nothing.

        A given id decides alone; whoever has none is known by e-mail (where the names can be one person's: firms
        share addresses), else by name and organisation. Two of a list are never taken for the same guest.
        """
        records = await self._evenings.people(evening)
        listed_ids = (await self._evenings.load(evening)).people
        on_list = {id: record.person for id, record in records.items() if id in listed_ids}
        known = _Known(
            listed_ids,
            {person: record for person, record in records.items() if person in listed_ids},
            {person.id for person in listed.people},
        )
        ids: list[str] = []
        fresh: dict[str, Person] = {}
        for person in listed.people:
            found = known.find(person)
            if found is None:
                found = person.id or "p" + new_id()
                fresh[found] = person
            ids.append(found)
        listed = msgspec.structs.replace(listed, report=_with_unknown_rivals(listed.report, on_list, fresh))
        stored = not preview and (skip_bad or not listed.report.bad_rows)
        if stored and fresh:
            await self._add(evening, fresh, here=False, word="people", key=key)
        return ListTaken(tuple(ids), listed.report, len(fresh), len(ids) - len(fresh), stored)

    async def add(
        self, evening: str, name: str, organisation: str | None = None, *, key: str | None = None
    ) -> Outcome:
        """Put one guest on the list who stands before us; once check-in is open they are here."""
        current = await self._evenings.load(evening)
        person = Person(name=name, organisation=organisation)
        return await self._add(
            evening, {"p" + new_id(): person}, here=current.phase.step != "created", word="add", key=key
        )

    async def join(self, evening: str, person: Person, language: str, *, key: str | None = None) -> Outcome:
        """Let a guest put themselves on the list, once per `key`."""
        current = await self._evenings.load(evening)
        here = current.phase.step != "created"
        return await self._add(
            evening,
            {"p" + new_id(): person},
            here=here,
            word="join",
            key=key,
            by="guest",
            language=language,
        )

    async def _add(
        self,
        evening: str,
        people: Mapping[str, Person],
        *,
        here: bool,
        word: str,
        key: str | None = None,
        by: str = "organiser",
        language: str | None = None,
    ) -> Outcome:
        known = {id: record.person for id, record in (await self._evenings.people(evening)).items()}
        command = AddPeople(
            {id: newcomer(evening, p, here=here, language=language) for id, p in people.items()},
            apart=rivals_of({**known, **people}, people.keys()).pairs,
        )
        records = {id: PersonRecord(person=person) for id, person in people.items()}
        return await self._evenings.execute(
            evening, command, by=by, word=word, command_id=key, records=records
        )


class _Known:
    """Finds people of an evening again in a list, each of them once; `given` are the ids the list names.

    `ids` are all on the evening's list: whoever is forgotten has no record, and an id does not bring them back.
    """

    def __init__(
        self, ids: Collection[str], records: Mapping[str, PersonRecord], given: Collection[str | None]
    ) -> None:
        self._ids = frozenset(ids)
        self._free = {id: record.person for id, record in records.items() if id not in given}
        self._by_email: defaultdict[str, list[str]] = defaultdict(list)
        self._by_name: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for id, person in self._free.items():
            if person.email:
                self._by_email[email_key(person.email)].append(id)
            self._by_name[_name(person)].append(id)

    def find(self, person: Person) -> str | None:
        if person.id is not None:
            return person.id if person.id in self._ids else None
        found = self._with_email(person) or self._with_name(person)
        if found is not None:
            del self._free[found]
        return found

    def _with_email(self, person: Person) -> str | None:
        if not person.email:
            return None
        there = [id for id in self._by_email[email_key(person.email)] if id in self._free]
        exact = (id for id in there if _name(self._free[id]) == _name(person))
        alike = (id for id in there if same_name(self._free[id].name, person.name))
        return next(exact, None) or next(alike, None)

    def _with_name(self, person: Person) -> str | None:
        """The same name and organisation, unless two addresses tell them apart."""
        return next(
            (
                id
                for id in self._by_name[_name(person)]
                if id in self._free and (not person.email or not self._free[id].email)
            ),
            None,
        )


def _name(person: Person) -> tuple[str, str]:
    def plain(text: str | None) -> str:
        return unicodedata.normalize("NFC", text or "").casefold().strip()

    return plain(person.name), plain(person.organisation)


def _with_unknown_rivals(
    report: ListReport, known: Mapping[str, Person], new: Mapping[str, Person]
) -> ListReport:
    """The report with a warning for everybody who is to be apart from somebody and is not on the list."""
    unknown = [one for one in rivals_of({**known, **new}).unknown if one[0] in new]
    if not unknown:
        return report
    column = next((heading for heading, field in report.columns.items() if field == "apart"), None)
    notes = [
        RowNote(
            None, column, f"{new[person].name}: “{name}” fits nobody on the list, or several", "nobody_apart"
        )
        for person, name in unknown
    ]
    return msgspec.structs.replace(report, warnings=(*report.warnings, *notes))
