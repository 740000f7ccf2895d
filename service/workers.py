"""Work beside the event loop: in processes of our own, which are replaced when they die."""

import asyncio
import concurrent.futures
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import structlog

TRIES = 3

T = TypeVar("T")
log = structlog.get_logger()


class Workers:
    """So many processes that take tasks; one that dies is replaced and its task done again."""

    def __init__(self, count: int, name: str) -> None:
        """`name` says in the log what they are for."""
        self.count = count
        self._name = name
        self._pool: concurrent.futures.ProcessPoolExecutor | None = None

    def start(self) -> None:
        """Let there be workers; each process begins with its first task."""
        self._pool = self._new_pool()

    def close(self) -> None:
        """End them, whatever they are at."""
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    async def run(self, task: Callable[..., T], *arguments: Any) -> T:
        """Do a task in a worker; task and arguments are sent there. Raises what it raises."""
        for attempt in range(1, TRIES + 1):
            pool = self._pool
            if pool is None:
                raise RuntimeError(f"the workers for {self._name} have not been started")
            try:
                return await asyncio.get_running_loop().run_in_executor(pool, task, *arguments)
            except concurrent.futures.BrokenExecutor:
                log.warning("a worker died", task=self._name, attempt=attempt)
                if self._pool is pool:
                    self._pool = self._new_pool()
        raise RuntimeError(f"workers for {self._name} keep dying")

    def _new_pool(self) -> concurrent.futures.ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return concurrent.futures.ProcessPoolExecutor(self.count, mp_context=context, initializer=_be_ready)


def _be_ready() -> None:
    """Leave signals to the service, end with it even when it is killed, and let whoever waits for a gong go first."""
    os.nice(5)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
