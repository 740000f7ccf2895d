"""The outbox: every entry becomes notices once, every notice ends once."""

import asyncio
from pathlib import Path

from service.reach import Reached
from service.store import Outbox, Store, keys
from tests.service.store.leaky_proxy import leaky_proxy


async def test_an_entry_is_expanded_exactly_once(store: Store, put) -> None:
    """Of many deliveries at once, one does it."""
    await put(store, "e", 0)
    outbox = Outbox(store)
    assert await outbox.position("e") == 0
    done = await asyncio.gather(*(outbox.expand("e", 1, {f"n{k}": b"%d" % k}) for k in range(10)))
    assert sum(done) == 1
    assert len(await outbox.waiting("e")) == 1
    assert await outbox.position("e") == 1


async def test_an_older_entry_is_not_expanded_after_a_newer_one(store: Store, put) -> None:
    """The position only moves forward; notices without use any more are dropped in the same step."""
    for version in range(2):
        await put(store, "e", version)
    outbox = Outbox(store)
    await outbox.expand("e", 1, {"a": b"1", "b": b"2"})
    assert await outbox.expand("e", 2, {"c": b"3"}, drop=["a", "unknown"])
    assert not await outbox.expand("e", 1, {"d": b"4"})
    assert await outbox.waiting("e") == {"b": b"2", "c": b"3"}


async def test_an_expansion_whose_answer_is_lost_counts_as_ours(
    redis_url: str, store: Store, put, tmp_path: Path
) -> None:
    """Else its notices would wait for nobody."""
    await put(store, "e", 0)
    async with leaky_proxy(redis_url, tmp_path) as proxy:
        ours = Store(proxy.url)
        outbox = Outbox(ours)
        await outbox.mark_reached("e", {"p": 1}, channel="web")
        await outbox.expand("e", 0, {})
        proxy.lose_next("EVALSHA")
        assert await outbox.expand("e", 1, {"n": b"x"})
        assert proxy.lost == 1
        await ours.close()
    assert await Outbox(store).waiting("e") == {"n": b"x"}


async def test_a_notice_is_settled_and_counted_once(store: Store, put) -> None:
    """A second answer for the same notice changes nothing; None settles without counting."""
    await put(store, "e", 0)
    outbox = Outbox(store)
    await outbox.expand("e", 1, {"a": b"1", "b": b"2", "c": b"3"})
    assert await outbox.settle("e", "a", "sent", 10)
    assert not await outbox.settle("e", "a", "sent", 20)
    assert await outbox.settle("e", "b", "sent", 30)
    assert await outbox.settle("e", "c", None, 40)
    assert await outbox.tally("e") == {"sent": 2}
    assert await outbox.tally_at("e") == {"sent": 30}
    assert await outbox.waiting("e") == {}


async def test_a_notice_changes_only_while_it_waits(store: Store, put) -> None:
    """What was sent meanwhile does not come back."""
    await put(store, "e", 0)
    outbox = Outbox(store)
    await outbox.expand("e", 1, {"a": b"1"})
    assert await outbox.replace("e", "a", b"2")
    assert await outbox.waiting("e") == {"a": b"2"}
    await outbox.settle("e", "a", "sent", 1)
    assert not await outbox.replace("e", "a", b"3")
    assert await outbox.waiting("e") == {}


async def test_reached_keeps_the_highest_version(store: Store, put) -> None:
    """Late news of an early notice takes nothing back."""
    await put(store, "e", 0)
    outbox = Outbox(store)
    await outbox.mark_reached("e", {"p": 9, "q": 2}, channel="telegram")
    await outbox.mark_reached("e", {"p": 10, "q": 1}, channel="matrix")
    await outbox.mark_reached("e", {}, channel="web")
    assert await outbox.reached("e") == {"p": Reached(10, "matrix"), "q": Reached(2, "telegram")}


async def test_of_two_channels_the_first_has_reached_them(store: Store, put) -> None:
    await put(store, "e", 0)
    outbox = Outbox(store)
    await outbox.mark_reached("e", {"p": 9}, channel="web")
    await outbox.mark_reached("e", {"p": 9}, channel="telegram")
    assert await outbox.reached("e") == {"p": Reached(9, "web")}


async def test_what_was_noted_before_channels_were_is_still_read(store: Store, put) -> None:
    """A bare version stands there; a newer one takes its place as ever."""
    await put(store, "e", 0)
    outbox = Outbox(store)
    await store.connection.command("HSET", keys.reached("e"), "p", "9", "q", "9")
    assert await outbox.reached("e") == {"p": Reached(9), "q": Reached(9)}
    await outbox.mark_reached("e", {"p": 10, "q": 8}, channel="web")
    assert await outbox.reached("e") == {"p": Reached(10, "web"), "q": Reached(9)}
