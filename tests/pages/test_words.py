"""What can be taken back has a name on the desk, in both languages."""

import json
from pathlib import Path

import service.pages
from service.evening import commands

WORDS = Path(service.pages.__file__).with_name("words.json")
NEVER_TAKEN_BACK = {"", "new", "replan", "say", "language", "start", "gone", "undo", "tick"}


def test_every_act_has_a_name() -> None:
    acts = {command.word for command in commands.Command.__subclasses__()} - NEVER_TAKEN_BACK
    assert {"people", "plan", "next"} <= acts
    pages = json.loads(WORDS.read_text(encoding="utf-8"))
    for language in ("de", "en"):
        assert [word for word in sorted(acts) if f"act_{word}" not in pages[language]["desk"]] == []
