"""What can be taken back has a name on the desk, in both languages, and both say everything."""

import json
from pathlib import Path

import service.pages
from service.evening.state import UNDOABLE

WORDS = json.loads(Path(service.pages.__file__).with_name("words.json").read_text(encoding="utf-8"))


def test_every_act_has_a_name() -> None:
    for language in ("de", "en"):
        assert [word for word in sorted(UNDOABLE) if f"act_{word}" not in WORDS[language]["desk"]] == []


def test_both_languages_have_the_same_words() -> None:
    for page in WORDS["de"]:
        assert WORDS["de"][page].keys() == WORDS["en"][page].keys()
