"""What all commands have in common."""

from typing import ClassVar

import msgspec


class Command(msgspec.Struct, frozen=True):
    """Something asked of an evening."""

    word: ClassVar[str] = ""
