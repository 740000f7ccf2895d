"""What a check found, and what to do about it."""

from typing import Literal

import msgspec

State = Literal["stands", "look", "broken"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the report.

    `code` is stable, the texts are in the reader's language. `look`: the evening can go on, somebody should decide.
    `do` says what helps, `command` is the line to type, as it stands.
    """

    check: str
    state: State
    code: str
    text: str
    do: str = ""
    command: str = ""


class Check:
    """Makes the findings of one check."""

    def __init__(self, name: str) -> None:
        self._name = name

    def stands(self, code: str, text: str, *, do: str = "", command: str = "") -> Finding:
        """All is well."""
        return Finding(check=self._name, state="stands", code=code, text=text, do=do, command=command)

    def look(self, code: str, text: str, *, do: str = "", command: str = "") -> Finding:
        """It works, but somebody should know."""
        return Finding(check=self._name, state="look", code=code, text=text, do=do, command=command)

    def broken(self, code: str, text: str, *, do: str = "", command: str = "") -> Finding:
        """The evening would fail here."""
        return Finding(check=self._name, state="broken", code=code, text=text, do=do, command=command)
