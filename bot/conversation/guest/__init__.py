"""What participants can say, and what they hear."""

from bot.conversation.guest.sensible import sensible_words
from bot.conversation.guest.talk import GuestTalk

__all__ = ["GuestTalk", "sensible_words"]
