"""Methods about the bot itself: getMe, updates by poll or webhook, files and menus of commands."""

import re
from typing import Any

from .errors import bad_request
from .fields import ARRAY, BOOLEAN, INTEGER, OBJECT, STRING, Field
from .updates import MOST
from .webhook import CONNECTIONS
from .world import World

DOWNLOAD_BYTES = 20 * 1024 * 1024
POLL_SECONDS = 50
COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION = 256
LANGUAGE = re.compile(r"[a-z]{2}")
SCOPES = {
    "default": set[str](), "all_private_chats": set[str](), "all_group_chats": set[str](),
    "all_chat_administrators": set[str](), "chat": {"chat_id"}, "chat_administrators": {"chat_id"},
    "chat_member": {"chat_id", "user_id"},
}  # fmt: skip

GET_UPDATES = {"offset": INTEGER, "limit": INTEGER, "timeout": INTEGER, "allowed_updates": ARRAY}
SET_WEBHOOK = {
    "url": Field("String", "bad webhook: URL is not specified"), "max_connections": INTEGER,
    "allowed_updates": ARRAY, "drop_pending_updates": BOOLEAN, "secret_token": STRING,
}  # fmt: skip
DELETE_WEBHOOK = {"drop_pending_updates": BOOLEAN}
GET_FILE = {"file_id": Field("String", "file_id not specified")}
MENU = {"scope": OBJECT, "language_code": STRING}
SET_MENU = MENU | {"commands": Field("Array", 'parameter "commands" is required')}


async def get_me(world: World, _given: dict[str, Any]) -> dict[str, Any]:
    """getMe."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(world: World, given: dict[str, Any]) -> list[dict[str, Any]]:
    """getUpdates."""
    limit, timeout = given.get("limit", MOST), given.get("timeout", 0)
    if not 1 <= limit <= MOST:
        raise bad_request('can\'t parse "limit": expected 1 to 100')
    if timeout < 0:
        raise bad_request('can\'t parse "timeout": expected a positive Integer')
    world.updates.allow(given.get("allowed_updates"))
    return await world.updates.poll(given.get("offset", 0), limit, min(timeout, POLL_SECONDS))


async def set_webhook(world: World, given: dict[str, Any]) -> bool:
    """setWebhook; an empty address takes it away."""
    await world.webhook.set(
        given["url"],
        secret=given.get("secret_token", ""),
        connections=given.get("max_connections", CONNECTIONS),
    )
    world.updates.allow(given.get("allowed_updates"))
    if given.get("drop_pending_updates"):
        world.updates.drop()
    return True


async def delete_webhook(world: World, given: dict[str, Any]) -> bool:
    """deleteWebhook."""
    if world.webhook.url:
        await world.webhook.set("")
    if given.get("drop_pending_updates"):
        world.updates.drop()
    return True


async def get_webhook_info(world: World, _given: dict[str, Any]) -> dict[str, Any]:
    """getWebhookInfo."""
    webhook = world.webhook
    info: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }
    if webhook.url:
        info["max_connections"] = webhook.connections
    if webhook.last_error is not None:
        info["last_error_date"], info["last_error_message"] = webhook.last_error
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


async def get_file(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """getFile: where to download from; not above 20 MB."""
    file = world.files.get(given["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": f"u{file.id}",
        "file_size": file.size,
        "file_path": f"documents/{file.id}",
    }


async def set_my_commands(world: World, given: dict[str, Any]) -> bool:
    """setMyCommands."""
    commands = given["commands"]
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.menus[_menu(world, given)] = [_command(one) for one in commands]
    world.bell.ring()
    return True


async def get_my_commands(world: World, given: dict[str, Any]) -> list[dict[str, str]]:
    """getMyCommands."""
    return world.menus.get(_menu(world, given), [])


async def delete_my_commands(world: World, given: dict[str, Any]) -> bool:
    """deleteMyCommands."""
    world.menus.pop(_menu(world, given), None)
    world.bell.ring()
    return True


def _menu(world: World, given: dict[str, Any]) -> tuple[str, str]:
    scope, language = given.get("scope", {"type": "default"}), given.get("language_code", "")
    kind = scope.get("type")
    if kind not in SCOPES or set(scope) != SCOPES[kind] | {"type"}:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if language and not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    if "chat_id" in scope and scope["chat_id"] not in world.accounts:
        raise bad_request("chat not found")
    where = ":".join([kind, *(str(scope[name]) for name in sorted(SCOPES[kind]))])
    return where, language


def _command(given: Any) -> dict[str, str]:
    if not isinstance(given, dict) or set(given) != {"command", "description"}:
        raise bad_request("can't parse BotCommand: expected an Object with command and description")
    command, description = given["command"], given["description"]
    if not isinstance(command, str) or not COMMAND.fullmatch(command.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description) <= DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command.removeprefix("/"), "description": description}
