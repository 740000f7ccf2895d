"""The evening itself, its settings, its list of people, and what is said to everybody."""

from typing import Any

import msgspec

from service.evening.commands.command import Command
from service.evening.state import Pair, Settings


class Create(Command, frozen=True):
    """Let there be an evening."""

    word = "new"
    name: str
    settings: Settings


class Newcomer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A participant to be added: what the rules need to know.

    `host`: they would be the host of a table, of `table` where it is named. The other fields are those of a Slot.
    """

    absent: tuple[int, ...] = ()
    table: str | None = None
    group: str | None = None
    here: bool = False
    language: str | None = None
    host: bool = False
    firm: int = 0
    trade: int = 0
    speaks: tuple[str, ...] = ()
    newcomer: bool = False
    stepfree: bool = False


class AddPeople(Command, frozen=True):
    """Put participants on the list; ids are new to the evening. Pairs in `apart` are never to share a table."""

    word = "people"
    people: dict[str, Newcomer]
    apart: tuple[Pair, ...] = ()


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a list changes of somebody who is on it already.

    `values` are the new ones, by field of their record; `was` and `now` what the rules need to know as the list
    before had it and as this one has it: only what differs between the two is changed.
    """

    values: dict[str, Any]
    was: Newcomer = Newcomer()
    now: Newcomer = Newcomer()


class TakeList(Command, frozen=True):
    """Take a list in: `people` are new to the evening, `changes` concern those who are not.

    Pairs in `apart` are never to share a table.
    """

    word = "people"
    people: dict[str, Newcomer]
    changes: dict[str, Change]
    apart: tuple[Pair, ...] = ()


class Configure(Command, frozen=True):
    """Change settings; only what is named changes. Values as typed by a person or given in JSON."""

    word = "settings"
    changes: dict[str, str | int | float | None]


class Say(Command, frozen=True):
    """Tell everybody something."""

    word = "say"
    text: str
