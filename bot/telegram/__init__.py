"""Telegram: the one room that knows python-telegram-bot."""

from .channel import TelegramChannel
from .patience import Patience

__all__ = ["Patience", "TelegramChannel"]
