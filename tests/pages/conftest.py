"""One browser for all page tests: Debian's chromium, driven by playwright."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from tests.pages.looking import PROJECTOR, complains
from tests.pages.tiny_service import Hall
from tests.pages.views import View

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A running chromium; tests that use it mark themselves with `asyncio(loop_scope="session")`."""
    found = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if found is None:
        pytest.fail(
            "no chromium: install the package `chromium`, or name one with CHROMIUM=/path", pytrace=False
        )
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield running
        await running.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hall() -> AsyncIterator[Hall]:
    """The tiny service on a free port."""
    hall = Hall()
    runner = web.AppRunner(hall.app(), shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hall.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield hall
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser, hall: Hall) -> AsyncIterator[Callable[..., Any]]:
    """Opens an address at a size; afterwards nothing may have been complained about in the console."""
    contexts = []
    complaints: list[str] = []

    async def open_page(
        path: str, view: View | None = None, size: dict[str, int] = PROJECTOR, **options: Any
    ) -> Page:
        context = await browser.new_context(viewport=size, reduced_motion="reduce", **options)
        contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if complains(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if view is not None:
            hall.scenes[path.split("/")[2]] = view
        await page.goto(hall.base + path, wait_until="load")
        return page

    hall.posted.clear()
    hall.answers.clear()
    hall.variables = {"error": None}
    yield open_page
    for context in contexts:
        await context.close()
    assert complaints == []
