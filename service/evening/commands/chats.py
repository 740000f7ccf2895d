"""Chats: whom they belong to, and that they are lost."""

from service.evening.commands.command import Command


class LinkChat(Command, frozen=True):
    """Reach a participant on this channel too."""

    word = "start"
    person: str
    channel: str
    address: str
    code: int


class LinkOrganiser(Command, frozen=True):
    """Let somebody drive the evening from a chat."""

    word = "start"
    organiser: str
    channel: str
    address: str
    language: str
    code: int


class LoseChat(Command, frozen=True):
    """Stop using a channel on which a participant is gone."""

    word = "gone"
    person: str
    channel: str


class AppointOrganiser(Command, frozen=True):
    """Let a participant drive the evening too, from the chats they have."""

    word = "organiser"
    person: str
