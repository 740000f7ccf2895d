"""The pages beside the evening: join, gone, unavailable."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.looking import SMALL, grave_faults, overflow
from tests.pages.tiny_service import Hall

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("path", ["/join", "/join?language=en", "/gone", "/unavailable"])
async def test_the_small_pages_are_readable_by_everybody(
    path: str, look: Callable[..., Any], hall: Hall
) -> None:
    """Joining, a dead link and a moment's absence: axe is content and nothing scrolls sideways."""
    hall.variables = {
        "error": "Bitte tragen Sie Ihren Namen ein.",
        "values": {"name": "", "seeks": "<b>Beschichter</b>"},
    }
    page = await look(path, None, SMALL)
    assert await grave_faults(page) == []
    assert await overflow(page, "Width") == 0
