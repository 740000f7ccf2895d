"""How German texts address people: `Sie` and its forms, as a word with a capital."""

import re

FORMAL = re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")
INFORMAL = re.compile(r"(?<![=|])\b(?:du|dir|dich|dein(?:e[mnrs]?)?|euch|euer|eure[mnrs]?)\b", re.IGNORECASE)


def formal(texts: list[str]) -> list[str]:
    """Return those of these texts that say `Sie` to somebody."""
    return [text for text in texts if FORMAL.search(text)]


def informal(texts: list[str]) -> list[str]:
    """Return those of these texts that say `du` to somebody."""
    return [text for text in texts if INFORMAL.search(text)]
