"""Trouble on order: the next calls answer with what networks and servers do on a bad evening."""

from collections.abc import Collection
from typing import Literal

import msgspec

Trouble = Literal[
    "429", "500", "502", "504-after", "html", "silence", "silence-after", "reset", "reset-after", "slow"
]
SENDS = ("sendMessage", "sendDocument", "sendPhoto", "editMessageText")


class Fault(msgspec.Struct, kw_only=True):
    """`times` calls of `methods` (to `user` only, if given) fail.

    `silence` never answers and `reset` cuts the connection, both without doing anything; with `-after` the
    message was delivered first. `html` is a page of some gateway that says 200; `slow` works, after `seconds`.
    """

    kind: Trouble
    times: int = 1
    methods: tuple[str, ...] = SENDS
    retry_after: int = 1
    seconds: float = 0.2
    user: int | None = None


class Faults:
    """The troubles still to come, oldest order first."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Let this happen."""
        self._ordered.append(fault)

    def clear(self) -> None:
        """Let nothing happen any more."""
        self._ordered.clear()

    def next(self, method: str, chats: Collection[object]) -> Fault | None:
        """The trouble this call runs into, counted off."""
        for fault in self._ordered:
            if method in fault.methods and (fault.user is None or fault.user in chats):
                fault.times -= 1
                if fault.times <= 0:
                    self._ordered.remove(fault)
                return fault
        return None
