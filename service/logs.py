"""Logs on standard error: readable in a terminal, JSON elsewhere; ids only, never names or texts."""

import logging
import sys
from typing import Literal

import structlog


def set_up_logs(form: Literal["json", "console"] | None, *, quiet: bool = False) -> None:
    """Write one line an event; `form` None decides by whether somebody is watching."""
    console = form == "console" or (form is None and sys.stderr.isatty())
    level = logging.WARNING if quiet else logging.INFO
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S" if console else "iso", utc=not console),
            *(
                [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
                if console
                else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Addresses of pages grant access and Telegram's carry the token: libraries must not write them down.
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    for noisy in ("httpx", "httpcore", "aiohttp.access", "telegram"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
