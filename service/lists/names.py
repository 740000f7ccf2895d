"""People's names: put together from columns, turned round, compared."""

import re

from service.lists.fold import words

_TITLES = frozenset(
    ("dr", "prof", "professor", "dipl", "ing", "med", "rer", "nat", "phil", "h", "c", "habil", "mag")
)
_DEGREES = frozenset(
    ("mba", "msc", "bsc", "ma", "ba", "llm", "phd", "beng", "meng", "jun", "jr", "sen", "sr")
)
_FIRMS = re.compile(
    r"\b(gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|e\.\s?k|e\.\s?v|se|ltd|inc|llc|s\.r\.o|sp\.|co)\b", re.IGNORECASE
)
_PARTS = 2


def full_name(title: str, first: str, last: str, whole: str) -> str:
    """Return the name to call somebody by: `Dr. Sabine Roth`.

    First name and surname come before the whole name where a list has both.
    """
    name = f"{first} {last}".strip() or first_name_first(whole)
    return f"{title} {name}" if title and name and not name.startswith(title) else name


def first_name_first(name: str) -> str:
    """Turn `Roth, Sabine` and `Dr. Roth, Sabine` round; leave every other comma alone."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == _PARTS + 1 and _is_title(parts[2]):
        parts = [f"{parts[2]} {parts[0]}", parts[1]]
    if len(parts) != _PARTS or not all(parts) or _FIRMS.search(parts[1]):
        return name
    if "".join(words(parts[1])) in _DEGREES:
        return name
    surname = parts[0].split()
    titles = []
    while len(surname) > 1 and _is_title(surname[0]):
        titles.append(surname.pop(0))
    return " ".join((*titles, parts[1], *surname))


def same_name(one: str, other: str) -> bool:
    """Whether two names may well be one person's: `Jürgen Weißflog`, `J. Weissflog`, `Dr. Weißflog`."""
    left, right = name_words(one), name_words(other)
    if not left or not right or set(left) <= set(right) or set(right) <= set(left):
        return bool(left and right)
    if left[-1] != right[-1]:
        return False
    firsts = left[0], right[0]
    return min(len(first) for first in firsts) == 1 and firsts[0][0] == firsts[1][0]


def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name without titles."""
    found = words(name)
    return tuple(word for word in found if word not in _TITLES) or tuple(found)


def _is_title(text: str) -> bool:
    found = words(text)
    return bool(found) and "." in text and all(word in _TITLES for word in found)
