"""A service killed without a word, a Redis that goes away: nobody stays untold."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import time

from bot.channel import Message
from service.evening import commands as c
from service.reach import Reached
from tests.bot.delivery import distant_network
from tests.bot.delivery.distant_network import CONCURRENCY, RATE
from tests.bot.delivery.hall import Clock, Hall, until
from tests.fakes.channel import FakeChannel
from tests.redis_server import embedded_redis

ROOT = Path(__file__).parents[3]


class Now(Clock):
    """The time of this machine, which the killed service shares with us."""

    def __call__(self) -> int:
        return round(time() * 1000)


class Network:
    """What the chat network got, however often the service was killed in between."""

    def __init__(self) -> None:
        self.channel = FakeChannel(rate=RATE, concurrency=CONCURRENCY, takes=0.01)
        self.got: Counter[str] = Counter()
        self.sender = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a message; what a killed sender had handed over is delivered all the same."""
        data = json.loads(await reader.readline())
        address = data["address"]
        self.got[address] += 1
        self.sender = data["sender"]
        # A killed service's message may come twice, so each carries a key of its own here.
        key = f"{data['key']} {self.got[address]}"
        answer = await self.channel.send(address, Message(data["title"]), key=key)
        writer.write(answer.encode() + b"\n")
        writer.close()


@asynccontextmanager
async def network() -> AsyncIterator[tuple[Network, int]]:
    """The network and its port."""
    made = Network()
    server = await asyncio.start_server(made.take, "127.0.0.1", 0)
    yield made, server.sockets[0].getsockname()[1]
    server.close()


def deliver(redis: str, port: int) -> subprocess.Popen[bytes]:
    """A service that does nothing but deliver."""
    program = [sys.executable, distant_network.__file__, redis, str(port)]
    return subprocess.Popen(program, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


async def test_a_killed_service_leaves_nobody_untold(hall: Hall) -> None:
    """Killed amid 200 tables; what was just under way may come twice, nothing else. A second one takes over."""
    hall.evenings.now = Now()
    evening = await hall.evening(200, rounds=2)
    async with network() as (net, port):
        children = {child.pid: child for child in (deliver(hall.url, port), deliver(hall.url, port))}
        try:
            begun = await hall.do(evening, c.Begin())
            await until(lambda: sum(net.got.values()) >= 80)
            killed = children[net.sender]
            killed.send_signal(signal.SIGKILL)
            killed.wait()
            # Whatever the network still took from the killed one is over before the other may begin.
            await until(lambda: not net.channel.busy)
            before = sum(net.got.values())
            tally = await hall.settled(evening)
        finally:
            for child in children.values():
                child.kill()
                child.wait()
    net.channel.check()
    assert net.sender != killed.pid
    assert before < 200
    assert set(net.got) == {f"c{n}" for n in range(1, 201)}
    assert sum(net.got.values()) - 200 <= CONCURRENCY
    assert max(net.got.values()) <= 2
    assert sum(tally.values()) == tally["sent"] == 200
    reached = await hall.outbox.reached(evening)
    assert reached == {f"p{n}": Reached(begun.version, "telegram") for n in range(1, 201)}


async def test_a_redis_killed_amid_sending_costs_nothing() -> None:
    """Delivery waits for it, and sends on where it was: nobody twice."""
    async with embedded_redis() as redis:
        hall = Hall(redis.url, Clock())
        hall.channel.rate, hall.channel.takes = 100.0, 0.02
        evening = await hall.evening(40)
        async with hall.node() as node:
            await node.leads()
            await hall.do(evening, c.Begin())
            for told in (10, 20):
                await until(lambda told=told: len(hall.channel.received) >= told)
                pid = redis.pid
                assert pid is not None
                os.kill(pid, signal.SIGKILL)
            await hall.settled(evening)
            await hall.do(evening, c.Say("geschafft"))
            tally = await hall.settled(evening)
        await hall.store.close()
    assert tally == {"sent": 80}
    assert len(hall.channel.received) == 80
    assert len(set(hall.channel.keys)) == 80
    hall.channel.check()


async def test_a_redis_away_longer_than_the_lease_costs_nothing(tmp_path: Path) -> None:
    """What was under way when it went is noted as soon as it is back."""
    async with embedded_redis(tmp_path) as redis:
        hall = Hall(redis.url, Clock())
        hall.channel.rate, hall.channel.takes = 100.0, 0.02
        evening = await hall.evening(20)
        async with hall.node() as node:
            await node.leads()
            await hall.do(evening, c.Begin())
            await until(lambda: len(hall.channel.received) >= 5)
            pid = redis.pid
            assert pid is not None
            os.kill(pid, signal.SIGSTOP)
            await until(lambda: not node.delivery.leading)
            stopped = len(hall.channel.calls)
            os.kill(pid, signal.SIGCONT)
            tally = await hall.settled(evening)
        await hall.store.close()
    assert stopped <= 5 + 2 * hall.channel.concurrency
    assert tally == {"sent": 20}
    assert len(hall.channel.received) == 20
    hall.channel.check()
