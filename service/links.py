"""The addresses people follow: pages whose token stands in the address, and links that begin a chat."""

from collections.abc import Callable

import msgspec

from service.evening import Evening
from service.tokens import TokenKey

ChatLink = Callable[[str], str | None]
"""Makes an address of a code; None until the bot of that network has been reached."""


class EveningLinks(msgspec.Struct, frozen=True):
    """An evening's own addresses; `telegram` and `matrix` bind an organiser's chat, once."""

    desk: str
    screen: str
    join: str
    telegram: str | None
    matrix: str | None


class PersonLinks(msgspec.Struct, frozen=True):
    """A participant's addresses; `telegram` and `matrix` bind a chat of theirs, once."""

    page: str
    telegram: str | None
    matrix: str | None


class Links:
    """Builds every address from tokens; nothing is stored, raised generations make other addresses."""

    def __init__(
        self, tokens: TokenKey, public_url: str, telegram_link: ChatLink, matrix_link: ChatLink
    ) -> None:
        self._tokens = tokens
        self._public = public_url.rstrip("/")
        self._telegram = telegram_link
        self._matrix = matrix_link

    def evening(self, evening: Evening) -> EveningLinks:
        """Return the evening's own addresses."""
        code = self.organiser_code(evening)
        return EveningLinks(
            desk=f"{self._public}/d/{self._tokens.token('desk', evening.id)}",
            screen=f"{self._public}/s/{self._tokens.token('screen', evening.id)}",
            join=f"{self._public}/j/{self._tokens.token('join', evening.id)}",
            telegram=self._telegram(code),
            matrix=self._matrix(code),
        )

    def person(self, evening: Evening, person: str) -> PersonLinks:
        """Return the addresses of a participant, who is on the list."""
        code = self.code(evening, person)
        return PersonLinks(
            page=f"{self._public}/p/{self.token(evening, person)}",
            telegram=self._telegram(code),
            matrix=self._matrix(code),
        )

    def organiser_code(self, evening: Evening) -> str:
        """Return the code that binds the next organiser's chat."""
        return self._tokens.token("organiser_chat", evening.id, 0, evening.organiser_code)

    def code(self, evening: Evening, person: str) -> str:
        """Return the code that binds a chat of this participant, once."""
        slot = evening.people[person]
        return self._tokens.token("chat", evening.id, slot.number, slot.code)

    def token(self, evening: Evening, person: str) -> str:
        """Return the token of a participant's page."""
        slot = evening.people[person]
        return self._tokens.token("page", evening.id, slot.number, slot.page)
