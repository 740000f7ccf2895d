"""How the line to the homeserver stands: said in the log when it changes, not at every attempt."""

import structlog

log = structlog.get_logger()

TEXTS = {
    "away": "the homeserver can't be reached; trying on",
    "token": "the homeserver refuses the account: check MATRIX_USER and MATRIX_PASSWORD or MATRIX_ACCESS_TOKEN",
}


class Standing:
    """`trouble` is None while all is well, else "away" or "token"; "new" before the first answer."""

    def __init__(self) -> None:
        self.trouble: str | None = "new"

    def well(self) -> None:
        """The homeserver answered."""
        if self.trouble is not None:
            log.info("matrix_reached", after=self.trouble)
        self.trouble = None

    def failed(self, trouble: str, why: str) -> None:
        """The homeserver did not answer ("away"), or not to us ("token")."""
        if trouble != self.trouble:
            log.error(f"matrix_{trouble}", text=TEXTS[trouble], why=why)
        self.trouble = trouble
