"""Files a bot sends: uploads, or ids of files the server has, within the published sizes."""

from typing import Any

from .errors import ApiError, bad_request
from .fields import Upload
from .world import File, World

DOCUMENT_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"


def document(world: World, given: Any) -> File:
    """The file to send with sendDocument."""
    if isinstance(given, Upload):
        if len(given.data) > DOCUMENT_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        return _taken(world, given)
    return _known(world, given)


def photo(world: World, given: Any) -> File:
    """The picture to send with sendPhoto: one that can be read, not too large, not too long."""
    if not isinstance(given, Upload):
        return _known(world, given)
    if len(given.data) > PHOTO_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    if not given.data.startswith((PNG, JPEG)):
        raise bad_request("IMAGE_PROCESS_FAILED")
    if given.data.startswith(PNG):
        wide, high = (int.from_bytes(given.data[at : at + 4]) for at in (16, 20))
        if (
            not wide
            or not high
            or wide + high > PHOTO_SIDES
            or max(wide, high) > PHOTO_RATIO * min(wide, high)
        ):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return _taken(world, given)


def _taken(world: World, given: Upload) -> File:
    if not given.data:
        raise bad_request("file must be non-empty")
    return File(id=f"B{world.next_id():06}", name=given.name, data=given.data, size=len(given.data))


def _known(world: World, given: str) -> File:
    if given not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return world.files[given]
