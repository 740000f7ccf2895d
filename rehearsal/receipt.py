"""What really arrived at a guest, read as the guest reads it."""

import re

import msgspec

from bot.channel import Message

PLACE_KINDS = frozenset({"table", "rest", "changed"})

_TABLE = re.compile(r"(?:Tisch|Table) (\S+)")
_ROUND = re.compile(r"(?:Runde|Round) (\d+) (?:von|of) \d+")


class Receipt(msgspec.Struct, frozen=True):
    """One notice at one person: its id, when it came (UTC epoch milliseconds of the evening), and what it says.

    `place`: it says where to be: at `table`, or nowhere (None: rest). `round` is None where the text names none.
    """

    person: str
    id: str
    at: int
    place: bool = False
    round: int | None = None
    table: str | None = None


def read_message(person: str, notice: str, message: Message, at: int) -> Receipt:
    """Read what stands on a phone: only the words count, as for the guest. `notice` is its id."""
    if not notice.endswith(".place"):
        return Receipt(person, notice, at)
    table = _TABLE.match(message.title)
    number = _ROUND.search(message.body)
    return Receipt(person, notice, at, True, int(number[1]) if number else None, table[1] if table else None)
