"""Houses and a browser that are open in these tests only."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.evening.house import House


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A fresh service without Telegram."""
    async with House(tmp_path / "data") as opened:
        yield opened
        assert opened.complaints == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Debian's chromium, or the one CHROMIUM names."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail(
            "no chromium: install the package `chromium`, or name one with CHROMIUM=/path", pytrace=False
        )
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield running
        await running.close()
