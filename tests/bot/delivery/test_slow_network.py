"""A homeserver that lets one message through and then asks for a pause: seen as slow, with an honest estimate."""

from time import monotonic

from bot.channel import Message, TryLater
from bot.networks import NetworksSeen
from service.evening import commands as c
from tests.bot.delivery.hall import Hall, until
from tests.fakes.channel import FakeChannel

PAUSE = 0.4


class Sparing(FakeChannel):
    """Takes a burst of ten, then one message each `PAUSE`."""

    def __init__(self) -> None:
        super().__init__()
        self.burst = 10
        self._opens = 0.0

    async def send(self, address: str, message: Message, *, key: str) -> str:
        now = monotonic()
        if not self.burst and now < self._opens:
            raise TryLater(self._opens - now, everybody=True)
        self.burst = max(0, self.burst - 1)
        self._opens = now + PAUSE
        return await super().send(address, message, key=key)


async def test_a_slow_network_is_seen_and_its_end_estimated(hall: Hall) -> None:
    evening = await hall.evening(80)
    channel = Sparing()
    async with hall.node(channel) as node:
        await node.leads()
        seen = NetworksSeen({"telegram": channel}, node.delivery.status)
        await seen.start()
        await hall.do(evening, c.Say("hallo"))
        await until(lambda: seen.standings(evening)[0].slow)
        [standing] = seen.standings(evening)
        assert standing.left is not None
        # The burst does not make the guess too rosy: it cannot be over sooner than the network allows.
        assert standing.left > 0.8 * standing.waiting * PAUSE * 1000
        assert standing.people <= {f"p{n}" for n in range(1, 81)}
        assert len(standing.people) == standing.waiting > 0
        assert not standing.degraded
        await seen.close()
