"""All open participants' pages: each step is worked out once and handed to whom it concerns."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from bot.notice import Notice
from bot.notices import notices
from service.evening import Evening
from service.evenings import Outcome
from service.live import Live

ROOM = 64
"""Steps that may wait for one page; one that is slower is closed and comes back by itself."""


class News(msgspec.Struct, frozen=True):
    """What one page gets of a step: the evening after it, and the notices for this person."""

    evening: Evening
    notices: tuple[Notice, ...]


Inbox = asyncio.Queue[News | None]


class Hub:
    """Knows the open pages and feeds them."""

    def __init__(self, live: Live) -> None:
        self._pages: defaultdict[str, defaultdict[str, set[Inbox]]] = defaultdict(lambda: defaultdict(set))
        self._end = live.listen(self._hear, self._missed)

    def close(self) -> None:
        """Hear no more."""
        self._end()

    @asynccontextmanager
    async def page(self, evening: str, person: str) -> AsyncIterator[Inbox]:
        """An open page's inbox; None in it says that it overflowed and the page must come back."""
        inbox: Inbox = asyncio.Queue(ROOM + 1)
        self._pages[evening][person].add(inbox)
        try:
            yield inbox
        finally:
            inboxes = self._pages[evening]
            inboxes[person].discard(inbox)
            if not inboxes[person]:
                del inboxes[person]
            if not inboxes:
                del self._pages[evening]

    def _hear(self, step: Outcome) -> None:
        people = self._pages.get(step.after.id)
        if not people:
            return
        told: defaultdict[str, list[Notice]] = defaultdict(list)
        for notice in notices(step):
            told[notice.person].append(notice)
        everybody = step.before.phase != step.after.phase or step.before.settings != step.after.settings
        for person in list(people if everybody else told.keys() | _touched(step)):
            for inbox in people.get(person, ()):
                _put(inbox, News(step.after, tuple(told.get(person, ()))))

    def _missed(self) -> None:
        """Let every page come back and ask for what it missed."""
        for people in self._pages.values():
            for inboxes in people.values():
                for inbox in inboxes:
                    _put(inbox, None)


def _touched(step: Outcome) -> set[str]:
    """Those whose own slot has changed."""
    before, after = step.before.people, step.after.people
    if before is after:
        return set()
    return {person for person, slot in after.items() if before.get(person) is not slot}


def _put(inbox: Inbox, news: News | None) -> None:
    waiting = inbox.qsize()
    if waiting < ROOM:
        inbox.put_nowait(news)
    elif waiting == ROOM:
        inbox.put_nowait(None)
