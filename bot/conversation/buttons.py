"""What a button carries: `1|WORDS|STEP`, at most 64 bytes: what would be typed, and the step it was shown for."""

import re

import msgspec

from service.evening import Evening

VERSION = "1"
MOST_BYTES = 64
OK = "ok"
"""The last word of a button that confirms: it counts only in the step it was shown for."""

_OURS = re.compile(r"(\d{1,4})\|(.*)\|([^|]*)", re.DOTALL)
_UNTOLD = "+"
"""In the place of words that did not fit or cannot be read any more."""

_LETTERS = {"created": "c", "open": "o", "announced": "a", "running": "r", "between": "b", "ended": "e"}


class Tap(msgspec.Struct, frozen=True):
    """A tapped button: the words it stands for (empty: a button nobody can read any more), and its step."""

    words: str
    step: str = ""


def data(words: str, evening: Evening | None = None) -> str:
    """Return a button's data for these words; with an evening it counts only in the step that is on now.

    People stand in the words as `#12` (`person_mark`), so they always fit; should words not fit all the same,
    the button asks for the rest: it stands for the first word alone.
    """
    step = step_of(evening) if evening is not None else ""
    for tried in (words, words.split(" ", 1)[0], _UNTOLD):
        made = f"{VERSION}|{tried}|{step}"
        if len(made.encode()) <= MOST_BYTES:
            return made
    return f"{VERSION}|{_UNTOLD}|"


def step_of(evening: Evening) -> str:
    """Name the step an evening is in: which step, which round, which evening."""
    return f"{_LETTERS[evening.phase.step]}{evening.phase.round}.{evening.id[:12]}"


def read_tap(data: str) -> Tap:
    """Read a button's data; buttons of other versions have no words. Bare words are those of early buttons."""
    ours = _OURS.fullmatch(data)
    if ours is None:
        return Tap("" if "|" in data else data.removesuffix(f" {OK}"))
    version, words, step = ours.groups()
    return Tap("" if version != VERSION or words == _UNTOLD else words, step)


def is_tap(text: str) -> bool:
    """Tell whether a text is a button's data (pages send it like anything else that is said)."""
    return _OURS.fullmatch(text) is not None


def person_mark(evening: Evening, person: str) -> str:
    """Return the mark of a participant in a button's words: short, and the same for the whole evening."""
    return f"#{evening.people[person].number}"


def marked_person(text: str, evening: Evening) -> str | None:
    """Return the participant a mark stands for; None for any other text, or a number nobody has."""
    number = text.strip().removeprefix("#")
    if not text.strip().startswith("#") or not (number.isascii() and number.isdigit()):
        return None
    return next((p for p, slot in evening.people.items() if str(slot.number) == number), None)
