"""What can be taken back has a name on the desk, in both languages; both say everything, German in `Sie` and `du`."""

import re
from pathlib import Path

import pytest

import bot.web
import service.pages
from service.evening.state import UNDOABLE
from service.pages.rendering import words_of
from tests.anrede import formal, informal

SERVICE, WEB = Path(service.pages.__file__).parent, Path(bot.web.__file__).parent
WORDS = words_of(SERVICE)


def test_every_act_has_a_name() -> None:
    for language in ("de", "en"):
        assert [word for word in sorted(UNDOABLE) if f"act_{word}" not in WORDS[language]["desk"]] == []


@pytest.mark.parametrize("room", [SERVICE, WEB])
def test_both_languages_have_the_same_words(room: Path) -> None:
    words = words_of(room)
    for page in words["de"]:
        assert words["de"][page].keys() == words["en"][page].keys()


@pytest.mark.parametrize("room", [SERVICE, WEB])
def test_whatever_says_sie_can_say_du(room: Path) -> None:
    words = words_of(room)
    for page, usual in words["de"].items():
        du = words["de_du"].get(page, {})
        assert du.keys() == {key for key, text in usual.items() if formal([text])}
        assert formal(list(du.values())) == informal(list(usual.values())) == []
        gaps = {key: sorted(re.findall(r"{\w+}", text)) for key, text in du.items()}
        assert gaps == {key: sorted(re.findall(r"{\w+}", usual[key])) for key in du}


@pytest.mark.parametrize("template", ["screen.html", "desk.html", "page.html"])
def test_what_stands_on_an_open_page_for_good_addresses_nobody(template: str) -> None:
    """The rest is drawn anew when `anrede` changes; what only the template says would stay as it was."""
    room, page = (WEB, "page") if template == "page.html" else (SERVICE, template.removesuffix(".html"))
    said = re.findall(r"words\.(\w+)", (room / "templates" / template).read_text(encoding="utf-8"))
    assert set(said) & words_of(room)["de_du"][page].keys() == set()
