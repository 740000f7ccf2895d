"""The Matrix channel: the real library behind the protocol of `bot.channel`."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

import structlog

from bot.channel import Incoming, Message, Rejected, Role
from bot.inbox import Inbox
from bot.turnstile import Turnstile

from .buttons import Buttons
from .cross_signing import CrossSigning, CrossSigningRefused
from .door import Door
from .failures import LOST, TOKEN
from .files import Files
from .memory import Memory
from .patience import Patience
from .reading import NAME, Reading
from .room_keys import RoomKeys
from .rooms import Rooms
from .sending import Sending
from .session import Session
from .standing import Standing
from .syncing import Syncing

log = structlog.get_logger()

RATE = 2_000.0  # no bound of ours: the homeserver sets the pace
CONCURRENCY = 8  # more rooms at once only wait longer
CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
LOOKS = 30.0


class MatrixChannel:
    """Matrix as a `bot.channel.Channel`. An address is a person's user id.

    `homeserver` is its address, `user` the bot's whole name; with `access_token` there is no login. In
    `data`/matrix lie the device, its keys and what must be remembered: one process only, back it up as a whole.
    """

    def __init__(
        self,
        homeserver: str,
        user: str,
        *,
        password: str | None = None,
        access_token: str | None = None,
        data: Path,
        patience: Patience | None = None,
    ) -> None:
        """Raises OSError if `data` can't be used."""
        self.name = NAME
        self.rate = RATE
        self.concurrency = CONCURRENCY
        self.turns = Turnstile(RATE)
        self._patience = patience = patience or Patience()
        self._standing = Standing()
        folder = data / "matrix"
        self._session = Session(
            homeserver,
            user,
            password=password,
            access_token=access_token,
            folder=folder,
            patience=patience,
            standing=self._standing,
        )
        client = self._session.client
        self._signing = CrossSigning(client, folder, password)
        self._memory = Memory(folder / "memory.json", patience)
        self._inbox = Inbox()
        self._buttons = Buttons(self._memory)
        self._door = Door(client, self._memory, patience)
        self._rooms = Rooms(client, self._memory, self._door.leave, self._greet)
        files = Files(client, patience)
        self._reading = Reading(
            client,
            rooms=self._rooms,
            buttons=self._buttons,
            files=files,
            inbox=self._inbox,
            patience=patience,
            taken=self._memory.found.taken,
        )
        keys = RoomKeys(client)
        self._sending = Sending(client, self._rooms, keys, self._buttons, files)
        self._syncing = Syncing(
            client,
            renew=self._renew,
            rooms=self._rooms,
            door=self._door,
            reading=self._reading,
            sending=self._sending,
            keys=keys,
            inbox=self._inbox,
            memory=self._memory,
            standing=self._standing,
            patience=patience,
        )
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def trouble(self) -> str | None:
        """Why nothing gets through: "new" (not reached yet), "away" or "token"; None if all is well."""
        return self._standing.trouble

    @property
    def user(self) -> str:
        """The bot's whole name, @name:server: what people invite."""
        return self._session.user

    async def start(self) -> None:
        """Connect in the background; returns at once, whether the homeserver can be reached or not."""
        self._tasks = [asyncio.create_task(self._live()), asyncio.create_task(self._memory.run())]

    async def close(self) -> None:
        """Stop receiving and let go of every connection. What was not taken yet comes again after a restart."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._inbox.close()
        await self._door.close()
        await self._sending.close()
        await self._memory.save()
        await self._session.client.close()
        self._session.close()

    async def send(self, address: str, message: Message, *, key: str) -> str:
        """Send and return the event id; what is not silent rings (m.text), the rest does not (m.notice).

        A second message with the same `key` is none. Raises TryLater, Gone or Rejected.
        """
        event = await self._sending.send(address, message, key=key, kind=_kind(message))
        self._rooms.keep(address)
        return event

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message sent before. Raises like `send`."""
        await self._sending.edit(address, message_id, message, kind=_kind(message))

    async def answer(self, incoming: Incoming, message: Message) -> None:
        """Reply to what a person did, without ringing. Raises like `send`.

        A reply with the title of the tapped message takes its place; any other is a new message.
        """
        await self.turns.turn(urgent=True)
        address, tapped = incoming.address, incoming.message
        if tapped is not None and self._buttons.title(address, tapped) == message.title.strip():
            try:
                await self._sending.edit(address, tapped, message, kind="m.notice")
            except Rejected:
                log.info("matrix_edit_refused")
            else:
                return
        # Whoever did the same thing twice because of a crash gets one answer, unless it is another one.
        key = hashlib.sha256(f"{incoming.id}\n{message.text}".encode(errors="replace")).hexdigest()
        await self._sending.send(address, message, key=key, kind="m.notice")

    def incoming(self) -> AsyncIterator[Incoming]:
        """What people do, in order per address, each once; ends after `close`.

        One that was handed out counts as done when the next is asked for. Until then the homeserver keeps it,
        and a process that died gets it again, with the same id.
        """
        return self._taken()

    async def show_menu(self, address: str, role: Role, language: str) -> None:
        """There are no menus here; who has a role is no stranger, their room stays. Never raises."""
        self.keep(address)

    def keep(self, address: str) -> None:
        """This person gave a code: do not leave their room."""
        self._rooms.keep(address)

    def start_link(self, code: str) -> str | None:
        """The address that shows the bot in the person's own app; None until the homeserver was reached.

        Apps know no way to hand on a code: it stands in the address for whoever shows it beside. ValueError
        for one that can't.
        """
        if not CODE.fullmatch(code):
            raise ValueError("a start code is 1-64 characters of A-Z, a-z, 0-9, _ and -")
        if not self._syncing.full.is_set():
            return None
        return f"https://matrix.to/#/{self.user}?start={code}"

    async def _live(self) -> None:
        while True:
            try:
                await self._session.open()
                await self._vouch()
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._syncing.run())
                    group.create_task(self._look_after())
            except Exception:
                # A fault of ours; better to begin again than to be deaf for the rest of the evening.
                log.exception("matrix_broken")
                await asyncio.sleep(self._patience.most)

    async def _renew(self, logged_out: bool) -> None:
        await self._session.renew(same_device=not logged_out)
        await self._vouch()

    async def _vouch(self) -> None:
        """Have the device's keys on the homeserver and signed, before anybody gets a message from it."""
        client = self._session.client
        pauses = self._patience.pauses()
        while True:
            try:
                if client.should_upload_keys:
                    await client.keys_upload()
                if await self._signing.sign():
                    log.info("matrix_device_signed")
            except LOST as error:
                self._standing.failed("away", type(error).__name__)
                await asyncio.sleep(next(pauses))
            except CrossSigningRefused as refused:
                if str(refused) in TOKEN:
                    self._standing.failed("token", str(refused))
                    await self._session.renew(same_device=refused.soft)
                    continue
                # Many apps show its messages all the same; strict ones do not.
                log.error("matrix_device_unsigned", why=str(refused))
                return
            else:
                return

    async def _look_after(self) -> None:
        """Let people in, leave strangers, and have the keys of all rooms handed out before they are needed."""
        await self._syncing.full.wait()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._door.run())
            group.create_task(self._warm())
            group.create_task(self._show_out())

    async def _warm(self) -> None:
        for user in list(self._memory.chats):
            await self._sending.warm(user)

    async def _show_out(self) -> None:
        while True:
            await asyncio.sleep(min(LOOKS, self._patience.stranger / 4))
            for room_id in self._rooms.strangers(self._patience.stranger):
                self._rooms.lost(room_id)
                self._door.leave(room_id, "stranger")

    async def _taken(self) -> AsyncIterator[Incoming]:
        async for item in self._inbox.items():
            yield item
            self._reading.done(item.id)
            self._memory.touch()

    def _greet(self, user: str, room_id: str) -> None:
        self._door.moved()
        self._reading.greet(user, room_id)


def _kind(message: Message) -> str:
    return "m.notice" if message.silent else "m.text"
