"""Whoever reads what comes in on a channel."""

from bot.channel import Channel, Incoming


class Reader:
    """Reads a channel the way the bot does: one after the other."""

    def __init__(self, channel: Channel) -> None:
        self._items = channel.incoming()

    async def next(self) -> Incoming:
        return await anext(self._items)

    async def texts(self, count: int) -> list[str]:
        return [(await self.next()).text for _ in range(count)]
