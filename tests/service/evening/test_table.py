"""Every command in every state does what the table says, and what is refused changes nothing."""

import copy
from functools import cache

import msgspec
import pytest

from service.evening import Refusal, decide
from service.evening import commands as c
from service.evening.decide import RULES
from tests.service.evening.document import GROUPS, PAGE, page
from tests.service.evening.states import COMMANDS, STATES, Cell
from tests.service.evening.story import Story
from tests.service.evening.table import TABLE

CELLS = [(state, command) for state, row in TABLE.items() for command in row]


@cache
def standing(state: str) -> Story:
    return STATES[state]()


@pytest.mark.parametrize(("state", "command"), CELLS)
def test_a_command_does_what_the_table_says(state: str, command: str) -> None:
    story = copy.copy(standing(state))
    story.wait(seconds=10)
    asked = COMMANDS[command](story)
    evening = story.evening
    before = msgspec.json.encode(evening)

    outcome: Cell
    try:
        happened = tuple(type(event) for event in decide(evening, asked, story.now))
        outcome = happened[0] if len(happened) == 1 else happened
    except Refusal as refusal:
        outcome = type(refusal)

    assert outcome == TABLE[state][command]
    assert msgspec.json.encode(evening) == before


def test_the_table_has_every_command_in_every_state() -> None:
    assert TABLE.keys() == STATES.keys()
    assert {
        state: COMMANDS.keys() ^ row.keys() for state, row in TABLE.items() if COMMANDS.keys() != row.keys()
    } == {}


def test_the_table_knows_every_kind_of_command() -> None:
    story = STATES["running"]()
    seen = {type(make(story)) for make in COMMANDS.values()}
    assert seen == set(RULES) == set(c.Command.__subclasses__())


def test_the_documentation_shows_this_table() -> None:
    """Otherwise: `python -m tests.service.evening.document`."""
    assert PAGE.read_text(encoding="utf-8") == page()
    assert sorted(state for states in GROUPS.values() for state in states) == sorted(STATES)
