"""Many ask for the same at once - a thousand pages open at the gong - and one read serves them all."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class SharedReads(Generic[T]):
    """Reads by key. Whoever asks gets a read that began after they asked, so what they get is never old."""

    def __init__(self, read: Callable[[str], Awaitable[T]]) -> None:
        self._read = read
        self._under_way: dict[str, asyncio.Task[T]] = {}
        self._next: dict[str, asyncio.Task[T]] = {}

    async def get(self, key: str) -> T:
        """Return what a read of `key` gives. Raises what it raises."""
        task = self._next.get(key)
        if task is None:
            task = asyncio.create_task(self._read_after(key, self._under_way.get(key)))
            self._next[key] = task
        return await asyncio.shield(task)

    async def _read_after(self, key: str, earlier: "asyncio.Task[T] | None") -> T:
        if earlier is not None:
            await asyncio.wait([earlier])
        task = self._next.pop(key)
        self._under_way[key] = task
        try:
            return await self._read(key)
        finally:
            if self._under_way.get(key) is task:
                del self._under_way[key]
