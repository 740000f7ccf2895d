"""The sign before a word, as a network's users type it: texts say `/tisch`; where apps keep `/` to themselves, `!tisch`."""

import re

from bot.conversation.words import GUEST, ORGANISER

_NAMES = sorted(
    {name for word in (*GUEST, *ORGANISER) for name in (word.name, word.german)}, key=len, reverse=True
)
_WORD = re.compile(rf"(?<![\w/.:])/(?=(?:{'|'.join(_NAMES)})\b)")


def with_sign(text: str, sign: str) -> str:
    """Return the text with this sign before every word of ours; addresses stay as they are."""
    return _WORD.sub(sign, text)
