"""Ending tasks for certain."""

import asyncio
from typing import Any

_AGAIN_SECONDS = 0.05


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancels tasks until they have ended, whatever their result.

    Once is not enough: before Python 3.12 `asyncio.wait_for`, through which redis-py sends, may swallow it.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_AGAIN_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
