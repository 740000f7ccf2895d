"""Methods that write: sendMessage, sendDocument, sendPhoto, edits, deletion and the answer to a tap."""

from typing import Any

from .errors import bad_request
from .fields import ARRAY, BOOLEAN, CHAT, INTEGER, OBJECT, STRING, Field
from .formatting import parsed, units
from .keyboard import inline_keyboard
from .uploads import document, photo
from .world import File, Stored, Toast, World

TEXT = 4096
CAPTION = 1024
TOAST = 200
TAP_SECONDS = 60.0
PREVIEW = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)

COMMON = {
    "chat_id": CHAT, "parse_mode": STRING, "reply_markup": OBJECT, "disable_notification": BOOLEAN,
    "protect_content": BOOLEAN, "reply_parameters": OBJECT, "allow_paid_broadcast": BOOLEAN,
}  # fmt: skip
MESSAGE_ID = Field("Integer", "message identifier is not specified")
SEND_MESSAGE = COMMON | {
    "text": Field("String", "message text is empty"), "entities": ARRAY, "link_preview_options": OBJECT,
}  # fmt: skip
SEND_DOCUMENT = COMMON | {
    "document": Field("InputFile", "there is no document in the request"),
    "caption": STRING,
    "caption_entities": ARRAY,
    "disable_content_type_detection": BOOLEAN,
}
SEND_PHOTO = COMMON | {
    "photo": Field("InputFile", "there is no photo in the request"), "caption": STRING, "caption_entities": ARRAY,
}  # fmt: skip
REPLY = {"message_id", "chat_id", "allow_sending_without_reply"}
EDIT_TEXT = {
    "chat_id": CHAT, "message_id": MESSAGE_ID, "text": Field("String", "message text is empty"),
    "parse_mode": STRING, "entities": ARRAY, "link_preview_options": OBJECT, "reply_markup": OBJECT,
}  # fmt: skip
EDIT_KEYBOARD = {"chat_id": CHAT, "message_id": MESSAGE_ID, "reply_markup": OBJECT}
DELETE = {"chat_id": CHAT, "message_id": MESSAGE_ID}
CHAT_ACTION = {"chat_id": CHAT, "action": Field("String", "wrong parameter action in request")}
ANSWER_TAP = {
    "callback_query_id": Field("String", "query is too old and response timeout expired or query ID is invalid"),
    "text": STRING, "show_alert": BOOLEAN, "url": STRING, "cache_time": INTEGER,
}  # fmt: skip


async def send_message(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """sendMessage."""
    text, entities = _text(given)
    _preview(given)
    return _deliver(world, given, text, entities)


async def send_document(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """sendDocument, with an upload or the id of a file the server has."""
    return _deliver(world, given, *_caption(given), file=document(world, given["document"]))


async def send_photo(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """sendPhoto: a picture people see at once, smaller than a document may be."""
    return _deliver(world, given, *_caption(given), file=photo(world, given["photo"]), photo=True)


async def edit_message_text(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """editMessageText: only the bot's own messages, and only if something changes."""
    account = world.reachable(given["chat_id"])
    stored = _own(world, given)
    if stored.file is not None:
        raise bad_request("there is no text in the message to edit")
    text, entities = _text(given)
    _preview(given)
    keyboard = _keyboard(given)
    if (text, entities, keyboard) == (stored.text, stored.entities, stored.keyboard):
        raise bad_request(UNCHANGED)
    _spend(world, account.id)
    stored.text, stored.entities, stored.keyboard, stored.edited = text, entities, keyboard, world.clock()
    world.phones[account.id].ring()
    return world.as_message(stored)


async def edit_message_reply_markup(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """editMessageReplyMarkup: other buttons, or none, below the same words."""
    world.reachable(given["chat_id"])
    stored = _own(world, given)
    keyboard = _keyboard(given)
    if keyboard == stored.keyboard:
        raise bad_request(UNCHANGED)
    _spend(world, stored.chat)
    stored.keyboard = keyboard
    world.phones[stored.chat].ring()
    return world.as_message(stored)


async def delete_message(world: World, given: dict[str, Any]) -> bool:
    """deleteMessage."""
    world.reachable(given["chat_id"])
    if world.messages[given["chat_id"]].pop(given["message_id"], None) is None:
        raise bad_request("message to delete not found")
    world.phones[given["chat_id"]].ring()
    return True


async def send_chat_action(world: World, given: dict[str, Any]) -> bool:
    """sendChatAction."""
    world.reachable(given["chat_id"])
    if given["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


async def answer_callback_query(world: World, given: dict[str, Any]) -> bool:
    """answerCallbackQuery: within a minute, of a tap that was made."""
    tap = world.taps.get(given["callback_query_id"])
    if tap is None or world.clock() - tap.since > TAP_SECONDS:
        raise bad_request(ANSWER_TAP["callback_query_id"].missing)
    text = given.get("text", "")
    if len(text) > TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.toast = Toast(text, given.get("show_alert", False))
    world.bell.ring()
    return True


def _text(given: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    text, entities = parsed(given["text"], given.get("parse_mode"), given.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT:
        raise bad_request("message is too long")
    return text, entities


def _caption(given: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    text, entities = parsed(given.get("caption", ""), given.get("parse_mode"), given.get("caption_entities"))
    if units(text) > CAPTION:
        raise bad_request("message caption is too long")
    return text, entities


def _reply(world: World, given: dict[str, Any]) -> int | None:
    reply = given.get("reply_parameters")
    if reply is None:
        return None
    if unknown := set(reply) - REPLY:
        raise bad_request(f'can\'t parse ReplyParameters: unknown field "{min(unknown)}"')
    number = reply.get("message_id")
    if type(number) is not int:
        raise bad_request("can't parse ReplyParameters: Can't find field \"message_id\"")
    chat = given["chat_id"]
    if number in world.messages[chat] or number in world.said[chat]:
        return number
    if not reply.get("allow_sending_without_reply", False):
        raise bad_request("message to be replied not found")
    return None


def _preview(given: dict[str, Any]) -> None:
    if unknown := set(given.get("link_preview_options", ())) - PREVIEW:
        raise bad_request(f'can\'t parse LinkPreviewOptions: unknown field "{min(unknown)}"')


def _keyboard(given: dict[str, Any]) -> dict[str, Any] | None:
    return inline_keyboard(given["reply_markup"]) if "reply_markup" in given else None


def _own(world: World, given: dict[str, Any]) -> Stored:
    stored = world.messages[given["chat_id"]].get(given["message_id"])
    if stored is None:
        raise bad_request("message to edit not found")
    return stored


def _spend(world: World, chat: int, *, pays: bool = False) -> None:
    if world.limits is not None:
        world.limits.spend(chat, pays=pays)


def _deliver(
    world: World,
    given: dict[str, Any],
    text: str,
    entities: list[dict[str, Any]],
    *,
    file: File | None = None,
    photo: bool = False,
) -> dict[str, Any]:
    account = world.reachable(given["chat_id"])
    keyboard = _keyboard(given)
    reply = _reply(world, given)
    _spend(world, account.id, pays=given.get("allow_paid_broadcast", False))
    if file is not None:
        world.files[file.id] = file
    stored = Stored(
        id=world.next_id(),
        chat=account.id,
        text=text,
        entities=entities,
        keyboard=keyboard,
        time=world.clock(),
        silent=given.get("disable_notification", False),
        protected=given.get("protect_content", False),
        file=None if file is None else file.id,
        photo=photo,
        reply_to=reply,
    )
    world.messages[account.id][stored.id] = stored
    world.delivered[account.id] += 1
    world.times.append(int(stored.time * 1000))
    world.phones[account.id].ring()
    return world.as_message(stored)
