"""Everything that is kept, in Redis: the only room that knows `redis`."""

from service.store.embedded import EmbeddedRedis, EngineHealth
from service.store.errors import (
    DataFolderBusy,
    DataFolderUnusable,
    EngineFailed,
    EngineTooOld,
    LeaseLost,
    ServerMissing,
    StoreAway,
    StoreError,
    VersionTaken,
)
from service.store.feed import Feed
from service.store.lease import lease
from service.store.links import Links
from service.store.lists import WaitingLists
from service.store.outbox import Outbox
from service.store.promises import Answered, Promises, answered, promises
from service.store.store import Appended, Store

__all__ = [
    "Answered",
    "Appended",
    "DataFolderBusy",
    "DataFolderUnusable",
    "EmbeddedRedis",
    "EngineFailed",
    "EngineHealth",
    "EngineTooOld",
    "Feed",
    "LeaseLost",
    "Links",
    "Outbox",
    "Promises",
    "ServerMissing",
    "Store",
    "StoreAway",
    "StoreError",
    "VersionTaken",
    "WaitingLists",
    "answered",
    "lease",
    "promises",
]
