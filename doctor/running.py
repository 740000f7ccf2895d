"""Does our service run on this computer already? Some questions are asked otherwise then."""

import os
from typing import Literal

import aiohttp

from doctor.case import Case
from service.store.folder import user_of

SECONDS = 3.0
Answer = Literal["ours", "other", "nobody"]


async def who_answers(address: str) -> Answer:
    """Ask `<address>/livez`: our service, something else, or nobody."""
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"{address.rstrip('/')}/livez", allow_redirects=False) as answer,
        ):
            body = await answer.content.read(200)
            return "ours" if answer.status == 200 and b'"status"' in body and b'"ok"' in body else "other"
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientResponseError, aiohttp.ClientPayloadError):
        return "other"
    except (aiohttp.ClientError, OSError, TimeoutError):
        return "nobody"


async def runs_here(case: Case) -> bool:
    """Tell whether a service of ours runs with this data or on this port."""
    user = user_of(case.settings.data)
    if user is not None and user != os.getpid():
        return True
    return await who_answers(f"http://127.0.0.1:{case.port}") == "ours"
