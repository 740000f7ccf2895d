"""Houses that are open in these tests only."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.evening.house import House


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A fresh service without Telegram."""
    async with House(tmp_path / "data") as opened:
        yield opened
        assert opened.complaints == []
