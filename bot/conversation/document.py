"""Writes `docs/commands.md` from the words: `python -m bot.conversation.document`."""

from collections.abc import Iterator
from pathlib import Path

from bot.conversation.word import Word
from bot.conversation.words import GUEST, ORGANISER
from bot.wording import FOLDER
from service.wording.catalogue import Texts

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"

_INTRODUCTION = """# What can be said

Written by `python -m bot.conversation.document` from the words in `bot/conversation`.

The same words work in Telegram (`/word`), in Matrix (`!word`, or plain) and on a guest's page. Either language is
understood everywhere, in capitals or small letters, with umlauts or without (`/öffnen`, `/oeffnen`), with the sign in front
or none. A name may be a part of one (`weiss` finds Jörg Weiß); where two fit, the bot asks with a button for each.
Whoever is guest and organiser at once means themselves unless a name follows.

What is risky says first what it would do, in numbers, and waits for a tick: `begin` with fewer than half here, `next` while
time is left, `close` while people sit there, `say`, `undo`, `stop`, `forget`. A tick counts only in the step it was shown for.
"""


def page() -> str:
    """Return the whole page."""
    return (
        "\n".join(
            [
                _INTRODUCTION,
                "## Participants\n",
                *_table(GUEST),
                "\n## Organisers\n",
                *_table(ORGANISER),
                "\n## More about each\n",
                *_more(GUEST, "Participants"),
                *_more(ORGANISER, "Organisers"),
            ]
        ).rstrip()
        + "\n"
    )


def _table(words: tuple[Word, ...]) -> Iterator[str]:
    german = Texts(FOLDER, "de")
    yield "| word | German | does | auf Deutsch |"
    yield "|---|---|---|---|"
    for word in words:
        english = f"{word.name} {word.follows}".rstrip()
        deutsch = f"{word.german} {german.say(word.follows) if word.follows else ''}".rstrip()
        cells = (f"`{english}`", f"`{deutsch}`", word.does, german.say(word.does))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _more(words: tuple[Word, ...], who: str) -> Iterator[str]:
    yield f"### {who}\n"
    for word in words:
        if not word.more and not word.example:
            continue
        shown = [word.more] if word.more else []
        if word.example:
            shown.append(f"`{word.typed('en')}` · `{word.typed('de')}`")
        if word.aliases:
            shown.append("Also: " + ", ".join(f"`{alias}`" for alias in word.aliases) + ".")
        yield f"- **{word.name}** (*{word.german}*): " + " ".join(shown)
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
