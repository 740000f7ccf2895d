"""How a word is used, and all the words there are: help in the reader's language."""

from bot.channel import Message
from bot.conversation.plain_text import bare, plain
from bot.conversation.turn import Turn
from bot.conversation.word import Role, Word
from bot.conversation.words import find_word, near_words, word_of, words_of
from service.wording.catalogue import Texts

HIDDEN = ("start", "join", "new", "station", "note")
"""Words the short help leaves out: they belong to few, or to the beginning."""


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
    """Return every word of a role, one line each."""
    lines = [f"{typed(word, t)} – {t.say(word.does)}" for word in words_of(role) if word.name not in HIDDEN]
    lines.append(t.say("More about one of them: {example}", example=word_of(role, "help").typed(t.language)))
    return Message(t.say("You can say this:"), "\n".join(lines))


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
