"""One word people say to the bot, as data: menus, help, the docs and the reading of what was typed are made of it."""

from typing import Literal

import msgspec

Role = Literal["organiser", "guest"]


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One word of one role.

    `name` is English and the same in every program text, `german` what it is called there; `aliases` are other
    ways to say it in either language, plain (small letters, umlauts spelled out), some of several words.
    `does` (English, in the catalogue) says in a few words what it does, `more` in a sentence or two.
    `follows` is what comes after it (English, in the catalogue), `example` and `german_example` show it.
    `alone`: nothing may follow; whoever writes on means something else. `menu`: it stands in the menus of chats.
    """

    name: str
    german: str
    role: Role
    does: str
    more: str = ""
    follows: str = ""
    example: str = ""
    german_example: str = ""
    aliases: tuple[str, ...] = ()
    alone: bool = False
    menu: bool = True

    def called(self, language: str) -> str:
        """Return what it is called in this language."""
        return self.german if language == "de" else self.name

    def typed(self, language: str) -> str:
        """Return how it is typed in this language, with an example where something follows."""
        shown = self.german_example or self.example if language == "de" else self.example
        return f"/{self.called(language)} {shown}".rstrip()
