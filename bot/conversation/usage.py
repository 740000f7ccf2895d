"""How a word is used, and all the words there are: help in the reader's language."""

import msgspec

from bot.channel import Message
from bot.conversation.plain_text import bare, plain
from bot.conversation.turn import Turn
from bot.conversation.word import Role, Word
from bot.conversation.words import find_word, near_words, word_of
from service.wording.catalogue import Texts


class Part(msgspec.Struct, frozen=True):
    """Words that belong to one step of an evening: one line of the short help. `title` is English, in the catalogue."""

    title: str
    words: tuple[str, ...]


HIDDEN: dict[Role, tuple[str, ...]] = {
    "organiser": ("new", "help"),
    "guest": ("station", "note", "help", "start", "join"),
}
"""Words the short help leaves out: they belong to few, or to the beginning, or are what was just said."""

TOLD: dict[Role, tuple[str, ...]] = {
    "organiser": (),
    "guest": ("here", "table", "pause", "back", "leave", "missing"),
}
"""Words that have a line of their own which says what they do: those that everybody needs."""

PARTS: dict[Role, tuple[Part, ...]] = {
    "organiser": (
        Part("Setting up", ("people", "settings", "organiser", "language")),
        Part("Steps", ("open", "plan", "begin", "next", "stop", "undo")),
        Part("Clock", ("hold", "resume", "extend", "break", "finish")),
        Part("Looking", ("status", "table", "who", "links", "report")),
        Part("Guests", ("absent", "back", "leave", "add", "say", "told")),
        Part("Tables", ("swap", "apart", "together", "host", "close", "visit")),
        Part("Matches", ("matches", "match", "strike", "invite")),
    ),
    "guest": (
        Part("Whom I meet", ("seek", "offer", "known", "avoid", "wish")),
        Part("Afterwards", ("contact", "contacts", "rate")),
        Part("About me", ("me", "share", "language", "forget")),
    ),
}
"""The short help of each role, in the order of an evening: what fits on one screen of a phone."""


def role_of(turn: Turn) -> Role:
    """Return in which role somebody speaks."""
    return "organiser" if turn.leads else "guest"


def usage(turn: Turn) -> Message:
    """Ask for what is missing after a word, with an example."""
    word = word_of(role_of(turn), turn.typed.word or "help")
    t = turn.t
    title = t.say("{word} needs something more: {follows}.", word=typed(word, t), follows=t.say(word.follows))
    return Message(title, t.say("For example: {example}", example=word.typed(t.language)))


def typed(word: Word, t: Texts) -> str:
    """Return a word as it is typed."""
    return f"/{word.called(t.language)}"


def short_help(role: Role, t: Texts) -> Message:
    """Return the words of a role in a few lines, by the steps of an evening."""
    lines = [f"{typed(word, t)} – {t.say(word.does)}" for word in _words(role, TOLD[role])]
    lines += [
        f"{t.say(part.title)}: {' '.join(typed(word, t) for word in _words(role, part.words))}"
        for part in PARTS[role]
    ]
    lines.append(t.say("/help WORD says more."))
    return Message(t.say("You can say this:"), "\n".join(lines))


def _words(role: Role, names: tuple[str, ...]) -> list[Word]:
    return [word_of(role, name) for name in names]


def long_help(word: Word, t: Texts) -> Message:
    """Return what a word does, how it is typed, and what else it may be called."""
    follows = t.say(word.follows) if word.follows else ""
    title = f"{typed(word, t)} {follows}".rstrip() + f" – {t.say(word.does)}"
    lines = [t.say(word.more)] if word.more else []
    if word.example:
        lines.append(t.say("For example: {example}", example=word.typed(t.language)))
    if word.german != word.name:
        other = word.name if t.language == "de" else word.german
        lines.append(t.say("Understood as well: {words}", words=f"/{other}"))
    return Message(title, "\n".join(lines))


def help_message(turn: Turn) -> Message:
    """Answer `help` and `help WORD`."""
    role, asked = role_of(turn), plain(bare(turn.typed.rest).lstrip("/!"))
    if not asked:
        return short_help(role, turn.t)
    word = find_word(asked, role) or next(iter(near_words(asked, role)), None)
    if word is None and role == "organiser":
        word = find_word(asked, "guest")
    return long_help(word, turn.t) if word is not None else short_help(role, turn.t)
