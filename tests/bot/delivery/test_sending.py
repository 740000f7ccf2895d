"""What happens to a notice on its way: order, pace, refusals, silence."""

import asyncio

import pytest

from bot.channel import ChannelError, Gone, Rejected, TryLater
from service.evening import commands as c
from service.reach import Reached
from service.store import keys
from tests.bot.delivery.hall import Hall, until
from tests.fakes.channel import FakeChannel


async def test_a_hundred_messages_keep_the_pace(hall: Hall) -> None:
    """At 200 a second they take half a second, evenly."""
    hall.channel.rate = 200.0
    evening = await hall.evening(100)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Begin())
        await hall.settled(evening)
    starts = [at for at, _ in hall.channel.calls]
    assert len(starts) == 100
    assert starts[-1] - starts[0] >= 99 / 200 * 0.97


async def test_urgent_notices_overtake(hall: Hall) -> None:
    """A table comes before what was said, and that before a soft signal, though they came up later."""
    hall.channel.concurrency = 1
    evening = await hall.evening(3)
    hall.channel.open.clear()
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("zuerst"))
        await until(lambda: len(hall.channel.calls) == 1)
        await hall.do(evening, c.Begin())
        await hall.do(evening, c.Hold())
        await hall.expanded(evening)
        hall.channel.open.set()
        await hall.settled(evening)
    titles = [one.message.title.split()[0] for one in hall.channel.received]
    assert titles == ["say:", *["Tisch"] * 3, *["say:"] * 2, *["held"] * 3]


async def test_a_chat_is_given_time_to_breathe(hall: Hall) -> None:
    """Between two messages to one chat lie the seconds its network wants; others need not wait for that."""
    hall.channel.per_chat_seconds = 0.2
    evening = await hall.evening(4)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("eins"))
        await hall.do(evening, c.Begin())
        await hall.settled(evening)
    assert len(hall.channel.received) == 8
    first, second = sorted(one.at for one in hall.channel.received if one.address == "c1")
    assert second - first >= 0.2


async def test_a_chat_that_wants_patience_holds_up_nobody_else(hall: Hall) -> None:
    """Its notice comes later, once."""
    evening = await hall.evening(5)
    hall.channel.fail("c1", TryLater(0.2))
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("hallo"))
        assert await hall.settled(evening) == {"sent": 5}
    assert hall.channel.received[-1].address == "c1"
    assert len(hall.channel.calls) == 6


async def test_when_everybody_has_to_wait_nothing_is_sent_and_the_desk_can_see_it(hall: Hall) -> None:
    """Afterwards one message tries whether the network is there again."""
    evening = await hall.evening(10)
    hall.channel.fail("*", TryLater(0.3, everybody=True))
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("hallo"))
        await until(lambda: node.delivery.status(evening)[0].limited_until is not None)
        hall.clock.ms += 250
        (status,) = node.delivery.status(evening)
        assert status.waiting >= 1
        assert status.oldest >= 250
        assert status.limited_until is not None
        assert status.limited_until > hall.clock.ms
        assert node.delivery.status("another")[0].waiting == 0
        assert await hall.settled(evening) == {"sent": 10}
        assert node.delivery.status()[0] == type(status)("telegram", 0, 0, None, sent=10)


async def test_a_table_of_which_nobody_knows_whether_it_came_is_sent_again_once(hall: Hall) -> None:
    """Reading a table twice is better than never; the second doubt ends it."""
    evening = await hall.evening(3)
    lost = TryLater(0.0, maybe_sent=True)
    hall.channel.fail("c1", lost, lost)
    hall.channel.fail("c2", lost)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Begin())
        assert await hall.settled(evening) == {"sent": 2, "unknown": 1}
    assert len(hall.channel.read_by("c1")) == 2
    assert len(hall.channel.read_by("c2")) == 2
    assert set(await hall.outbox.reached(evening)) == {"p2", "p3"}


async def test_anything_else_is_not_risked_twice(hall: Hall) -> None:
    """It counts as unknown."""
    evening = await hall.evening(2)
    hall.channel.fail("c1", TryLater(0.0, maybe_sent=True))
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("hallo"))
        assert await hall.settled(evening) == {"sent": 1, "unknown": 1}
    assert len(hall.channel.calls) == 2


async def test_who_has_gone_is_let_go_and_the_evening_knows(hall: Hall) -> None:
    """Nothing else is tried there, and the journal says so."""
    evening = await hall.evening(3)
    await hall.link(evening, "p1", "p2", "p3")
    hall.channel.takes = 0.05
    hall.channel.fail("c2", Gone("blocked"))
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("hallo"))
        await until(lambda: len(hall.channel.calls) == 3)
        await hall.do(evening, c.Begin())
        await hall.expanded(evening)
        await until(lambda: len(hall.channel.received) >= 4)
        tally = await hall.settled(evening)
        await hall.do(evening, c.Hold())
        tally = await hall.settled(evening)
    assert hall.channel.read_by("c2") == []
    assert len(hall.channel.calls) == 3 + 2 + 2
    assert tally["gone"] in (1, 2)
    now = await hall.evenings.load(evening)
    assert now.people["p2"].channels == ()
    assert (await hall.evenings.people(evening))["p2"].chats == {}
    assert now.people["p1"].channels == ("telegram",)


@pytest.mark.parametrize("fault", [Rejected("too long"), RuntimeError("a fault of the channel")])
async def test_what_cannot_be_sent_is_counted_and_holds_up_nobody(hall: Hall, fault: Exception) -> None:
    """Also when it is the channel's own fault, after a few tries."""
    evening = await hall.evening(2)
    hall.channel.fail("c1", *[fault] * (1 if isinstance(fault, ChannelError) else 3))
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("hallo"))
        assert await hall.settled(evening) == {"rejected": 1, "sent": 1}
        await hall.do(evening, c.Say("weiter"))
        await hall.settled(evening)
    assert hall.channel.read_by("c1") == ["say: weiter"]


async def test_a_notice_without_words_is_rejected(hall: Hall) -> None:
    """It is a fault of ours, and waits for nobody."""
    evening = await hall.evening(1)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("unsayable"))
        assert await hall.settled(evening) == {"rejected": 1}


async def test_what_expired_while_it_waited_is_not_sent(hall: Hall) -> None:
    """It counts as stale; the next is sent."""
    evening = await hall.evening(3, clock="auto")
    hall.channel.fail("*", TryLater(0.2, everybody=True))
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Begin())
        await until(lambda: node.delivery.status()[0].limited_until is not None)
        hall.clock.ms += 24 * 3600 * 1000
        tally = await hall.settled(evening)
        assert tally["stale"] >= 2
        await hall.do(evening, c.Say("guten Morgen"))
        await hall.settled(evening)
    assert hall.channel.received[-1].message.title == "say: guten Morgen"


async def test_a_chat_changed_meanwhile_gets_nothing_that_was_meant_for_the_old_one(hall: Hall) -> None:
    """The record at the moment of sending decides."""
    evening = await hall.evening(2)
    await hall.link(evening, "p1", "p2")
    hall.channel.fail("*", TryLater(0.3, everybody=True))
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("hallo"))
        await until(lambda: node.delivery.status()[0].limited_until is not None)
        await hall.do(evening, c.LoseChat("p1", "telegram"))
        await hall.do(evening, c.LoseChat("p2", "telegram"))
        assert await hall.settled(evening) == {"unlinked": 2}
    assert hall.channel.received == []


async def test_only_what_a_channel_accepted_counts_as_reached(hall: Hall) -> None:
    """With the version of the notice, as the evening notes it."""
    evening = await hall.evening(3)
    hall.channel.fail("c3", Rejected("no"))
    async with hall.node() as node:
        await node.leads()
        begun = await hall.do(evening, c.Begin())
        await hall.settled(evening)
    assert await hall.outbox.reached(evening) == {
        person: Reached(begun.version, "telegram") for person in ("p1", "p2")
    }


async def test_closing_lets_what_is_under_way_come_to_its_end(hall: Hall) -> None:
    """So that a planned restart doubles nothing."""
    hall.channel.takes = 0.1
    hall.channel.concurrency = 4
    evening = await hall.evening(10)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("hallo"))
        await until(lambda: len(hall.channel.calls) == 4)
    assert len(hall.channel.received) == 4
    assert await hall.outbox.tally(evening) == {"sent": 4}
    async with hall.node():
        assert await hall.settled(evening) == {"sent": 10}
    assert len(hall.channel.received) == 10


async def test_who_loses_the_lease_stops_and_what_was_under_way_is_not_doubled(hall: Hall) -> None:
    """The outbox goes on where it was when the lease is ours again."""
    hall.channel.takes = 0.1
    hall.channel.concurrency = 2
    evening = await hall.evening(6)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("hallo"))
        await until(lambda: len(hall.channel.calls) == 2)
        await hall.store.connection.command("SET", keys.lease("delivery"), "somebody else", "PX", 900)
        await until(lambda: not node.delivery.leading)
        stopped = len(hall.channel.calls)
        await asyncio.sleep(0.3)
        assert len(hall.channel.calls) == stopped
        await node.leads()
        assert await hall.settled(evening) == {"sent": 6}
    assert len(hall.channel.received) == 6


async def test_each_channel_has_its_own_queue(hall: Hall) -> None:
    """One network away does not touch the other."""
    evening = await hall.evening(2)
    matrix = FakeChannel("matrix")
    hall.channel.fail("*", TryLater(0.2, everybody=True))
    async with hall.node(hall.channel, matrix) as node:
        await node.leads()
        await hall.do(evening, c.LinkChat("p1", "matrix", "@p1:hall", 0))
        await hall.do(evening, c.Say("hallo"))
        await until(lambda: len(matrix.received) == 1)
        assert hall.channel.received == []
        assert await hall.settled(evening) == {"sent": 3}
    matrix.check()
