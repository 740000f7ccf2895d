"""A notice is chosen when it is somebody's turn, not before."""

from bot.delivery.lanes import Lanes
from service.evening import commands as c
from tests.bot.delivery.hall import Hall, until
from tests.bot.delivery.test_lanes import item


def test_looking_whether_something_is_ready_takes_nothing() -> None:
    lanes = Lanes()
    assert not lanes.ready(0)
    lanes.add(item("1", "a"))
    lanes.add(item("2", "b", "changed"))
    assert lanes.ready(0)
    assert lanes.ready(0)
    assert len(lanes) == 2
    found = lanes.take(0)
    assert found is not None
    assert found.notice.id == "2"
    assert lanes.take(0) is not None
    lanes.release("a", 5)
    lanes.add(item("3", "a"))
    assert not lanes.ready(4)
    assert lanes.ready(5)


async def test_what_is_more_urgent_goes_first_even_if_it_comes_while_a_turn_is_waited_for(hall: Hall) -> None:
    evening = await hall.evening(3)
    hall.channel.turns.hold(0.5)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("zuerst"))
        await until(lambda: node.delivery.status()[0].waiting == 3)
        await hall.do(evening, c.Begin())
        await hall.settled(evening)
    titles = [one.message.title.split()[0] for one in hall.channel.received]
    assert titles == ["Tisch"] * 3 + ["say:"] * 3


async def test_what_is_no_longer_worth_telling_costs_no_turn(hall: Hall) -> None:
    hall.channel.rate = 2.0
    evening = await hall.evening(30, clock="auto")
    hall.channel.turns.hold(0.5)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Begin())
        await until(lambda: node.delivery.status()[0].waiting == 30)
        hall.clock.ms += 24 * 3600 * 1000
        await hall.do(evening, c.Say("guten Morgen"))
        await until(lambda: node.delivery.status()[0].waiting <= 30)
        await until(lambda: bool(hall.channel.received))
        tally = await hall.outbox.tally(evening)
    assert tally["stale"] == 30
    assert hall.channel.received[0].message.title == "say: guten Morgen"
