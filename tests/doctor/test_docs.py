"""What the guides tell people to type exists: words of the bot, commands, options, settings, pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.conversation.words import find_word
from doctor.environment import KNOWN
from tischwechsel.command_line import app

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("organiser.md", "organiser.en.md", "connect-telegram.md", "connect-matrix.md", "settings.md")
BOTFATHER = {
    "newbot", "setname", "revoke", "setuserpic", "setdescription", "setprivacy", "setjoingroups",
    "setcommands", "mybots",
}  # fmt: skip
ADDRESSES = {"telegram", "bot"}
OTHERS = {"ADMIN_TOKEN", "DELETE", "POST"}
CODE = re.compile(r"`([^`\n]+)`")


def text_of(guide: str) -> str:
    return (ROOT / "docs" / guide).read_text(encoding="utf-8")


def lines_to_type(guide: str) -> Iterator[str]:
    """Lines of code blocks, and what stands in backticks."""
    text = text_of(guide)
    for block in re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from block.replace("\\\n", " ").splitlines()
    yield from CODE.findall(text)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_word_of_the_bot_is_one(guide: str) -> None:
    words = {
        found[1]
        for code in CODE.findall(text_of(guide))
        if (found := re.match(r"[/!]([a-z]+)(?:@\w+)?(?: |$)", code))
    }
    unknown = {
        word for word in words if find_word(word, "organiser") is None and find_word(word, "guest") is None
    }
    assert unknown - BOTFATHER - ADDRESSES == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_and_its_options_exist(guide: str) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    wrong = []
    for line in lines_to_type(guide):
        found = re.search(r"(?:^|[\s/])tischwechsel (\w+)(.*)", line)
        if found is None or line.startswith(("steht", "ansehen")):
            continue
        command = commands.get(found[1])
        if command is None:
            wrong.append(line)
            continue
        known = {name for option in command.params for name in option.opts} | {"--help"}
        wrong += [f"{line}: {name}" for name in re.findall(r"--[a-z-]+", found[2]) if name not in known]
    assert wrong == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_setting_is_one(guide: str) -> None:
    named = {
        name
        for line in lines_to_type(guide)
        for name in re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", line)
        if not name.startswith("ACCESS_")
    }
    assert named - KNOWN - OTHERS == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_link_leads_somewhere(guide: str) -> None:
    astray = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(guide)):
        if target.startswith(("http://", "https://")):
            continue
        page, _, anchor = target.partition("#")
        file = (ROOT / "docs" / page) if page else ROOT / "docs" / guide
        if not file.exists() or (anchor and anchor not in anchors(file)):
            astray.append(target)
    assert astray == []


def anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
