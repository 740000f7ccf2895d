"""How long to wait before trying again: growing, with a ceiling, never the same for two, and without chance."""

from zlib import crc32

FIRST = 0.5
LONGEST = 30.0
SPREAD = 0.25


def backoff(name: str, tries: int, asked: float = 0.0, *, longest: float = LONGEST) -> float:
    """Seconds to wait after so many failed tries (from 1), at least what the network `asked` for.

    `name` alone decides where between the base and a quarter more this wait lies, so that those who failed
    together do not come back together.
    """
    base = max(asked, min(longest, FIRST * 2.0 ** min(tries - 1, 16)))
    return base * (1 + SPREAD * crc32(f"{name}:{tries}".encode()) / 2**32)
