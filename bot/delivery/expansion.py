"""From one step of an evening to what has to be sent: pure, so that repeating it gives the same items."""

from collections.abc import Callable, Collection, Iterable, Mapping

from bot.delivery.item import Item
from bot.notice import Notice
from service.evening import Evening
from service.evening.events import ChatLinked
from service.evenings import Outcome
from service.person import PersonRecord

Notices = Callable[[Outcome], list[Notice]]
Current = Callable[[Evening, str], Notice | None]


def items_of(
    step: Outcome,
    *,
    people: Mapping[str, PersonRecord],
    channels: Collection[str],
    notices: Notices,
    current: Current,
    now: int,
) -> list[Item]:
    """Return what this step has to tell on these channels and is still worth telling.

    Everybody is told on each of their chats. Who has just linked a chat is told there what holds now.
    """
    found: dict[str, Item] = {}

    def put(notice: Notice, only: str | None = None) -> None:
        record = people.get(notice.person)
        if record is None or notice.quiet:
            return
        for channel, address in record.chats.items():
            if channel in channels and only in (None, channel):
                item = Item(notice, channel, address, born=step.entry.at, entry=step.version)
                if not item.stale(now):
                    found[item.id] = item

    for notice in notices(step):
        put(notice)
    for event in step.entry.events:
        if isinstance(event, ChatLinked) and (holds := current(step.after, event.person)):
            put(holds, only=event.channel)
    return list(found.values())


def outdated(waiting: Iterable[Item], newer: Iterable[Item]) -> list[Item]:
    """Return those of `waiting` about whose subject there is something newer. Items of one entry bear each other."""
    newest: dict[tuple[str, str, str], int] = {}
    for item in newer:
        newest[item.subject] = max(item.notice.version, newest.get(item.subject, 0))
    return [item for item in waiting if item.notice.version < newest.get(item.subject, 0)]
