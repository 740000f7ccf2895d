"""What follows a word, taken apart: two names, a table and a name, a round, a number. Sloppily written is enough."""

import re
from collections.abc import Iterator

from bot.conversation.plain_text import bare

MOST_WORDS = 12
"""Two names without a sign between them have no more words; a longer text is none."""

_PAIR_SIGNS = (";", "|", "\n", "<->", "↔", "=>", "->", "&", "+", ",", "/")
_PAIR_WORDS = re.compile(r"\s+(?:und|and|mit|with|gegen|for|from|von)\s+|\s+[-–—]\s+", re.IGNORECASE)
_AFTER = re.compile(
    r"^(?P<name>.*?)[\s,;]*\b(?:nach|after)\b[\s:]*(?:der\s+|the\s+)?(?:runde|round|r\.?)?\s*(?P<round>\d{1,4})\.?"
    r"(?:\s*(?:runde|round))?[\s.!?]*$",
    re.IGNORECASE | re.DOTALL,
)
_TIME = r"\d{1,2}(?:[:.h]\d{2}|\s*uhr(?:\s*\d{2})?)?"
_WINDOW = re.compile(
    rf"(?:^|(?<=[\s,;]))(?:von\s+|from\s+|between\s+|zwischen\s+)?"
    rf"(?P<window>{_TIME}\s*(?:[-–—]|bis|to|until|und|and)\s*(?:{_TIME})?(?:\s*uhr)?|\d{{1,2}}:\d{{2}})[\s,;.!]*$",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*\b(?:und|and)\b\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_TABLE = re.compile(r"^(?:tisch|table|nr\.?|no\.?|#)\s*", re.IGNORECASE)


def pairs(text: str) -> Iterator[tuple[str, str]]:
    """Give every way to read a text as two names, the plainest first: `A; B`, `A und B`, `A, B`, `A - B`, `A B`."""
    for sign in _PAIR_SIGNS:
        parts = [bare(part) for part in text.split(sign)]
        if len(parts) == 2 and all(parts):
            yield parts[0], parts[1]
    by_word = [bare(part) for part in _PAIR_WORDS.split(text)]
    if len(by_word) == 2 and all(by_word):
        yield by_word[0], by_word[1]
    words = bare(text).split()[:MOST_WORDS]
    for cut in range(1, len(words)):
        yield " ".join(words[:cut]), " ".join(words[cut:])


def after_round(text: str) -> tuple[str, int] | None:
    """Read `Berger nach 4`, `berger after round 4`, `nach Runde 4` as a name (may be empty) and a round."""
    found = _AFTER.match(text.strip())
    return (bare(found["name"]), int(found["round"])) if found else None


def name_window_route(text: str) -> tuple[str, str, str]:
    """Read `Voigt 18:45-19:30; 3, 5, 7` as a name, a window of time and a route; what is not there is empty."""
    first, *more = (part.strip() for part in text.split(";"))
    window = ""
    if found := _WINDOW.search(first):
        first, window = first[: found.start()], found["window"]
    routes: list[str] = []
    for part in more:
        if not window and (found := _WINDOW.fullmatch(part)):
            window = found["window"]
        elif part:
            routes.append(_TABLE.sub("", re.sub(r"(?i)\b(?:tische?|tables?)\b", "", part).strip()))
    return bare(first.strip(" ,")), _AND.sub("-", window), _AND.sub(",", " ".join(routes))


def number(text: str) -> str | None:
    """Return the first number in a text as typed: `2`, `7,5`, `-3`; None where there is none."""
    found = _NUMBER.search(text)
    return found[0] if found else None


def table_name(text: str) -> str:
    """Return a table's id as it may have been typed: `Tisch 7?` and `#7` are `7`."""
    return bare(_TABLE.sub("", bare(text)))


def table_and_name(text: str, tables: list[str]) -> tuple[str, str] | None:
    """Read `3; Berger`, `Berger; 3`, `Tisch 3 Berger` as a table of the hall and a name."""
    known = {table.casefold(): table for table in tables}
    for one, two in pairs(text):
        for table, name in ((one, two), (two, one)):
            found = known.get(table_name(table).casefold())
            if found is not None:
                return found, name
    for one, two in pairs(text):
        for table, name in ((one, two), (two, one)):
            if table_name(table).isdigit():
                return table_name(table), name
    return None
