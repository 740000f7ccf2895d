"""Lists of people onto the list of an evening: who is new is added, who is there already is brought up to date."""

import asyncio
from collections.abc import Collection, Mapping

import msgspec
from msgspec.structs import replace

from service.evening.commands import AddPeople, Change, TakeList
from service.evenings import Evenings, Outcome
from service.lists import ListReport, PeopleList, read_list, read_pasted
from service.lists.report import RowNote
from service.people.differences import PersonChange, differences, said_by, values_of
from service.people.facts import newcomer
from service.people.person import Person, PersonRecord
from service.people.recognition import Question, recognise
from service.people.rivals import rivals_of
from service.tokens import new_id

NAMED = frozenset({"apart", "name", "organisation"})
"""Fields by which people say whom they must not meet, and by which they are meant."""


class ListTaken(msgspec.Struct, frozen=True):
    """What became of a list, or would in a preview: `ids` of its people in its order, how many were `new`.

    `changes` are those of whom it says something else, `questions` those who may be somebody known and are taken
    as two. `stored` is False for a preview, or where bad rows were not to be skipped.
    """

    ids: tuple[str, ...]
    listed: PeopleList
    new: int
    changes: tuple[PersonChange, ...]
    questions: tuple[Question, ...]
    stored: bool

    @property
    def report(self) -> ListReport:
        """What there was to say about the list itself."""
        return self.listed.report

    @property
    def known(self) -> int:
        """How many were there already."""
        return len(self.ids) - self.new

    @property
    def changed(self) -> int:
        """How many were there already and are brought up to date."""
        return sum(bool(change.fields) for change in self.changes)

    @property
    def same(self) -> int:
        """How many stay as they are."""
        return self.known - self.changed


class GuestList:
    """Takes lists and single guests in."""

    def __init__(self, evenings: Evenings) -> None:
        self._evenings = evenings

    async def take(
        self,
        evening: str,
        data: bytes,
        filename: str | None,
        *,
        skip_bad: bool,
        preview: bool = False,
        same: Collection[str] = (),
        key: str | None = None,
    ) -> ListTaken:
        """Take a file in, or without a name for it pasted text. Raises ListUnreadable, Refusal, UnknownEvening."""
        if filename is None:
            listed = await asyncio.to_thread(read_pasted, data)
        else:
            listed = await asyncio.to_thread(read_list, data, filename=filename)
        return await self.take_people(evening, listed, skip_bad=skip_bad, preview=preview, same=same, key=key)

    async def take_people(
        self,
        evening: str,
        listed: PeopleList,
        *,
        skip_bad: bool = False,
        preview: bool = False,
        same: Collection[str] = (),
        key: str | None = None,
    ) -> ListTaken:
        """Take people in who were read already; taking the same list twice changes nothing.

        `same`: ids of those who are somebody of the list although only their names agree.
        """
        async with self._evenings.importing[evening]:
            records = await self._evenings.people(evening)
            slots = (await self._evenings.load(evening)).people
            known = {id: record.person for id, record in records.items() if id in slots}
            found = await asyncio.to_thread(recognise, known, listed.people, taken=slots, same=same)
            ids: list[str] = []
            fresh: dict[str, Person] = {}
            changes: list[PersonChange] = []
            for id, person in zip(found.ids, listed.people, strict=True):
                ids.append(id or person.id or "p" + new_id())
                if id is None:
                    fresh[ids[-1]] = person
                elif id in known:
                    change = differences(id, records[id], person)
                    changes += [change] if change.fields or change.kept else []
            everybody = _afterwards(known, fresh, changes)
            listed = replace(listed, report=_with_unknown_rivals(listed.report, everybody, set(ids)))
            stored = not preview and (skip_bad or not listed.report.bad_rows)
            if stored and (fresh or any(change.fields for change in changes)):
                await self._store(evening, fresh, changes, known, key)
        return ListTaken(tuple(ids), listed, len(fresh), tuple(changes), found.questions, stored)

    async def _store(
        self,
        evening: str,
        fresh: Mapping[str, Person],
        changes: Collection[PersonChange],
        known: Mapping[str, Person],
        key: str | None,
    ) -> None:
        told = {change.id: values_of(change) for change in changes if change.fields}
        everybody = _afterwards(known, fresh, changes)
        moved = (id for id, values in told.items() if not NAMED.isdisjoint(values))
        command = TakeList(
            {id: newcomer(evening, person) for id, person in fresh.items()},
            {
                id: Change(values, newcomer(evening, known[id]), newcomer(evening, everybody[id]))
                for id, values in told.items()
            },
            apart=rivals_of(everybody, {*fresh, *moved}).pairs,
        )
        records = {id: PersonRecord(person=person) for id, person in fresh.items()}
        await self._evenings.execute(evening, command, by="organiser", command_id=key, records=records)

    async def add(
        self, evening: str, name: str, organisation: str | None = None, *, key: str | None = None
    ) -> Outcome:
        """Put one guest on the list who stands before us; once check-in is open they are here."""
        current = await self._evenings.load(evening)
        person = Person(name=name, organisation=organisation)
        return await self._add(evening, person, here=current.phase.step != "created", word="add", key=key)

    async def join(self, evening: str, person: Person, language: str, *, key: str | None = None) -> Outcome:
        """Let a guest put themselves on the list, once per `key`."""
        current = await self._evenings.load(evening)
        here = current.phase.step != "created"
        return await self._add(
            evening, person, here=here, word="join", key=key, by="guest", language=language
        )

    async def _add(
        self,
        evening: str,
        person: Person,
        *,
        here: bool,
        word: str,
        key: str | None,
        by: str = "organiser",
        language: str | None = None,
    ) -> Outcome:
        id = "p" + new_id()
        known = {one: record.person for one, record in (await self._evenings.people(evening)).items()}
        command = AddPeople(
            {id: newcomer(evening, person, here=here, language=language)},
            apart=rivals_of({**known, id: person}, {id}).pairs,
        )
        said = said_by(person) if by == "guest" else ()
        records = {id: PersonRecord(person=person, said=said)}
        return await self._evenings.execute(
            evening, command, by=by, word=word, command_id=key, records=records
        )


def _afterwards(
    known: Mapping[str, Person], fresh: Mapping[str, Person], changes: Collection[PersonChange]
) -> dict[str, Person]:
    """Everybody as they are once the list is taken in."""
    changed = {change.id: replace(known[change.id], **values_of(change)) for change in changes}
    return {**known, **changed, **fresh}


def _with_unknown_rivals(
    report: ListReport, people: Mapping[str, Person], listed: Collection[str]
) -> ListReport:
    """The report with a warning for everybody listed who is to be apart from somebody who is not on the list."""
    unknown = [one for one in rivals_of(people, listed).unknown if one[0] in listed]
    column = next((heading for heading, field in report.columns.items() if field == "apart"), None)
    if not unknown or column is None:
        return report
    notes = []
    for person, name in unknown:
        about = f"{people[person].name}: “{name}”"
        why = f"{about} fits nobody on the list, or several"
        notes.append(RowNote(None, column, why, "nobody_apart", about=about))
    return replace(report, warnings=(*report.warnings, *notes))
