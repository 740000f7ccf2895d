"""Delivery: follows every journal, expands each entry to notices once, and sends them over chat channels."""

from bot.delivery.delivery import Delivery
from bot.delivery.status import ChannelStatus

__all__ = ["ChannelStatus", "Delivery"]
