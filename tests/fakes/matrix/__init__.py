"""A real Matrix homeserver for tests, and people with real clients on it; nothing here is an imitation.

async with Homeserver() as hs, MatrixPhone(hs, "sabine") as sabine:
    await sabine.invites("@tables:localhost")
    await sabine.says("EVENING-CODE")
    letter = await sabine.hears("Tisch")
"""

from .gateway import Gateway
from .homeserver import Homeserver, Login
from .letter import Letter
from .phone import MatrixPhone
from .strict_phone import StrictPhone

__all__ = ["Gateway", "Homeserver", "Letter", "Login", "MatrixPhone", "StrictPhone"]
