"""In a `conftest.py`: `from tests.fakes.matrix.fixtures import homeserver  # noqa: F401`."""

import asyncio
from collections.abc import Iterator

import pytest

from .homeserver import Homeserver


@pytest.fixture(scope="module")
def homeserver() -> Iterator[Homeserver]:
    """One homeserver without limits for all tests of a file: let each take names of its own."""
    hs = Homeserver()
    # A loop of its own: the server goes by no loop, and those of the tests end with each test.
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(hs.start())
        yield hs
    finally:
        loop.run_until_complete(hs.close())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
