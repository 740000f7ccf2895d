"""What organisers can say, and what they hear."""

from bot.conversation.organiser.talk import OrganiserTalk

__all__ = ["OrganiserTalk"]
