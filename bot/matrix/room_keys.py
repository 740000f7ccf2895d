"""Everybody in a room can read what comes next: their devices known, the room's key handed to each.

The library does this by itself when it sends, but takes no notice of a refusal on the way: the message would
be sent all the same, and stay unreadable.
"""

import asyncio
from collections.abc import Iterable, Mapping
from time import monotonic
from uuid import uuid4

from nio import (
    Api,
    AsyncClient,
    ErrorResponse,
    JoinedMembersResponse,
    KeysClaimResponse,
    KeysQueryResponse,
    MatrixRoom,
    Response,
    ShareGroupSessionResponse,
)

from bot.channel import TryLater

from .failures import SOON, succeeded, translated

AGAIN = 60.0
"""Seconds until the devices of a user are asked for again whose own homeserver did not answer."""


class RoomKeys:
    """To be asked under the room's lock. Raises TryLater, Gone, Rejected or what the library raises without answer."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._querying = asyncio.Lock()
        self._asked: dict[str, float] = {}

    async def ready(self, room: MatrixRoom) -> None:
        """Make sure that the next message to this room can be read there; costs nothing if that is so."""
        if not room.encrypted:
            return
        olm = self._client.olm
        if olm is None:
            raise TryLater(SOON, everybody=True)
        if not room.members_synced:
            await self._members(room)
        if olm.users_for_key_query and self._unknown(room):
            await self.query(room)
        if olm.should_share_group_session(room.room_id):
            await self._share(room)

    async def query(self, room: MatrixRoom | None = None) -> None:
        """Ask for the devices of those whose devices changed, all in one request; for `room`, only if it needs it."""
        async with self._querying:
            waiting = set(self._client.users_for_key_query)
            if not waiting or (room is not None and not self._unknown(room)):
                return
            now = monotonic()
            response = await self._client.keys_query()
            if not succeeded(response, KeysQueryResponse):
                raise translated(response)
            left = self._client.users_for_key_query
            self._asked = {user: now for user in waiting if user in left}

    async def claim(self, devices: Mapping[str, Iterable[str]]) -> None:
        """Get the means to write to devices nothing was written to yet."""
        request = Api.keys_claim(self._client.access_token, devices)
        await self._client.receive_response(await self._done(request, KeysClaimResponse))

    def _unknown(self, room: MatrixRoom) -> bool:
        now = monotonic()
        return any(
            now - self._asked.get(user, -AGAIN) >= AGAIN
            for user in self._client.users_for_key_query & room.users.keys()
        )

    async def _members(self, room: MatrixRoom) -> None:
        """A room of two is known as a whole from its summary; of any other one only those who spoke are."""
        counted = room.summary.joined_member_count if room.summary else None
        joined = room.users.keys() - room.invited_users.keys()
        if counted is not None and counted == len(joined) == 2:
            room.members_synced = True
            self._client.olm.update_tracked_users(room)
            return
        response = await self._client.joined_members(room.room_id)
        if not succeeded(response, JoinedMembersResponse):
            raise translated(response)

    async def _share(self, room: MatrixRoom) -> None:
        client, olm = self._client, self._client.olm
        missing = client.get_missing_sessions(room.room_id)
        if missing:
            await self.claim(missing)
        for devices, messages in olm.share_group_session_parallel(
            room.room_id, list(room.users), ignore_unverified_devices=True
        ):
            request = Api.to_device(client.access_token, "m.room.encrypted", messages, uuid4())
            await self._done(request, ShareGroupSessionResponse, (room.room_id, devices))
            session = olm.outbound_group_sessions.get(room.room_id)
            if session is not None:
                session.users_shared_with.update(devices)
        session = olm.outbound_group_sessions.get(room.room_id)
        if session is not None:
            session.shared = True

    async def _done(
        self, request: tuple[str, str, str], kind: type[Response], more: tuple[object, ...] = ()
    ) -> Response:
        """Make a request whose refusal the library would overlook, or not be able to read."""
        method, path, data = request
        headers = {
            "Authorization": f"Bearer {self._client.access_token}",
            "Content-Type": "application/json",
        }
        answer = await self._client.send(method, path.partition("?")[0], data, headers)
        if answer.status != 200:
            raise translated(await self._client.create_matrix_response(ErrorResponse, answer))
        try:
            response = await self._client.create_matrix_response(kind, answer, more)
        except TypeError:
            raise TryLater(SOON, everybody=True) from None
        if not succeeded(response, kind):
            raise translated(response)
        return response
