"""How a page is looked at: at which sizes, for which faults."""

import re

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ConsoleMessage, Page

PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}
TABLET = {"width": 820, "height": 1180}
PROJECTOR = {"width": 1920, "height": 1080}


def complains(said: ConsoleMessage) -> bool:
    """Whether the console was told of a fault; an answer that refuses is noted there too and is none."""
    return said.type in {"error", "warning"} and not re.search(r"status of (409|503)", said.text)


async def grave_faults(page: Page) -> list[str]:
    """What axe finds serious or worse: rule and first element."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    results = await Axe().run(page, options=rules)
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]} {fault['nodes'][0].get('failureSummary', '')[:200]}"
        for fault in results.response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]


async def overflow(page: Page, direction: str) -> int:
    """How many pixels the page is larger than its window, `Width` or `Height`."""
    return int(
        await page.evaluate(
            f"document.scrollingElement.scroll{direction} - document.scrollingElement.client{direction}"
        )
    )
