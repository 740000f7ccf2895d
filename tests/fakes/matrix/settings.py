"""The settings of the test homeserver: a small one on loopback, which looks nobody up."""

from pathlib import Path
from typing import Any

FREE = {"per_second": 100_000, "burst_count": 100_000}


def settings(name: str, port: int, data: Path, *, limits: bool) -> dict[str, Any]:
    """What stands in its `hs.yaml` (JSON is YAML); `limits` as Synapse has them if nobody touches them."""
    # All phones of a test share one address, as people do not.
    free: dict[str, Any] = {"rc_login": {"address": FREE} | ({} if limits else {"account": FREE})}
    if not limits:
        free |= {
            "rc_message": FREE,
            "rc_joins": {"local": FREE, "remote": FREE},
            "rc_joins_per_room": FREE,
            "rc_invites": {"per_room": FREE, "per_user": FREE, "per_issuer": FREE},
            "rc_room_creation": FREE,
            "rc_media_create": FREE,
        }
    return {
        "server_name": name,
        "listeners": [
            {
                "port": port,
                "tls": False,
                "type": "http",
                "bind_addresses": ["127.0.0.1"],
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(data / "hs.db")}},
        "media_store_path": str(data / "media"),
        "signing_key_path": str(data / "signing.key"),
        "log_config": str(data / "log.yaml"),
        "pid_file": str(data / "hs.pid"),
        "registration_shared_secret": "test",
        "macaroon_secret_key": "test",
        "form_secret": "test",
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        # nobody attacks these passwords: 12 rounds would cost a quarter of a second for each person
        "bcrypt_rounds": 4,
        # as the large public homeservers do
        "presence": {"enabled": False},
        **free,
    }


def log_settings(file: Path) -> dict[str, Any]:
    """Warnings and worse go to `file`; a line for each request would cost more than the request's answer."""
    return {
        "version": 1,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {
            "file": {"class": "logging.FileHandler", "formatter": "line", "filename": str(file)},
        },
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }
