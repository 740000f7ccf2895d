"""What a guest holds in their hand: a chat or a page, used in the same way."""

from typing import Protocol

from rehearsal.receipt import Receipt


class Device(Protocol):
    """A guest's phone. Everything that arrives on it is in `receipts`, in order."""

    receipts: list[Receipt]

    async def connect(self) -> None:
        """Bind the chat or open the page. Raises DeviceFailed."""

    async def say(self, word: str) -> None:
        """Say a participant's word and wait for the answer. Raises DeviceFailed."""

    async def nap(self, seconds: float) -> None:
        """Be out of reach for so many real seconds, if this device can."""

    async def close(self) -> None:
        """Switch it off."""


class DeviceFailed(Exception):
    """The service did not answer a guest as it should; the message says how."""

    code = "device_failed"
