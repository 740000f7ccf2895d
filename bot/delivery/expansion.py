"""From one step of an evening to what has to be sent: pure, so that repeating it gives the same items."""

from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from bot.delivery.item import Item
from bot.notice import Notice
from service.evening import Evening
from service.evening.events import ChatLinked
from service.evenings import Outcome
from service.people.person import PersonRecord

Notices = Callable[[Outcome], list[Notice]]
Current = Callable[[Evening, str], Notice | None]


class Telling(msgspec.Struct, frozen=True):
    """A notice, and the only channel it is for (None: each on which its person has a chat)."""

    notice: Notice
    only: str | None = None


def tellings_of(step: Outcome, notices: Notices, current: Current) -> list[Telling]:
    """Return what this step has to tell by message. Who has just linked a chat is told there what holds now."""
    found = [Telling(notice) for notice in notices(step) if not notice.quiet]
    found += [
        Telling(holds, only=event.channel)
        for event in step.entry.events
        if isinstance(event, ChatLinked) and (holds := current(step.after, event.person))
    ]
    return found


def items_of(
    step: Outcome,
    tellings: Iterable[Telling],
    people: Mapping[str, PersonRecord],
    channels: Collection[str],
    now: int,
) -> list[Item]:
    """Return an item for each chat on these channels, leaving out what is no longer worth telling."""
    found: dict[str, Item] = {}
    for telling in tellings:
        record = people.get(telling.notice.person)
        for channel, address in record.chats.items() if record is not None else ():
            if channel in channels and telling.only in (None, channel):
                item = Item(telling.notice, channel, address, born=step.entry.at, entry=step.version)
                if not item.stale(now):
                    found[item.id] = item
    return list(found.values())


def outdated(waiting: Iterable[Item], newer: Iterable[Item]) -> list[Item]:
    """Return those of `waiting` about whose subject there is something newer. Items of one entry bear each other."""
    newest: dict[tuple[str, str, str], int] = {}
    for item in newer:
        newest[item.subject] = max(item.notice.version, newest.get(item.subject, 0))
    return [item for item in waiting if item.notice.version < newest.get(item.subject, 0)]
