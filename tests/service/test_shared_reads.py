"""One read serves everybody who asked before it began; who asks later gets a later one."""

import asyncio

import pytest

from service.shared_reads import SharedReads


class Shelf:
    """Something that can be read slowly; counts how often it was."""

    def __init__(self) -> None:
        self.value = 0
        self.reads = 0
        self.begun = asyncio.Event()
        self.open = asyncio.Event()

    async def read(self, key: str) -> int:
        self.reads += 1
        self.begun.set()
        seen = self.value
        await self.open.wait()
        return seen


async def test_a_thousand_who_ask_at_once_are_served_by_one_read() -> None:
    shelf = Shelf()
    reads = SharedReads(shelf.read)
    shelf.open.set()

    answers = await asyncio.gather(*(reads.get("evening") for _ in range(1000)))

    assert set(answers) == {0}
    assert shelf.reads == 1


async def test_who_asks_while_a_read_is_under_way_gets_a_later_one() -> None:
    shelf = Shelf()
    reads = SharedReads(shelf.read)
    early = asyncio.create_task(reads.get("evening"))
    await shelf.begun.wait()
    shelf.value = 1
    late = [asyncio.create_task(reads.get("evening")) for _ in range(10)]
    await asyncio.sleep(0)
    shelf.open.set()

    assert await early == 0
    assert set(await asyncio.gather(*late)) == {1}
    assert shelf.reads == 2


async def test_a_failed_read_fails_those_who_asked_and_nobody_later() -> None:
    calls: list[str] = []

    async def read(key: str) -> str:
        calls.append(key)
        if len(calls) == 1:
            raise OSError("away")
        return "there"

    reads = SharedReads(read)
    with pytest.raises(OSError, match="away"):
        await reads.get("evening")

    assert await reads.get("evening") == "there"


async def test_one_who_gives_up_does_not_take_the_read_from_the_others() -> None:
    shelf = Shelf()
    reads = SharedReads(shelf.read)
    one, other = (asyncio.create_task(reads.get("evening")) for _ in range(2))
    await asyncio.sleep(0)
    one.cancel()
    shelf.open.set()

    assert await other == 0
