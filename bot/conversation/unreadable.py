"""What cannot be read: pictures, voices, stickers, files that are no list, messages without their key."""

from bot.channel import Message
from service.wording.catalogue import Texts

UNDECRYPTABLE = "undecryptable"
"""The `file_error` of a message whose key never came."""

LISTS = (".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods", ".numbers")
"""Ends of names by which people know a list of guests."""


def looks_like_a_list(name: str) -> bool:
    """Tell whether whoever sends a file of this name means a list of guests."""
    return name.lower().endswith(LISTS)


def not_a_text(t: Texts, *, leads: bool) -> Message:
    """Answer a picture, a voice, a place: asks for words, and organisers for a file."""
    if leads:
        return Message(
            t.say("I can't read that: please send it as text."),
            t.say("The list of guests as a file, please: Excel or CSV.")
            + " "
            + t.say("What I understand: /help"),
        )
    return Message(
        t.say("I can't read that: please send it as text."),
        t.say("Your table: /table · everything else: /help"),
    )


def not_received(t: Texts, why: str) -> Message:
    """Answer a message whose key never came (UNDECRYPTABLE), or a file that could not be fetched."""
    if why == UNDECRYPTABLE:
        return Message(t.say("I could not read this message."), t.say("Please send it once more."))
    return Message(t.say("I couldn't get this file."), t.say("Please send it again, at most 5 MB."))
