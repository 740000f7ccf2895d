"""Every word of every role, said alone in both languages on each network, has an answer of its own."""

import pytest

from bot.conversation.signs import with_sign
from bot.conversation.word import Word
from bot.conversation.words import GUEST, ORGANISER
from bot.spoken_names import isolated
from tests.bot.conversation.talking import Talking

NOT_UNDERSTOOD = ("Das habe ich nicht verstanden.", "I didn't understand that.")
NAMED = [(word, name) for word in (*GUEST, *ORGANISER) for name in sorted({word.name, word.german})]


@pytest.mark.parametrize(("word", "name"), NAMED, ids=[f"{w.role}-{n}" for w, n in NAMED])
@pytest.mark.parametrize("way", ["telegram / de", "matrix ! en"])
async def test_a_word_is_understood(talking: Talking, word: Word, name: str, way: str) -> None:
    channel, sign, language = way.split()
    if word.role == "guest":
        phone = await talking.guest("p1", channel=channel, language=language)
    else:
        phone = await talking.organiser(channel=channel, language=language)
    await talking.running()
    answer = await phone.says(f"{sign}{name}")
    assert answer.title not in NOT_UNDERSTOOD
    assert len(answer.text) <= 4096
    others = "organisers only" if language == "en" else "nur die Leitung"
    assert others not in answer.title or word.name == "new"


@pytest.mark.parametrize("word", [*GUEST, *ORGANISER], ids=lambda word: f"{word.role}-{word.name}")
async def test_help_knows_every_word(talking: Talking, word: Word) -> None:
    phone = await (talking.guest("p1") if word.role == "guest" else talking.organiser())
    answer = await phone.says(f"hilfe {word.german}")
    assert answer.title.startswith(f"/{word.german}")
    shown = await phone.says(f"/help {word.name}")
    assert shown.title == answer.title


def test_texts_name_words_as_they_are_typed_on_each_network() -> None:
    text = "Ihr Tisch: /tisch · alles andere: /hilfe (https://abend.example/plan/stand, /oder)"
    assert with_sign(text, "/") == text
    assert with_sign(text, "!") == (
        "Ihr Tisch: !tisch · alles andere: !hilfe (https://abend.example/plan/stand, /oder)"
    )


def test_a_name_that_looks_like_a_word_stays_a_name() -> None:
    text = f"{isolated('/tisch')} kommt. Ihr Tisch: /tisch"
    assert with_sign(text, "!") == "\u2068/tisch\u2069 kommt. Ihr Tisch: !tisch"
    assert isolated("A/B Werkzeuge 1/2") == "A/B Werkzeuge 1/2"
