"""All words of both roles: found by what was typed, listed for menus."""

import difflib
from collections.abc import Mapping

from bot.conversation.guest_words import GUEST
from bot.conversation.organiser_words import ORGANISER
from bot.conversation.word import Role, Word
from bot.wording import FOLDER
from service.wording.catalogue import Texts

__all__ = ["GUEST", "LONGEST", "ORGANISER", "find_word", "menu", "near_words", "word_of", "words_of"]


def words_of(role: Role) -> tuple[Word, ...]:
    """Return the words of a role, in the order of an evening."""
    return ORGANISER if role == "organiser" else GUEST


def word_of(role: Role, name: str) -> Word:
    """Return a role's word by its English name."""
    return _BY_NAME[role][name]


def find_word(typed: str, role: Role) -> Word | None:
    """Return the word of this role that plain typed text means, in whatever language, or None."""
    return _SPELLED[role].get(typed)


def near_words(typed: str, role: Role) -> list[Word]:
    """Return at most two words that somebody who typed this may have meant."""
    spelled = _SPELLED[role]
    close = difflib.get_close_matches(typed, spelled, n=4, cutoff=0.75) if 2 < len(typed) < 30 else []
    return list(dict.fromkeys(spelled[one] for one in close))[:2]


def menu(role: Role, language: str) -> list[tuple[str, str]]:
    """Return the words of a role that make sense in a menu, and what they do, in this language."""
    t = Texts(FOLDER, language)
    return [(word.called(language), t.say(word.does)) for word in words_of(role) if word.menu]


def _spellings(words: tuple[Word, ...]) -> dict[str, Word]:
    """Names count before aliases: an alias that is another word's name is left to that one."""
    found: dict[str, Word] = {}
    for word in words:
        for name in (word.german, word.name):
            found.setdefault(name, word)
    for word in words:
        for alias in word.aliases:
            found.setdefault(alias, word)
    return found


_SPELLED: Mapping[Role, Mapping[str, Word]] = {
    "guest": _spellings(GUEST),
    "organiser": _spellings(ORGANISER),
}
_BY_NAME: Mapping[Role, Mapping[str, Word]] = {
    "guest": {word.name: word for word in GUEST},
    "organiser": {word.name: word for word in ORGANISER},
}
LONGEST = max(name.count(" ") + 1 for spelled in _SPELLED.values() for name in spelled)
"""So many typed words the longest alias has."""
