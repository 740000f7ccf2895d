"""Every entry becomes notices exactly once, whatever is missed, repeated or restarted."""

from collections.abc import Callable

from bot.notice import Notice
from service.evening import commands as c
from service.evenings import Outcome
from service.live import Listener, Live
from tests.bot.delivery import small_wording
from tests.bot.delivery.hall import Hall, until
from tests.fakes.channel import FakeChannel


async def test_everybody_with_a_chat_hears_their_table_once(hall: Hall) -> None:
    """Who has none is left out; pages show theirs without us."""
    evening = await hall.evening(12, silent={"p3"})
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Begin())
        tally = await hall.settled(evening)
    seating = (await hall.evenings.load(evening)).phase.seating
    assert seating is not None
    assert tally == {"sent": 11}
    for person, table in seating.places().items():
        expected = [] if person == "p3" else [f"Tisch {table} ({person.upper()})"]
        assert hall.channel.read_by(f"c{person[1:]}") == expected


async def test_quiet_notices_reach_no_phone(hall: Hall) -> None:
    """A gong is for the pages."""
    evening = await hall.evening(4)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Begin())
        await hall.settled(evening)
        await hall.do(evening, c.Next())
        await hall.settled(evening)
    assert len(hall.channel.received) == 4


async def test_what_happened_while_nobody_delivered_is_told_after_the_start(hall: Hall) -> None:
    """And only once, however often delivery is started again."""
    evening = await hall.evening(5)
    await hall.do(evening, c.Say("Willkommen"))
    for _ in range(3):
        async with hall.node():
            await hall.settled(evening)
    assert hall.channel.read_by("c1") == ["say: Willkommen"]
    assert len(hall.channel.received) == 5


async def test_two_deliveries_share_the_work_without_doubling_it(hall: Hall) -> None:
    """One leads; when it goes, the other takes over at once."""
    evening = await hall.evening(6)
    async with hall.node() as second:
        async with hall.node() as first:
            await until(lambda: first.delivery.leading or second.delivery.leading)
            assert first.delivery.leading != second.delivery.leading
            await hall.do(evening, c.Say("eins"))
            await hall.settled(evening)
        await second.leads()
        await hall.do(evening, c.Say("zwei"))
        await hall.settled(evening)
    assert hall.channel.read_by("c1") == ["say: eins", "say: zwei"]
    assert len(hall.channel.received) == 12


class PoorLive(Live):
    """Hands every other step on twice, and the rest not at all."""

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call the listener, badly."""

        def poor(step: Outcome) -> None:
            for _ in range(2 * (step.version % 2)):
                listener(step)

        return super().listen(poor)


async def test_steps_heard_twice_or_not_at_all_change_nothing(hall: Hall) -> None:
    """The position in the outbox decides, not what was heard."""
    evening = await hall.evening(3)
    async with hall.node(live=PoorLive) as node:
        await node.leads()
        for k in range(5):
            await hall.do(evening, c.Say(f"Nummer {k}"))
        newest = (await hall.evenings.load(evening)).version
        assert newest % 2 == 0
        await hall.do(evening, c.Begin())
        await hall.settled(evening)
    assert len(hall.channel.keys) == len(set(hall.channel.keys))
    for address in ("c1", "c2", "c3"):
        read = hall.channel.read_by(address)
        assert "say: Nummer 4" in read
        assert sum(title.startswith("Tisch") for title in read) == 1


async def test_a_lost_feed_is_made_up_for(hall: Hall) -> None:
    """Also in evenings of which nothing was heard since the start."""
    evening = await hall.evening(3)
    async with hall.node() as node:
        await node.leads()
        await hall.settled(evening)
        await hall.store.connection.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no")
        await hall.do(evening, c.Say("trotzdem"))
        await hall.settled(evening)
    assert hall.channel.read_by("c2") == ["say: trotzdem"]


async def test_a_long_past_is_not_told(hall: Hall) -> None:
    """Neither what expired nor what only history cares for."""
    evening = await hall.evening(4, clock="auto")
    await hall.do(evening, c.Begin())
    await hall.do(evening, c.Say("alt"))
    hall.clock.ms += 7 * 3600 * 1000
    async with hall.node():
        assert await hall.settled(evening) == {}
    assert hall.channel.received == []


async def test_only_the_newest_of_a_topic_is_sent(hall: Hall) -> None:
    """What waited is dropped; what was under way is not recalled, and comes first."""
    evening = await hall.evening(2)
    hall.channel.open.clear()
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("~unterwegs"))
        await until(lambda: len(hall.channel.calls) == 2)
        await hall.do(evening, c.Say("~überholt"))
        await hall.expanded(evening)
        await hall.do(evening, c.Say("~neu"))
        await hall.expanded(evening)
        hall.channel.open.set()
        await hall.settled(evening)
    assert hall.channel.read_by("c1") == ["say: ~unterwegs", "say: ~neu"]


async def test_a_crash_between_two_of_a_topic_leaves_only_the_newer_to_be_sent(hall: Hall) -> None:
    """The one that was under way waits still when its successor is expanded."""
    evening = await hall.evening(1)
    hall.channel.open.clear()
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("~alt"))
        await until(lambda: len(hall.channel.calls) == 1)
        await hall.do(evening, c.Say("~neu"))
        await hall.expanded(evening)
        assert len(await hall.outbox.waiting(evening)) == 2
        kept = [await hall.outbox.waiting(evening), await hall.outbox.position(evening)]
        hall.channel.open.set()
        await hall.settled(evening)
    items, position = kept
    assert isinstance(items, dict)
    await hall.do(evening, c.Configure({"rounds": 9}))
    assert await hall.outbox.expand(evening, int(str(position)) + 1, items)
    again = FakeChannel()
    async with hall.node(again):
        tally = await hall.settled(evening)
    assert again.read_by("c1") == ["say: ~neu"]
    assert tally["replaced"] == 1


async def test_everything_that_is_said_is_sent(hall: Hall) -> None:
    """Also while an earlier word still waits: it says something else."""
    evening = await hall.evening(1)
    hall.channel.open.clear()
    async with hall.node() as node:
        await node.leads()
        for text in ("eins", "zwei", "drei"):
            await hall.do(evening, c.Say(text))
        await hall.expanded(evening)
        hall.channel.open.set()
        await hall.settled(evening)
    assert hall.channel.read_by("c1") == ["say: eins", "say: zwei", "say: drei"]


async def test_a_chat_linked_in_the_middle_of_a_round_hears_where_its_person_sits(hall: Hall) -> None:
    """On the new channel only."""
    evening = await hall.evening(5, silent={"p5"})
    other = FakeChannel("matrix")
    async with hall.node(hall.channel, other) as node:
        await node.leads()
        await hall.do(evening, c.Begin())
        await hall.settled(evening)
        await hall.do(evening, c.LinkChat("p5", "telegram", "c5", 0))
        await hall.do(evening, c.LinkChat("p1", "matrix", "@anna:hall", 0))
        await hall.settled(evening)
    table = (await hall.evenings.load(evening)).told["p5"].table
    assert hall.channel.read_by("c5") == [f"Tisch {table} (P5)"]
    assert len(hall.channel.read_by("c1")) == 1
    assert len(other.read_by("@anna:hall")) == 1
    assert len(await hall.outbox.reached(evening)) == 5


async def test_organisers_are_told_on_their_chat_too(hall: Hall) -> None:
    """Their notices count like those of participants, but reach nobody's table."""
    evening = await hall.evening(2)
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.LinkOrganiser("o1", "telegram", "boss", "de", 0))
        await hall.do(evening, c.Say("gleich"))
        await hall.settled(evening)
    assert hall.channel.read_by("boss") == ["say: gleich"]
    assert await hall.outbox.reached(evening) == {}


async def test_an_entry_nobody_can_make_notices_of_does_not_stop_the_next(hall: Hall) -> None:
    """A fault of ours costs one entry, not the evening."""

    def faulty(step: Outcome) -> list[Notice]:
        if step.after.said == "böse":
            raise KeyError("p1")
        return small_wording.notices(step)

    evening = await hall.evening(2)
    async with hall.node(notices=faulty) as node:
        await node.leads()
        await hall.do(evening, c.Say("böse"))
        await hall.do(evening, c.Say("gut"))
        await hall.settled(evening)
    assert hall.channel.read_by("c1") == ["say: gut"]


async def test_an_erased_evening_is_told_nothing_more(hall: Hall) -> None:
    """Nor does it come back through what was waiting."""
    evening = await hall.evening(20)
    hall.channel.rate = 20.0
    async with hall.node() as node:
        await node.leads()
        await hall.do(evening, c.Say("noch da"))
        await until(lambda: len(hall.channel.received) > 1)
        await hall.store.erase(evening)
        await until(lambda: node.delivery.status()[0].waiting == 0)
        told = len(hall.channel.received)
        assert told < 10
        other = await hall.evening(1)
        await hall.do(other, c.Say("hier"))
        await hall.settled(other)
    assert len(hall.channel.received) == told + 1
    assert await hall.outbox.tally(evening) == {}
