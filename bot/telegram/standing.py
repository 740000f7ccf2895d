"""How the line to Telegram stands: said in the log when it changes, not at every attempt."""

from time import monotonic

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

log = structlog.get_logger()

TEXTS = {
    "away": "Telegram can't be reached; trying on",
    "token": "Telegram refuses the token: set TELEGRAM_TOKEN to the one BotFather shows",
    "webhook": "Telegram refuses the address or secret of the webhook",
    "conflict": "another program receives with the same Telegram token: stop it, or give one of the two its own token",
}

KINDS = {Conflict: "conflict", InvalidToken: "token", BadRequest: "webhook"}

UNSENT = 3.0
"""Seconds in which no message found Telegram, after which it counts as away, whatever is received."""

FORGOTTEN = 45.0
"""Seconds without another message that failed, after which nobody can tell: whoever has something to send tries more often."""


class Standing:
    """What is received tells how it stands, and what is sent: where Telegram calls us, nothing else would."""

    def __init__(self) -> None:
        self.receiving: str | None = "new"
        self._sending: str | None = None
        self._unsent_first: float | None = None
        self._unsent_last = 0.0

    @property
    def trouble(self) -> str | None:
        """None while all is well, else "away", "token", "webhook" or "conflict"; "new" before the first answer."""
        if self.receiving is None and self._sending and monotonic() - self._unsent_last > FORGOTTEN:
            self.sent()
        return self.receiving or self._sending

    def well(self) -> None:
        """Telegram answered."""
        if self.receiving is not None:
            log.info("telegram_reached", after=self.receiving)
        self.receiving = None

    def failed(self, error: TelegramError) -> None:
        """Telegram did not answer, or not as it should. The error's own text may hold the token: not logged."""
        trouble = kind_of(error)
        if trouble != self.receiving:
            log.error(f"telegram_{trouble}", text=TEXTS[trouble], error=type(error).__name__)
        self.receiving = trouble

    def sent(self) -> None:
        """A message found Telegram, whatever became of it there."""
        if self._sending is not None:
            log.info("telegram_takes_messages", after=self._sending)
        self._sending = self._unsent_first = None

    def unsent(self, error: TelegramError) -> None:
        """A message did not find Telegram; the first ones of an outage may be a hiccup."""
        now = monotonic()
        if self._unsent_first is None or now - self._unsent_last > FORGOTTEN:
            self._unsent_first = now
        self._unsent_last = now
        if self._sending is None and now - self._unsent_first >= UNSENT:
            self._sending = kind_of(error)
            log.warning("telegram_takes_no_messages", trouble=self._sending, error=type(error).__name__)


def kind_of(error: TelegramError) -> str:
    """Return which trouble an error of the library is."""
    return next((name for kind, name in KINDS.items() if isinstance(error, kind)), "away")
