"""What the library raises, in the three answers every channel gives."""

import os

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channel import ChannelError, Gone, Rejected, TryLater

# Otherwise the library warns about itself at every 429 (it wants timedelta chosen early).
os.environ.setdefault("PTB_TIMEDELTA", "1")

SOON = 2.0
TOKEN_REFUSED = 30.0
UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
TOO_LARGE = "entity too large"
NOBODY = ("chat not found", "user not found", "peer_id_invalid", "input_user_deactivated")


def translated(error: TelegramError) -> ChannelError:
    """TryLater, Gone or Rejected for an error of the library.

    A send that timed out or whose connection broke after it was established may have been delivered:
    Telegram has no key that would make repeating it harmless.
    """
    if isinstance(error, RetryAfter):
        return TryLater(seconds_of(error), everybody=True)
    if isinstance(error, Forbidden | ChatMigrated):
        return Gone(error.message)
    if isinstance(error, BadRequest):
        nobody = any(words in error.message.lower() for words in NOBODY)
        return Gone(error.message) if nobody else Rejected(error.message)
    if isinstance(error, InvalidToken | Conflict):
        return TryLater(TOKEN_REFUSED, everybody=True)
    if isinstance(error, NetworkError):
        return Rejected(error.message) if TOO_LARGE in error.message.lower() else _lost(error)
    # An answer that is no JSON: some gateway or a hotel's login page spoke, not Telegram.
    return TryLater(SOON, everybody=True)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait; the library gives a number or a timedelta, by its own environment."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()


def _lost(error: NetworkError) -> TryLater:
    cause = error.__cause__
    if isinstance(cause, UNSENT):
        # A full pool is our own doing; a server that can't be reached is away for all.
        return TryLater(SOON, everybody=not isinstance(cause, httpx.PoolTimeout))
    # A gateway that gave up waiting (504) had handed it on.
    broken = isinstance(error, TimedOut) or isinstance(cause, httpx.HTTPError) or "(504)" in error.message
    return TryLater(SOON, maybe_sent=broken)
