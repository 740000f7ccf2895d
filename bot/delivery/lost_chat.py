"""A chat that has gone: its evening hears of it, so that the desk sees who must be told in another way."""

import asyncio

import structlog

from bot.delivery.item import Item
from bot.delivery.ledger import PATIENCE
from service.evening import Refusal
from service.evening.commands import LoseChat
from service.evenings import Evenings, UnknownEvening
from service.store import StoreAway, VersionTaken

log = structlog.get_logger()


async def lose_chat(evenings: Evenings, item: Item) -> None:
    """Tell the item's evening that its person is gone from the channel, unless they have a new address there."""
    evening, person = item.notice.evening, item.notice.person
    log.info("a chat is gone", evening=evening, person=person, channel=item.channel)
    while True:
        try:
            record = (await evenings.people(evening)).get(person)
            if record is not None and record.chats.get(item.channel) == item.address:
                lose = LoseChat(person, item.channel)
                await evenings.execute(evening, lose, by="delivery", command_id=f"gone.{item.id}")
        except (StoreAway, VersionTaken):
            await asyncio.sleep(PATIENCE)
        except (Refusal, UnknownEvening):
            return
        else:
            return
