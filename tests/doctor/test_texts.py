"""The doctor's catalogue holds every text it says, in both languages, and nothing else."""

import ast
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from doctor.case import FOLDER

Said = str | tuple[str, str]


def messages() -> list[Message]:
    with (FOLDER / "de.po").open("rb") as file:
        return [message for message in read_po(file, locale="de") if message.id]


def said() -> Iterator[Said]:
    for file in FOLDER.parent.glob("*.py"):
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


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def fields(texts: list[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_everything_said_is_in_the_catalogue_and_nothing_else() -> None:
    known: set[Said] = {
        message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
        for message in messages()
    }
    assert set(said()) == known


@pytest.mark.parametrize("message", messages(), ids=lambda message: forms(message.id)[0][:40])
def test_a_text_is_translated_and_fills_in_the_same(message: Message) -> None:
    german = forms(message.string)
    assert all(german)
    assert fields(german) == fields(forms(message.id))
    assert "!" not in "".join(german)
    informal = {"du", "dir", "dich", "dein", "deine", "euch"}
    assert not informal & set(" ".join(german).casefold().replace(",", " ").replace(".", " ").split())
