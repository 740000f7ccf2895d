"""Chats: whom they belong to, and that they are lost."""

from service.evening.events.event import Event
from service.evening.state import Organiser


class ChatLinked(Event, frozen=True, tag="chat"):
    """A participant is reached on this channel too; the code that bound it is spent."""

    person: str
    channel: str


class ChatLost(Event, frozen=True, tag="chat_lost"):
    """A participant can no longer be reached on this channel."""

    person: str
    channel: str


class OrganiserLinked(Event, frozen=True, tag="organiser"):
    """An organiser drives from a chat; the code that bound it is spent."""

    organiser: str
    who: Organiser


class OrganiserAppointed(Event, frozen=True, tag="appointed"):
    """A participant drives the evening too, from their own chats."""

    person: str
    who: Organiser
