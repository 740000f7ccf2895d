"""The sign before a word, as a network's users type it: texts say `/tisch`; where apps keep `/` to themselves, `!tisch`."""

import re

from bot.conversation.words import GUEST, ORGANISER

_NAMES = sorted(
    {name for word in (*GUEST, *ORGANISER) for name in (word.name, word.german)}, key=len, reverse=True
)
_WORD = re.compile(rf"(\u2068[^\u2069]*\u2069)|(?<![\w/.:<])/(?=(?:{'|'.join(_NAMES)})\b)")


def with_sign(text: str, sign: str) -> str:
    """Return the text with this sign before every word of ours; addresses and names set apart stay as they are."""
    return _WORD.sub(lambda found: found[1] or sign, text)
