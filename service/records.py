"""What a command changes in the personal records, written in the same step as its events."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from service.evening import commands as c
from service.evening.events import ActUndone, Event
from service.person import Person, PersonRecord

Changes = dict[str, PersonRecord | None]


def changes_records(command: c.Command, events: Sequence[Event]) -> bool:
    """Tell whether the records have to be read to know what this command changes in them."""
    return isinstance(command, c.LinkChat | c.LoseChat) or any(isinstance(x, ActUndone) for x in events)


def record_changes(command: c.Command, events: Sequence[Event], known: Mapping[str, PersonRecord]) -> Changes:
    """Return new records by id, None for those to be deleted."""
    changes: Changes = {}
    if isinstance(command, c.LinkChat) and command.person in known:
        record = known[command.person]
        changes[command.person] = replace(record, chats={**record.chats, command.channel: command.address})
    elif isinstance(command, c.LinkOrganiser):
        changes[command.organiser] = PersonRecord(
            person=Person(name=""), chats={command.channel: command.address}
        )
    elif isinstance(command, c.LoseChat) and command.person in known:
        record = known[command.person]
        left = {channel: address for channel, address in record.chats.items() if channel != command.channel}
        changes[command.person] = replace(record, chats=left) if record.name or left else None
    for event in events:
        if isinstance(event, ActUndone):
            changes |= {person: None for person, slot in event.people.items() if slot is None}
    return changes
