"""A strict Bot API server for tests, with people whose phones can be played.

In a test: `async with BotApi() as api: tom = api.user(7, language="de"); tom.starts("CODE"); await tom.reads("Tisch")`.
As a process of its own: `python -m tests.fakes.telegram --port 8081`, driven over `/control/...` (see `control`)
or with `RemoteBotApi`, which has the same people.
"""

from .faults import Trouble
from .person import Tap, User
from .remote import RemoteBotApi, RemoteUser
from .server import BotApi
from .world import Letter, Toast

__all__ = ["BotApi", "Letter", "RemoteBotApi", "RemoteUser", "Tap", "Toast", "Trouble", "User"]
