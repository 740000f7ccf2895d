"""What the homeserver answers when it does not do as asked, in the three answers every channel gives.

Every message carries a transaction id, so a send whose answer was lost is repeated without harm: nothing is
ever `maybe_sent`.
"""

from typing import Any

import aiohttp
from nio import LocalProtocolError, Response
from nio.exceptions import ProtocolError

from bot.channel import ChannelError, Gone, Rejected, TryLater

SOON = 1.0
LIMITED = 5.0
TOKEN_REFUSED = 10.0
RESOURCES = 30.0

LOST = (aiohttp.ClientError, TimeoutError, OSError, ProtocolError)
"""What the library raises when no answer came, or while it is not logged in."""

NOBODY = {"M_FORBIDDEN", "M_NOT_FOUND", "M_NOT_JOINED"}
TOKEN = {"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"}
WAIT = {"M_RESOURCE_LIMIT_EXCEEDED", "M_USER_LOCKED", "M_USER_SUSPENDED", "M_CONSENT_NOT_GIVEN"}


def code_of(response: Response) -> str | None:
    """The error code of an answer, M_...; None if it carries none."""
    code = getattr(response, "status_code", None)
    return code if isinstance(code, str) else None


def http_status(response: Response) -> int:
    """The HTTP status of an answer, 0 if unknown. The class of an answer is not enough: an empty one is of any."""
    transport = response.transport_response
    return int(transport.status) if transport is not None else 0


def succeeded(response: Response, wanted: type) -> bool:
    """Whether the homeserver did as asked."""
    return isinstance(response, wanted) and 200 <= http_status(response) < 300


def translated(response: Response) -> ChannelError:
    """TryLater, Gone or Rejected for an answer that is not the one hoped for."""
    code, status = code_of(response), http_status(response)
    if code == "M_LIMIT_EXCEEDED" or status == 429:
        return TryLater(wait_of(response), everybody=True)
    if code in TOKEN or status == 401:
        return TryLater(TOKEN_REFUSED, everybody=True)
    if code in WAIT:
        return TryLater(RESOURCES, everybody=True)
    if code in NOBODY:
        return Gone(code)
    if code is not None and 400 <= status < 500:
        return Rejected(code)
    # No error of Matrix: some gateway or a hotel's login page spoke, or the homeserver is unwell.
    return Rejected("M_TOO_LARGE") if status == 413 else TryLater(SOON, everybody=True)


def lost(error: BaseException) -> TryLater:
    """No answer came. Where the library was not logged in, that will pass too."""
    refused = isinstance(error, LocalProtocolError)
    return TryLater(LIMITED if refused else SOON, everybody=True)


def wait_of(response: Response) -> float:
    """Seconds the homeserver asks to wait: the header, or the older field of the body."""
    transport = response.transport_response
    header: Any = transport.headers.get("Retry-After") if transport is not None else None
    try:
        wait = float(header)
    except (TypeError, ValueError):
        asked = getattr(response, "retry_after_ms", None)
        wait = asked / 1000 if isinstance(asked, int | float) else LIMITED
    # A header counts whole seconds, and rounds down to nothing.
    return min(max(wait, 0.1), 3600.0)
