"""What an answer has to know of the message it answers, beside what every network tells."""

from collections import OrderedDict

import msgspec

KEPT = 1_000


class Origin(msgspec.Struct, frozen=True):
    """The message that was tapped, as it read (`text`), or the one somebody wrote in a group."""

    message: int
    text: str = ""


NOWHERE = Origin(0)


class Origins:
    """By the id of the update, the last thousand."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Origin] = OrderedDict()

    def remember(self, update_id: str, origin: Origin) -> None:
        """Keep it until it is answered."""
        self._kept[update_id] = origin
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def of(self, update_id: str) -> Origin:
        """Where this came from; NOWHERE (message 0) if nothing is known."""
        return self._kept.get(update_id, NOWHERE)
