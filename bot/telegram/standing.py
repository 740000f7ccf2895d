"""How the line to Telegram stands: said in the log when it changes, not at every attempt."""

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


class Standing:
    """`trouble` is None while all is well, else "away", "token", "webhook" or "conflict"; "new" before the first answer."""

    def __init__(self) -> None:
        self.trouble: str | None = "new"

    def well(self) -> None:
        """Telegram answered."""
        if self.trouble is not None:
            log.info("telegram_reached", after=self.trouble)
        self.trouble = None

    def failed(self, error: TelegramError) -> None:
        """Telegram did not answer, or not as it should. The error's own text may hold the token: not logged."""
        trouble = next((name for kind, name in KINDS.items() if isinstance(error, kind)), "away")
        if trouble != self.trouble:
            log.error(f"telegram_{trouble}", text=TEXTS[trouble], error=type(error).__name__)
        self.trouble = trouble
