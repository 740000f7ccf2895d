"""The words are complete, tell themselves apart, fit the menus, and stand in the docs."""

import re
from pathlib import Path

import pytest

from bot.conversation.document import PAGE, page
from bot.conversation.usage import HIDDEN, short_help
from bot.conversation.word import Role, Word
from bot.conversation.words import GUEST, ORGANISER, menu, word_of, words_of
from bot.wording import FOLDER
from service.wording.catalogue import Texts

CONTRACT: dict[Role, dict[str, str]] = {
    "organiser": {
        "new": "neu", "people": "liste", "settings": "einstellungen",
        "open": "oeffnen", "plan": "plan", "begin": "los", "next": "weiter", "stop": "ende",
        "hold": "anhalten", "resume": "fortsetzen", "extend": "verlaengern", "break": "kaffee", "finish": "schluss",
        "status": "stand", "table": "tisch", "who": "wer", "links": "links", "report": "bericht",
        "absent": "fehlt", "back": "zurueck", "leave": "geht", "add": "dazu", "swap": "tausch",
        "apart": "getrennt", "together": "zusammen", "host": "gastgeber", "close": "zu", "visit": "besuch",
        "say": "sagen", "undo": "rueckgaengig", "organiser": "leitung",
    },
    "guest": {
        "start": "start", "join": "dabei", "here": "hier", "table": "tisch", "pause": "pause", "back": "zurueck",
        "leave": "geht", "missing": "leer", "seek": "suche", "offer": "biete", "known": "kenne", "avoid": "meide",
        "wish": "wunsch", "station": "station", "note": "notiz", "contact": "kontakt", "contacts": "kontakte",
        "rate": "bewerten", "me": "ich", "forget": "vergiss", "language": "sprache", "help": "hilfe",
    },
}  # fmt: skip


@pytest.mark.parametrize("role", CONTRACT)
def test_every_promised_word_is_there(role: Role) -> None:
    there = {word.name: word.german for word in words_of(role)}
    assert {name: there.get(name) for name in CONTRACT[role]} == CONTRACT[role]


@pytest.mark.parametrize("role", CONTRACT)
def test_no_name_means_two_things(role: Role) -> None:
    names = [name for word in words_of(role) for name in {word.name, word.german}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("words", [GUEST, ORGANISER])
def test_whatever_needs_something_shows_an_example(words: tuple[Word, ...]) -> None:
    without = [w.name for w in words if w.follows and not w.example and w.name not in ("start", "join")]
    assert without == []


@pytest.mark.parametrize("role", CONTRACT)
@pytest.mark.parametrize("language", ["de", "en"])
def test_menus_are_what_telegram_takes(role: Role, language: str) -> None:
    shown = menu(role, language)
    assert 10 < len(shown) <= 100
    for name, does in shown:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 1 <= len(does) <= 256


@pytest.mark.parametrize("role", CONTRACT)
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_short_help_fits_on_a_phone_and_leaves_nothing_out(role: Role, language: str) -> None:
    told = short_help(role, Texts(FOLDER, language))
    assert len(told.text.splitlines()) <= {"organiser": 9, "guest": 14}[role]
    assert max(map(len, told.text.splitlines())) <= 60
    assert (
        told.text.splitlines()[-1]
        == {"de": "/hilfe WORT sagt mehr.", "en": "/help WORD says more."}[language]
    )
    shown = re.findall(r"/([a-z]+)", told.text)
    wanted = {word.called(language) for word in words_of(role) if word.name not in HIDDEN[role]}
    assert sorted(shown) == sorted([*wanted, word_of(role, "help").called(language)])


def test_the_docs_are_up_to_date() -> None:
    assert Path(PAGE).read_text(encoding="utf-8") == page(), "run python -m bot.conversation.document"
