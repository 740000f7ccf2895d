"""Whoever drives the evening, over the HTTP API and nothing else."""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp
import msgspec

from rehearsal.course import Course, RehearsalStopped
from rehearsal.hall import BREAK_MINUTES, EveningOver, Hall
from service.people.person import Person

READY = 120.0
"""Real seconds until the service must be ready: the first planner on a machine compiles its search."""

HELD = 60.0
"""Seconds of the evening for which the clock is held once."""


class Invited(msgspec.Struct, frozen=True):
    """A guest as the service took them: id, page, and the link that binds a chat."""

    id: str
    page: str
    chat: str


class Organiser:
    """Makes an evening, invites the guests, drives it to its end."""

    def __init__(
        self, session: aiohttp.ClientSession, address: str, service_token: str, course: Course
    ) -> None:
        self._session = session
        self._api = f"{address}/api/v1"
        self._ready_at = f"{address}/readyz"
        self._service_token = service_token
        self._course = course
        self.token = ""
        self._evening = ""

    @property
    def journal(self) -> str:
        """The address of the evening's journal."""
        return f"{self._evening}/journal"

    async def ready(self) -> None:
        """Wait until the service is. Raises RehearsalStopped."""
        try:
            async with asyncio.timeout(READY):
                while True:
                    async with self._session.get(self._ready_at) as answer:
                        if answer.status == 200:
                            return
                    await asyncio.sleep(0.1)
        except (TimeoutError, aiohttp.ClientError) as error:
            raise RehearsalStopped(f"the service does not get ready: {type(error).__name__}") from error

    async def create(self, name: str, settings: dict[str, Any]) -> None:
        """Make the evening."""
        made = await self._post(
            f"{self._api}/evenings", {"name": name, "settings": settings}, self._service_token
        )
        self.token = made["organiser_token"]
        self._evening = f"{self._api}/evenings/{made['id']}"

    async def invite(self, guests: Sequence[Person]) -> list[Invited]:
        """Hand the list in; returned in its order. Raises RehearsalStopped."""
        taken = await self._post(f"{self._evening}/participants", list(guests), self.token)
        return [Invited(p["id"], p["links"]["page"], p["links"]["telegram"]) for p in taken["people"]]

    async def command(self, word: str, **arguments: Any) -> bool:
        """Say a word; False when it was refused (409), which is noted. Raises RehearsalStopped."""
        body = {"command": word, **arguments}
        status, answer = await self._ask("POST", f"{self._evening}/commands", body, self.token)
        if status == 409:
            self._course.troubles.append(f"{word}: {answer.get('code')}")
            return False
        self._expect(status, word, answer)
        return True

    async def insist(self, word: str, **arguments: Any) -> None:
        """Say a word without which the evening cannot go on. Raises RehearsalStopped."""
        body = {"command": word, **arguments}
        status, answer = await self._ask("POST", f"{self._evening}/commands", body, self.token)
        self._expect(status, word, answer)

    async def look(self) -> dict[str, Any]:
        """Return the evening as it is now."""
        return dict(await self._get(self._evening))

    async def entries(self) -> list[dict[str, Any]]:
        """Return the whole journal."""
        entries: list[dict[str, Any]] = await self._get(self.journal)
        return entries

    async def note(self, person: str) -> None:
        """Write somebody down who has come to the desk."""
        await self.command("back", participant=person)

    async def lead(self, hall: Hall, coffee: int | None) -> None:
        """Do what an organiser does while the rounds run, until the evening has ended."""
        rounds = (
            self._miss_people(hall),
            self._speak(hall),
            self._hold(hall),
            self._have_coffee(hall, coffee),
            self._answer_the_clock(hall),
        )
        for done in await asyncio.gather(*rounds, return_exceptions=True):
            if isinstance(done, BaseException) and not isinstance(done, EveningOver):
                raise done

    async def _miss_people(self, hall: Hall) -> None:
        """Give up the seats that stay empty in round 1, looking again each time: somebody may be coming in."""
        await hall.in_talk(1, 0.1)
        while True:
            people = (await self.look())["people"]
            missing = next((p["id"] for p in people if p["presence"] == "expected"), None)
            if missing is None or not await self.command("absent", participant=missing):
                return

    async def _speak(self, hall: Hall) -> None:
        await hall.in_talk(1, 0.7)
        await self.command("say", text="Das Buffet ist eröffnet.")

    async def _hold(self, hall: Hall) -> None:
        await hall.in_talk(2, 0.3)
        if await self.command("hold"):
            await hall.wait(HELD)
            await self.command("resume")

    async def _have_coffee(self, hall: Hall, after: int | None) -> None:
        if after is not None:
            await hall.in_talk(after, 0.4)
            await self.command("break", minutes=BREAK_MINUTES)

    async def _answer_the_clock(self, hall: Hall) -> None:
        while True:
            await hall.until(lambda: hall.asked)
            hall.asked = False
            await hall.wait(2)
            if await self.command("resume"):
                self._course.resumed += 1

    async def _get(self, url: str) -> Any:
        status, answer = await self._ask("GET", url, None, self.token)
        self._expect(status, url.rpartition("/")[2], answer)
        return answer

    async def _post(self, url: str, body: Any, token: str) -> dict[str, Any]:
        status, answer = await self._ask("POST", url, body, token)
        self._expect(status, url.rpartition("/")[2], answer)
        return dict(answer)

    async def _ask(self, method: str, url: str, body: Any, token: str) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = msgspec.json.encode(body) if body is not None else None
        try:
            async with self._session.request(method, url, data=data, headers=headers) as answer:
                return answer.status, msgspec.json.decode(await answer.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise RehearsalStopped(f"the API does not answer: {type(error).__name__}") from error

    def _expect(self, status: int, what: str, answer: Any) -> None:
        if status not in (200, 201):
            detail = answer.get("detail", "") if isinstance(answer, dict) else ""
            raise RehearsalStopped(f"“{what}” was answered {status}: {detail}")
