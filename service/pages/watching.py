"""A view that follows its evening: the whole view at once, then again whenever something in it changes."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

from service.api.streams import Sent
from service.evening import Evening
from service.evenings import Outcome
from service.live import Live

BEAT = 10.0
"""Seconds between two signs of life that a page can hear."""

LOOK = 2.0
"""Seconds between two looks at what is no event: who was reached, whether a plan is under way."""

GATHER = 0.02
"""Seconds to wait for more of the same before a page is drawn anew."""

Draw = Callable[[Evening, list[Outcome]], Awaitable[dict[str, Any]]]


async def watch(
    live: Live, load: Callable[[], Awaitable[Evening]], evening: str, draw: Draw
) -> AsyncGenerator[Sent, None]:
    """Send `view` events. `draw` makes the view of an evening, given the steps since the last one."""
    async with live.steps(evening) as steps:
        shown = await load()
        view = await draw(shown, [])
        yield view_event(view)
        silent = 0.0
        while True:
            taken: list[Outcome] = []
            try:
                async with asyncio.timeout(LOOK):
                    step = await steps.get()
            except TimeoutError:
                silent += LOOK
                if silent >= BEAT:
                    silent = 0.0
                    yield Sent(None, "{}", "beat")
                again = await draw(shown, [])
                if _differs(again, view):
                    view = again
                    yield view_event(view)
                continue
            await asyncio.sleep(GATHER)
            while step is not None:
                if step.version > shown.version:
                    taken.append(step)
                if steps.empty():
                    break
                step = steps.get_nowait()
            if step is None:
                return
            if step.version <= shown.version:
                continue
            shown = step.after
            view = await draw(shown, taken)
            yield view_event(view)


def view_event(view: dict[str, Any]) -> Sent:
    """Return the event that carries a whole view."""
    return Sent(None, json.dumps(view, ensure_ascii=False, separators=(",", ":")), "view")


def _differs(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return {**one, "now": 0} != {**other, "now": 0}
