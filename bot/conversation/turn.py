"""One message and everything needed to answer it: who said it, where, and the evening as it stands."""

from collections.abc import Awaitable, Callable, Mapping

import msgspec

from bot.channel import Button, Message
from bot.conversation.buttons import data, person_mark
from bot.conversation.reading import Typed
from bot.spoken_names import full_name, spoken
from service.evening import Evening
from service.evening.state import Slot
from service.people.person import PersonRecord
from service.wording.catalogue import Texts


class Chat(msgspec.Struct, frozen=True):
    """Where somebody writes: the network and their address there. A page is the channel `web`."""

    channel: str
    address: str


class Turn(msgspec.Struct, frozen=True):
    """What somebody said and what there is to answer it with.

    `person` is a participant's id, or an organiser's; `key` is the same however often the message is
    delivered; `t` are the texts of the conversation in the reader's language; `leads`: an organiser speaks.
    """

    person: str
    chat: Chat
    typed: Typed
    key: str
    evening: Evening
    people: Mapping[str, PersonRecord]
    t: Texts
    leads: bool = False

    @property
    def slot(self) -> Slot:
        """The participant's place in the evening."""
        return self.evening.people[self.person]

    def name(self, person: str) -> str:
        """Return somebody's name as it stands in a sentence."""
        return spoken(person, self.people, self.evening, self.t)

    def full(self, person: str) -> str:
        """Return somebody's name with the firm in brackets."""
        return full_name(person, self.people, self.evening, self.t)

    def mark(self, person: str) -> str:
        """Return the mark of a participant in a button's words."""
        return person_mark(self.evening, person)

    def button(self, text: str, words: str, *, bound: bool = False) -> Button:
        """Return a button; `bound` ones count only in the step that is on now."""
        return Button(text, data(words, self.evening if bound else None))


class Ask(Exception):
    """Something is needed first: the message that asks for it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.title)
        self.message = message


Answer = Callable[[Turn], Awaitable[Message]]
"""Answers one word."""


Rows = tuple[tuple[Button, ...], ...]


def rows(buttons: list[Button], wide: int = 1) -> Rows:
    """Return buttons in rows of so many."""
    return tuple(tuple(buttons[start : start + wide]) for start in range(0, len(buttons), wide))
