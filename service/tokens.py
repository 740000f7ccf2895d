"""Addresses and codes that grant access: derived from one key, never stored, revoked by raising a generation.

A token names its evening and (where it has one) its participant and is signed with HMAC-SHA-256 over kind,
evening, number and generation, cut to 100 bits.
"""

import base64
import hashlib
import hmac
import secrets
from typing import Literal

import msgspec

Kind = Literal["page", "desk", "screen", "join", "organiser", "chat", "organiser_chat", "service_chat"]

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""Letters and digits that cannot be taken for one another on paper."""

ID_LENGTH = 10
SIGNATURE_LENGTH = 20


class Claim(msgspec.Struct, frozen=True):
    """What a token says of itself, not checked yet; `number` is the participant's, 0 for the evening's own."""

    evening: str
    number: int
    signature: str


class TokenKey:
    """The secret from which every token of this installation is derived."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def token(self, kind: Kind, evening: str, number: int = 0, generation: int = 0) -> str:
        """Return the token, 64 characters of `A-Za-z0-9_-` at the most."""
        return f"{evening}-{number}-{self._signature(kind, evening, number, generation)}"

    def holds(self, claim: Claim, kind: Kind, generation: int) -> bool:
        """Tell whether the token was made here for this kind and generation."""
        expected = self._signature(kind, claim.evening, claim.number, generation)
        return hmac.compare_digest(expected, claim.signature)

    def generation(self, claim: Claim, kind: Kind, up_to: int) -> int | None:
        """Return the generation up to `up_to` this token was made for, or None."""
        return next((g for g in range(up_to, -1, -1) if self.holds(claim, kind, g)), None)

    def _signature(self, kind: Kind, evening: str, number: int, generation: int) -> str:
        text = f"{kind}|{evening}|{number}|{generation}".encode()
        digest = hmac.digest(self._secret, text, hashlib.sha256)
        return base64.b32encode(digest).decode().lower()[:SIGNATURE_LENGTH]


def read_token(token: str) -> Claim | None:
    """Return what the token says, or None where it has not the form of one."""
    parts = token.split("-")
    if len(parts) != 3 or not parts[1].isascii() or not parts[1].isdigit() or len(token) > 64:
        return None
    if not parts[0] or not parts[2].isascii():
        return None
    return Claim(parts[0], int(parts[1]), parts[2])


def new_id(length: int = ID_LENGTH) -> str:
    """Return a fresh id of so many characters, 5 bits each, that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def derived_id(key: str) -> str:
    """Return the id that belongs to this key: the same key, the same id."""
    digest = hashlib.blake2b(key.encode(), digest_size=ID_LENGTH).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest)
