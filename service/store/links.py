"""Which chat is whom: one record a chat, apart from the evenings it leads to."""

from service.store import keys
from service.store.store import Store


class Links:
    """Chat records. An address means something only on its channel (`telegram`, `matrix`, `web`)."""

    def __init__(self, store: Store) -> None:
        """Kept in the same Redis as `store`."""
        self._connection = store.connection

    async def chat(self, channel: str, address: str) -> bytes | None:
        """What is kept of this chat."""
        found: bytes | None = await self._connection.command("GET", keys.chat(channel, address))
        return found

    async def link_chat(self, channel: str, address: str, data: bytes) -> None:
        """Keeps `data` for this chat, in place of what was there."""
        await self._connection.command("SET", keys.chat(channel, address), data)

    async def unlink_chat(self, channel: str, address: str) -> None:
        """Forgets this chat."""
        await self._connection.command("DEL", keys.chat(channel, address))
