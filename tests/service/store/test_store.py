"""The store keeps evenings: one atomic step to write, plain reading."""

import asyncio
from pathlib import Path

import pytest

from service.store import Appended, Outbox, Store, VersionTaken
from tests.service.store.leaky_proxy import leaky_proxy


async def test_an_append_changes_journal_people_deadline_and_list_in_one_step(store: Store) -> None:
    """All that belongs to one command is there together."""
    done = await store.append(
        "e1", expected=0, entry=b"one", command_id="c1", deadline=2000, records={"p1": b"Ada", "p2": b"Bo"}
    )
    assert done == Appended(version=1, repeated=False)
    await store.append("e2", expected=0, entry=b"\x00\xff", command_id=None, deadline=1000, records={})
    assert await store.entries("e1") == [(1, b"one")]
    assert await store.entries("e2") == [(1, b"\x00\xff")]
    assert await store.records("e1") == {"p1": b"Ada", "p2": b"Bo"}
    assert await store.record("e1", "p2") == b"Bo"
    assert await store.record("e1", "nobody") is None
    assert await store.deadlines() == [("e2", 1000), ("e1", 2000)]
    assert await store.evenings() == ["e1", "e2"]

    await store.append("e1", expected=1, entry=b"two", command_id="c2", deadline=None, records={"p1": None})
    assert await store.records("e1") == {"p2": b"Bo"}
    assert await store.deadlines() == [("e2", 1000)]


async def test_entries_can_be_read_in_pieces(store: Store, put) -> None:
    """`after` and `limit` cut out what is asked for, in order."""
    for version in range(5):
        await put(store, "e", version, str(version + 1).encode())
    assert await store.entries("e", after=3) == [(4, b"4"), (5, b"5")]
    assert await store.entries("e", after=1, limit=2) == [(2, b"2"), (3, b"3")]
    assert await store.entries("e", after=5) == []
    assert await store.entries("unknown") == []


async def test_an_append_at_another_version_changes_nothing(store: Store, put) -> None:
    """Who comes too late, or from nowhere, is told where the journal stands."""
    await put(store, "e", 0)
    for expected in (0, 2):
        with pytest.raises(VersionTaken) as refused:
            await store.append(
                "e", expected=expected, entry=b"y", command_id="c", deadline=7, records={"p": b"r"}
            )
        assert refused.value.current == 1
    assert (await store.records("e"), await store.deadlines(), len(await store.entries("e"))) == ({}, [], 1)


async def test_of_twenty_writers_at_once_each_version_has_one(store: Store) -> None:
    """Losers learn it, load again and get their turn: nothing is lost and nothing doubled."""

    async def write(name: int) -> int:
        losses = 0
        while True:
            version = len(await store.entries("e"))
            try:
                await store.append(
                    "e",
                    expected=version,
                    entry=b"%d" % name,
                    command_id=f"c{name}",
                    deadline=None,
                    records={},
                )
            except VersionTaken:
                losses += 1
            else:
                return losses

    losses = await asyncio.gather(*(write(name) for name in range(20)))
    entries = await store.entries("e")
    assert [version for version, _ in entries] == list(range(1, 21))
    assert {int(entry) for _, entry in entries} == set(range(20))
    assert sum(losses) > 0


async def test_a_repeated_command_is_done_once_and_told_its_version(store: Store, put) -> None:
    """A second click, or the same request after a restart, changes nothing."""
    first = await store.append(
        "e", expected=0, entry=b"x", command_id="click", deadline=5, records={"p": b"1"}
    )
    await put(store, "e", 1)
    again = await store.append(
        "e", expected=2, entry=b"x", command_id="click", deadline=9, records={"p": b"2"}
    )
    assert (first, again) == (Appended(1, repeated=False), Appended(1, repeated=True))
    assert await store.record("e", "p") == b"1"
    assert len(await store.entries("e")) == 2


@pytest.mark.parametrize("command_id", [None, "click"])
async def test_an_append_whose_answer_is_lost_is_done_once(
    redis_url: str, store: Store, tmp_path: Path, command_id: str | None
) -> None:
    """The command is sent again, and recognised as our own: not refused, not doubled, not taken for a repeat."""
    async with leaky_proxy(redis_url, tmp_path) as proxy:
        ours = Store(proxy.url)
        await ours.append("e", expected=0, entry=b"x", command_id=None, deadline=None, records={})
        proxy.lose_next("EVALSHA")
        done = await ours.append(
            "e", expected=1, entry=b"y", command_id=command_id, deadline=None, records={}
        )
        assert proxy.lost == 1
        await ours.close()
    assert done == Appended(version=2, repeated=False)
    assert await store.entries("e") == [(1, b"x"), (2, b"y")]


async def test_a_snapshot_never_replaces_a_newer_one(store: Store, put) -> None:
    """Slow writers do no harm, and none can be ahead of the journal."""
    assert await store.snapshot("e") is None
    for version in range(3):
        await put(store, "e", version)
    await store.save_snapshot("e", 2, b"two")
    await store.save_snapshot("e", 1, b"one")
    assert await store.snapshot("e") == (2, b"two")
    await store.save_snapshot("e", 3, b"three")
    await store.save_snapshot("e", 4, b"from another life")
    assert await store.snapshot("e") == (3, b"three")


async def test_an_erased_evening_leaves_no_key_and_stays_erased(store: Store, put) -> None:
    """Also when delivery and snapshots of it were still under way."""
    outbox = Outbox(store)
    for evening in ("kept", "gone"):
        await store.append(
            evening, expected=0, entry=b"x", command_id="c", deadline=5, records={"p": b"Ada Lovelace"}
        )
        await store.save_snapshot(evening, 1, b"s")
        await outbox.expand(evening, 1, {"n1": b"Tisch 7", "n2": b"Tisch 8"})
        await outbox.settle(evening, "n1", "sent", 1)
        await outbox.mark_reached(evening, {"p": 1}, channel="web")

    await store.erase("gone")
    await store.erase("gone")
    await store.save_snapshot("gone", 1, b"late")
    assert not await outbox.expand("gone", 2, {"n3": b"late"})
    assert not await outbox.replace("gone", "n2", b"late")
    assert not await outbox.settle("gone", "n2", "sent", 2)
    await outbox.mark_reached("gone", {"p": 2}, channel="web")

    left = await store.connection.command("KEYS", "*")
    assert not [key for key in left if b"gone" in key]
    assert sum(b"kept" in key for key in left) == 10
    assert (await store.evenings(), await store.deadlines()) == (["kept"], [("kept", 5)])
    assert await store.entries("gone") == []
    with pytest.raises(VersionTaken):
        await put(store, "gone", 1)


async def test_command_ids_are_forgotten_after_their_time(store: Store, put) -> None:
    """What is remembered of commands does not grow for ever."""
    await put(store, "e", 0)
    key = next(k for k in await store.connection.command("KEYS", "*commands-until*"))
    (member,) = await store.connection.command("ZRANGE", key, 0, -1)
    await store.connection.command("ZADD", key, 1, member)
    await put(store, "e", 1)
    assert await store.connection.command("ZCARD", key) == 1
    assert await store.connection.command("HLEN", key.replace(b"commands-until", b"commands")) == 1


async def test_a_list_of_a_thousand_people_fits_one_append(store: Store) -> None:
    """Large imports are one step too."""
    people = {f"p{n}": b"r" * 300 for n in range(1000)}
    await store.append("e", expected=0, entry=b"x", command_id=None, deadline=None, records=people)
    assert await store.records("e") == people
    await store.append(
        "e", expected=1, entry=b"x", command_id=None, deadline=None, records=dict.fromkeys(people)
    )
    assert await store.records("e") == {}
