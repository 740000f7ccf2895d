"""Settings of the service from the environment, read once; secrets also from files (`NAME_FILE`)."""

import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

REDIS = ("redis://", "rediss://", "redis+cluster://", "rediss+cluster://", "unix://")


class BadConfiguration(Exception):
    """A setting of the environment cannot be what it is; the message names it and what would be right."""

    code = "bad_configuration"


class Configuration(msgspec.Struct, frozen=True, kw_only=True):
    """How the service runs. `redis_url` None: a Redis of our own in `data`."""

    data: Path
    redis_url: str | None = None
    telegram_token: str | None = None
    telegram_api: str | None = None
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: str | None = None
    telegram_paid_broadcast: bool = False
    matrix_homeserver: str | None = None
    matrix_user: str | None = None
    matrix_password: str | None = None
    matrix_access_token: str | None = None
    public_url: str | None = None
    service_token: str | None = None
    log_format: Literal["json", "console"] | None = None


def read_configuration(environment: Mapping[str, str]) -> Configuration:
    """Return the settings; an empty variable counts as not set. Raises BadConfiguration."""

    def get(name: str) -> str | None:
        if path := environment.get(name + "_FILE"):
            try:
                return Path(path).read_text(encoding="utf-8").strip() or None
            except OSError as error:
                raise BadConfiguration(f"{name}_FILE={path} cannot be read: {error.strerror}") from None
        return environment.get(name) or None

    log_format = get("LOG_FORMAT")
    if log_format not in (None, "json", "console"):
        raise BadConfiguration(f"LOG_FORMAT={log_format} is unknown; json or console is right")
    public_url = get("PUBLIC_URL")
    if public_url is not None and not public_url.startswith(("http://", "https://")):
        raise BadConfiguration(f"PUBLIC_URL={public_url} must begin with http:// or https://")
    redis_url = get("REDIS_URL")
    if redis_url is not None and not _leads_to_redis(redis_url):
        # It may hold a password: not repeated here.
        raise BadConfiguration(f"REDIS_URL must be an address that begins with one of {', '.join(REDIS)}")
    paid = get("TELEGRAM_PAID_BROADCAST")
    if paid not in (None, "true", "false", "1", "0"):
        raise BadConfiguration(f"TELEGRAM_PAID_BROADCAST={paid} is unknown; true or false is right")
    return Configuration(
        data=Path(get("TISCHWECHSEL_DATA") or "data"),
        redis_url=redis_url,
        telegram_token=get("TELEGRAM_TOKEN"),
        telegram_api=get("TELEGRAM_API"),
        telegram_webhook_url=get("TELEGRAM_WEBHOOK_URL"),
        telegram_webhook_secret=get("TELEGRAM_WEBHOOK_SECRET"),
        telegram_paid_broadcast=paid in ("true", "1"),
        **_matrix(get),
        public_url=public_url,
        service_token=get("SERVICE_TOKEN"),
        log_format=log_format,  # type: ignore[arg-type]
    )


def _matrix(get: Callable[[str], str | None]) -> dict[str, str]:
    """The account on a Matrix homeserver: all of it, or nothing."""
    found = {
        name: value
        for name in ("matrix_homeserver", "matrix_user", "matrix_password", "matrix_access_token")
        if (value := get(name.upper())) is not None
    }
    if not found:
        return {}
    homeserver = found.get("matrix_homeserver", "")
    if not homeserver.startswith(("http://", "https://")):
        raise BadConfiguration(
            "MATRIX_HOMESERVER is the address of the homeserver, for example https://matrix.example.org"
        )
    if not re.fullmatch(r"@[^:\s]+:\S+", found.get("matrix_user", "")):
        raise BadConfiguration("MATRIX_USER is the whole name of the bot's account, @name:server")
    if not found.keys() & {"matrix_password", "matrix_access_token"}:
        raise BadConfiguration("MATRIX_PASSWORD or MATRIX_ACCESS_TOKEN is missing")
    return found


def _leads_to_redis(url: str) -> bool:
    try:
        return url.startswith(REDIS) and urlsplit(url).port != 0
    except ValueError:
        return False


def kept_secret(folder: Path, name: str) -> str:
    """Return the secret in this file of the data folder; made at the first start, readable by us only.

    Raises BadConfiguration where the folder cannot be used.
    """
    try:
        return _kept_secret(folder, name)
    except OSError as error:
        raise BadConfiguration(
            f"{folder} cannot be used as data folder: {error.strerror or error}"
        ) from error


def _kept_secret(folder: Path, name: str) -> str:
    path = folder / name
    if path.exists() and (kept := path.read_text(encoding="ascii").strip()):
        return kept
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = secrets.token_urlsafe(32)
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    beside.write_text(fresh + "\n", encoding="ascii")
    beside.replace(path)
    return fresh
