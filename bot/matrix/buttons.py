"""Buttons in a network that has none: a reaction on a message, its number or its label typed after it."""

import re

from bot.channel import Message

from .memory import ASKED, Asked, Choice, Memory
from .writing import ONE, buttons, reactions

YES = {ONE, "👍", "✔", "☑"}
NUMBER = re.compile(r"[!/]?\s*(\d{1,2})\s*[.)]?")
SKIN = str.maketrans("", "", "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


class Buttons:
    """Knows which words a tap or a typed number stands for, by person."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def asked(self, user: str, event: str, message: Message) -> None:
        """This message, with its buttons, was sent (or took the place of the one before)."""
        chat = self._memory.chats.get(user)
        if chat is None:
            return
        choices = tuple(Choice(button.text, button.data) for button in buttons(message))
        chat.asked = [one for one in chat.asked if one.event != event]
        if choices:
            chat.asked = [*chat.asked, Asked(event, message.title.strip(), choices)][-ASKED:]
        chat.open = bool(choices)
        self._memory.touch()

    def said(self, user: str) -> None:
        """Something without buttons was sent: a number typed now is no answer to an earlier message."""
        chat = self._memory.chats.get(user)
        if chat is not None and chat.open:
            chat.open = False
            self._memory.touch()

    def title(self, user: str, event: str) -> str | None:
        """The title of a message with buttons, if it is remembered."""
        found = self._find(user, event)
        return found.title if found else None

    def tapped(self, user: str, event: str, key: str) -> str | None:
        """The words a reaction stands for; None if it is just a reaction."""
        found = self._find(user, event)
        if found is None:
            return None
        sign = key.translate(SKIN)
        if len(found.choices) == 1 and sign in {yes.translate(SKIN) for yes in YES}:
            return found.choices[0].data
        for number, known in enumerate(reactions(10), 1):
            if sign == known.translate(SKIN) or sign == str(number):
                return _nth(found, number)
        return None

    def typed(self, user: str, text: str, reply_to: str | None) -> tuple[str, str] | None:
        """The message and the words that a typed label, sign or number stands for; None if it is just a text."""
        chat = self._memory.chats.get(user)
        if chat is None or not chat.asked:
            return None
        found = self._find(user, reply_to) if reply_to else (chat.asked[-1] if chat.open else None)
        if found is None:
            return None
        wanted = text.strip().casefold()
        for choice in found.choices:
            if choice.text.casefold() == wanted:
                return found.event, choice.data
        number = NUMBER.fullmatch(wanted)
        data = _nth(found, int(number.group(1))) if number else self.tapped(user, found.event, text.strip())
        return (found.event, data) if data is not None else None

    def _find(self, user: str, event: str) -> Asked | None:
        chat = self._memory.chats.get(user)
        return next((one for one in chat.asked if one.event == event), None) if chat else None


def _nth(asked: Asked, number: int) -> str | None:
    return asked.choices[number - 1].data if 1 <= number <= len(asked.choices) else None
