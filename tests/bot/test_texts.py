"""The catalogues hold every text the code says, and nothing else; both languages say the same.

What the code says is read from the syntax trees: `t.say("...")`, `t.count("...", "...", n)`, and texts that
travel as data: what a word does, under which title the short help has it, and which argument is missing.
"""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.conversation.usage import PARTS
from bot.conversation.words import GUEST, ORGANISER, menu
from service.wording.catalogue import Texts
from tests.anrede import formal, informal

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = {"service": ROOT / "service/wording/texts/de.po", "bot": ROOT / "bot/texts/de.po"}
"""Each room's catalogue."""

DU = {room: path.with_name("de_du.po") for room, path in CATALOGUES.items()}
"""What differs where an evening says `du`."""

Said = str | tuple[str, str]


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="de")


def messages(path: Path) -> list[Message]:
    return [message for message in catalogue(path) if message.id]


def said_in(file: Path) -> Iterator[Said]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        match node.func:
            case ast.Attribute(attr="say") if texts:
                yield texts[0]
            case ast.Attribute(attr="count") if len(texts) >= 2:
                yield (texts[0], texts[1])
            case ast.Name(id="ArgumentMissing"):
                yield from (
                    keyword.value.value
                    for keyword in node.keywords
                    if keyword.arg == "argument" and isinstance(keyword.value, ast.Constant)
                )


def said(room: str) -> set[Said]:
    """Everything the code of this room says."""
    files = {name: sorted((ROOT / name).rglob("*.py")) for name in CATALOGUES}
    found: set[Said] = {text for file in files[room] for text in said_in(file)}
    missing = arguments([*files["service"], *files["bot"]])
    if room == "bot":
        words = (*GUEST, *ORGANISER)
        described = {text for word in words for text in (word.does, word.more, word.follows) if text}
        titles = {part.title for parts in PARTS.values() for part in parts}
        return (found | described | titles) - missing
    return found | missing


def arguments(files: list[Path]) -> set[Said]:
    """What may be missing after a word, wherever that is found out; the sentence about it is the service's."""
    return {
        text
        for file in files
        for text in said_in(file)
        if isinstance(text, str) and f'argument="{text}"' in file.read_text(encoding="utf-8")
    }


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def forms(message: Message) -> list[str]:
    """All texts of a message: one, or singular and plural."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def originals(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.mark.parametrize("room", CATALOGUES)
def test_everything_the_code_says_is_in_the_catalogue(room: str) -> None:
    known = {message.id for message in messages(CATALOGUES[room])}
    assert said(room) - known == set()


@pytest.mark.parametrize("room", CATALOGUES)
def test_the_catalogue_has_nothing_nobody_says(room: str) -> None:
    """But the words: `/next` is put together from the word."""
    known = {message.id for message in messages(CATALOGUES[room])}
    assert {text for text in known - said(room) if not str(text).startswith("/")} == set()


@pytest.mark.parametrize("room", CATALOGUES)
def test_both_languages_fill_in_the_same(room: str) -> None:
    astray = [
        message.id
        for message in messages(CATALOGUES[room])
        if set().union(*map(fields, forms(message))) != set().union(*map(fields, originals(message)))
    ]
    assert astray == []


@pytest.mark.parametrize("room", CATALOGUES)
def test_every_text_is_translated(room: str) -> None:
    assert [
        message.id for message in messages(CATALOGUES[room]) if message.fuzzy or not all(forms(message))
    ] == []


@pytest.mark.parametrize("room", CATALOGUES)
def test_nothing_is_exclaimed_but_a_welcome(room: str) -> None:
    loud = [
        text
        for message in messages(CATALOGUES[room])
        for text in (*originals(message), *forms(message))
        if "!" in text and not text.startswith(("Welcome", "Willkommen"))
    ]
    assert loud == []


@pytest.mark.parametrize("room", CATALOGUES)
def test_german_says_sie(room: str) -> None:
    assert informal([text for message in messages(CATALOGUES[room]) for text in forms(message)]) == []


@pytest.mark.parametrize("room", CATALOGUES)
def test_whatever_says_sie_can_say_du_and_nothing_else_is_said_twice(room: str) -> None:
    addressed = {message.id for message in messages(CATALOGUES[room]) if formal(forms(message))}
    assert {message.id for message in messages(DU[room])} == addressed


@pytest.mark.parametrize("room", CATALOGUES)
def test_du_never_says_sie(room: str) -> None:
    assert formal([text for message in messages(DU[room]) for text in forms(message)]) == []


@pytest.mark.parametrize("room", CATALOGUES)
def test_du_fills_in_the_same_and_names_the_same_words(room: str) -> None:
    usual = {message.id: message for message in messages(CATALOGUES[room])}
    for message in messages(DU[room]):
        for text, sie in zip(forms(message), forms(usual[message.id]), strict=True):
            assert fields(text) == fields(sie)
            assert re.findall(r"/[a-z]+|\d+|=", text) == re.findall(r"/[a-z]+|\d+|=", sie)
            assert (text[:1].isupper(), text[-1:]) == (sie[:1].isupper(), sie[-1:])


def test_german_words_of_the_bot_are_named_in_german_texts() -> None:
    """A text that tells to type `/next` says `/weiter` in German."""
    names = {word.name: word.german for word in (*GUEST, *ORGANISER)}
    astray = [
        (word, text)
        for path in CATALOGUES.values()
        for message in messages(path)
        for original, text in zip(originals(message), forms(message), strict=False)
        for word in names
        if f"/{word}" in original.replace(".", " ").replace(",", " ").replace(":", " ").split()
        and f"/{names[word]}" not in text
    ]
    assert astray == []


def test_texts_of_an_evening_know_its_anrede() -> None:
    """Texts made without it are for where no evening is known; these places are."""
    made_without = {
        str(file.relative_to(ROOT))
        for room in CATALOGUES
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Texts"
        and len(node.args) + len(node.keywords) < 4
    }
    assert made_without == {
        "bot/conversation/document.py",
        "bot/conversation/joining.py",
        "bot/conversation/starting.py",
        "bot/conversation/talk.py",
        "bot/conversation/words.py",
        "bot/listening.py",
        "bot/matrix/door.py",
        "service/wording/refused.py",
    }


def test_what_may_be_said_to_people_of_any_evening_addresses_nobody() -> None:
    """Menus are made once for all evenings; where the store is away nobody's evening is known."""
    t = Texts(ROOT / "bot" / "texts", "de")
    shown = [does for role in ("guest", "organiser") for _, does in menu(role, "de")]
    sorry = [t.say("That didn't work just now."), t.say("Please send it again in a minute.")]
    unknown = [t.say("I don't know this code."), t.say("Please open the link once more, or ask at the desk.")]
    denied = [t.say("To set up evenings, open the start link of the service first.")]
    assert formal([*shown, *sorry, *unknown, *denied]) == []


def test_numbers_choose_their_form() -> None:
    folder = ROOT / "bot" / "texts"
    one, many = "You met {n} new person.", "You met {n} new people."
    assert Texts(folder, "de").count(one, many, 1) == "Sie haben 1 neues Gesicht kennengelernt."
    assert Texts(folder, "de").count(one, many, 27) == "Sie haben 27 neue Gesichter kennengelernt."
    assert Texts(folder, "en").count(one, many, 1) == "You met 1 new person."


def test_du_has_forms_for_numbers_too_and_all_else_is_as_usual() -> None:
    folder = ROOT / "bot" / "texts"
    one, many = "You met {n} new person.", "You met {n} new people."
    assert Texts(folder, "de", anrede="du").count(one, many, 1) == "Du hast 1 neues Gesicht kennengelernt."
    assert Texts(folder, "de", anrede="du").count(one, many, 27) == "Du hast 27 neue Gesichter kennengelernt."
    assert Texts(folder, "de", anrede="du").say("Gong now") == "Gong jetzt"
    assert Texts(folder, "en", anrede="du").count(one, many, 1) == "You met 1 new person."
    assert Texts(folder, "de").count(one, many, 1) == "Sie haben 1 neues Gesicht kennengelernt."


def test_an_unknown_language_is_german() -> None:
    assert Texts(ROOT / "bot" / "texts", "fr").say("Gong now") == "Gong jetzt"
