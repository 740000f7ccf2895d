"""Reading what somebody typed or tapped: a word of their role and what follows it, however it was written."""

import re

import msgspec

from bot.conversation.arguments import after_round
from bot.conversation.buttons import OK, Tap, step_of
from bot.conversation.plain_text import bare, plain
from bot.conversation.word import Role
from bot.conversation.words import LONGEST, find_word, near_words, word_of
from service.evening import Evening

_SIGN = re.compile(r"^[\s/!\\]+")
_ADDRESSED = re.compile(r"^(\w+)@\w+")
_GLUED = re.compile(r"^([^\W\d_]+)[:_-]?(\d.*)$", re.DOTALL)


class Typed(msgspec.Struct, frozen=True):
    """A known word by its English name (`None`: not understood) and the text after it.

    `exact`: typed as the word itself, not as another way to say it; `signed`: with `/` or `!`. `confirmed`: a
    button that confirms, still in its step; `old`: a button of a step that is over. `near` are words that may
    have been meant.
    """

    word: str | None
    rest: str = ""
    exact: bool = False
    signed: bool = False
    confirmed: bool = False
    old: bool = False
    near: tuple[str, ...] = ()


def read(text: str, role: Role) -> Typed:
    """Read a typed text: `/weiter`, `!next`, `Zurück Berger`, `Tisch 7?`, `ich bin da`, `/table@bot`."""
    signed = bool(re.match(r"\s*[/!]", text))
    said = _ADDRESSED.sub(r"\1", _SIGN.sub("", text)).strip()
    pieces = list(re.finditer(r"\S+", said))
    for count in range(min(LONGEST, len(pieces)), 0, -1):
        end = pieces[count - 1].end()
        typed = plain(said[:end])
        word = find_word(" ".join(typed.split()), role)
        if word is not None:
            exact = typed in (word.name, word.german)
            rest = said[end:].strip()
            if word.name == "language" and not exact:
                rest = typed  # `english` names the language itself
            return Typed(word.name, rest, exact=exact, signed=signed)
    glued = _GLUED.match(said)
    if glued is not None and (word := find_word(plain(glued[1]), role)) is not None and word.follows:
        return Typed(word.name, glued[2].strip(), exact=True, signed=signed)
    first = plain(pieces[0].group()) if pieces and len(pieces) <= 4 else ""
    return Typed(None, said, signed=signed, near=tuple(word.name for word in near_words(first, role)))


def read_button(tap: Tap, role: Role, evening: Evening) -> Typed:
    """Read what a tapped button stands for, and whether it still counts in this evening."""
    words, ok = tap.words, False
    if words.endswith(f" {OK}"):
        words, ok = words.removesuffix(f" {OK}"), True
    typed = read(words, role)
    now = tap.step == step_of(evening)
    return msgspec.structs.replace(
        typed, signed=True, confirmed=ok and now, old=not tap.words or (bool(tap.step) and not now)
    )


def means_something_else(typed: Typed, role: Role) -> bool:
    """Tell whether a word that acts at once stands before words that are not its own: `geht das auch später?`."""
    if typed.word is None or typed.signed or not bare(typed.rest) or not word_of(role, typed.word).alone:
        return False
    return typed.word != "leave" or after_round(typed.rest) is None
