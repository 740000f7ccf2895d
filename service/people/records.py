"""What a command changes in the personal records, written in the same step as its events."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from service.evening import commands as c
from service.evening import events as e
from service.people.person import Earlier, Person, PersonRecord, TableNote

MOST_EARLIER = 20
"""So many lists back somebody's texts can be put back; of older ones `undo` takes back what the rules look at."""

Changes = dict[str, PersonRecord | None]

CHANGING = (
    *(e.PeopleAdded, e.PeopleChanged, e.ActUndone, e.PersonForgotten),
    *(e.ChatLinked, e.ChatLost, e.OrganiserLinked),
    *(e.ProfileChanged, e.NoteTaken),
)
"""Events that are written together with personal records."""


def changes_records(command: c.Command, events: Sequence[e.Event]) -> bool:
    """Tell whether the records have to be read to know what this command changes in them."""
    return any(isinstance(event, CHANGING) for event in events) and not isinstance(
        command, c.AddPeople | c.LinkOrganiser
    )


def record_changes(
    command: c.Command, events: Sequence[e.Event], known: Mapping[str, PersonRecord], now: int, version: int
) -> Changes:
    """Return new records by id, None for those to be deleted.

    `now` is the instant of the command, `version` that of the entry its events become.
    """
    changes: Changes = {}
    match command:
        case c.LinkOrganiser(organiser=organiser, channel=channel, address=address):
            changes[organiser] = PersonRecord(person=Person(name=""), chats={channel: address})
        case (
            c.LinkChat(person=person)
            | c.LoseChat(person=person)
            | c.ChangeProfile(person=person)
            | c.TakeNote(person=person)
        ) if person in known:
            changes[person] = _changed(known[person], command, events, now)
        case c.TakeList(changes=told):
            for person in (p for p in told if p in known):
                changes[person] = _taken_over(known[person], told[person], version)
        case _:
            pass
    for event in events:
        if isinstance(event, e.ActUndone):
            changes |= _put_back(known, event.act.version)
            changes |= {person: None for person, slot in event.people.items() if slot is None}
        elif isinstance(event, e.PersonForgotten):
            changes[event.person] = None
    return changes


def _changed(
    record: PersonRecord, command: c.Command, events: Sequence[e.Event], now: int
) -> PersonRecord | None:
    match command:
        case c.LinkChat(channel=channel, address=address):
            return replace(record, chats={**record.chats, channel: address})
        case c.LoseChat(channel=channel):
            left = {one: address for one, address in record.chats.items() if one != channel}
            return replace(record, chats=left) if record.name or left else None
        case c.ChangeProfile(seeks=seeks, offers=offers):
            given = {"seeks": seeks, "offers": offers}
            said = {field: text.strip() or None for field, text in given.items() if text is not None}
            own = tuple(dict.fromkeys((*record.said, *said)))
            return replace(record, person=replace(record.person, **said), said=own)
        case c.TakeNote(text=text):
            taken = tuple(
                TableNote(event.round, event.table, text.strip(), now)
                for event in events
                if isinstance(event, e.NoteTaken)
            )
            return replace(record, notes=(*record.notes, *taken))
        case _:
            return record


def _taken_over(record: PersonRecord, change: c.Change, version: int) -> PersonRecord:
    """The record as a list has it now, but for what the person said themselves; what was there before is kept."""
    values = {field: value for field, value in change.values.items() if field not in record.said}
    if not values:
        return record
    was = Person(**{"name": record.name, **{field: getattr(record.person, field) for field in values}})
    earlier = (*record.earlier, Earlier(version, tuple(values), was))
    return replace(record, person=replace(record.person, **values), earlier=earlier[-MOST_EARLIER:])


def _put_back(known: Mapping[str, PersonRecord], version: int) -> Changes:
    """The records a list has changed with this entry as they were before, but for what people said themselves since."""
    changes: Changes = {}
    for person, record in known.items():
        before = next((one for one in record.earlier if one.version == version), None)
        if before is not None:
            values = {f: getattr(before.person, f) for f in before.fields if f not in record.said}
            left = tuple(one for one in record.earlier if one is not before)
            changes[person] = replace(record, person=replace(record.person, **values), earlier=left)
    return changes
