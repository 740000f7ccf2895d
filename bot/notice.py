"""One message for one participant, before it has words: for whom, what, until when, and what it replaces."""

from typing import Any, Literal

import msgspec

from service.evening import Evening

Kind = Literal[
    "table", "rest", "changed", "joins", "open", "gong", "soon", "break", "held", "resumed", "time", "say",
    "withdrawn", "ended", "away", "contact", "appointed", "visitor", "visiting", "visited", "hostless",
]  # fmt: skip

Topic = Literal["place", "signal", "saying", "company", "contact", "role", "visit"]
"""What a notice is about."""

LASTING = frozenset({"saying", "contact"})
"""Topics of which each notice counts; of the others only the newest to a person is worth sending."""

URGENCY: dict[str, int] = {
    "changed": 0, "withdrawn": 0, "table": 1, "rest": 1, "away": 1, "say": 2, "ended": 2,
    "visitor": 2, "visiting": 1, "visited": 2, "hostless": 1,
    "joins": 3, "open": 3, "soon": 4, "held": 4, "resumed": 4, "break": 4, "contact": 4, "appointed": 2, "gong": 5, "time": 5,
}  # fmt: skip
"""Kind -> urgency, 0 first."""

QUIET = frozenset({"gong", "time"})
"""Kinds that only live pages show: no phone buzzes for them."""


class Notice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person is to be told.

    `id` is the same whenever the same entry is expanded. `person` is a participant's or organiser's id.
    `with_` are the ids of those at the same table. Instants are UTC epoch milliseconds: `starts` and `until`
    are the round's gongs (None: by command), `expires` is when it is no longer worth sending.
    In a rest `with_` are those who rest too, `then` is the table of the next round and `again` when it starts.
    `late`: the round was running already when this seat was found. `walk` is how far this table is from the
    one before, in tables (0: not known).
    """

    id: str
    evening: str
    version: int
    person: str
    kind: Kind
    topic: Topic
    round: int = 0
    rounds: int = 0
    table: str | None = None
    was: str | None = None
    with_: tuple[str, ...] = ()
    starts: int | None = None
    until: int | None = None
    expires: int | None = None
    text: str | None = None
    met: int | None = None
    late: bool = False
    walk: int = 0
    then: str | None = None
    again: int | None = None

    @property
    def subject(self) -> str:
        """Notices to one person with the same subject replace each other."""
        return self.id if self.topic in LASTING else self.topic

    @property
    def urgency(self) -> int:
        """0 is sent first."""
        return URGENCY[self.kind]

    @property
    def quiet(self) -> bool:
        """Only live pages show it."""
        return self.kind in QUIET


def notice(
    evening: Evening, person: str, kind: Kind, topic: Topic, *, version: int | None = None, **fields: Any
) -> Notice:
    """Return a notice that this version of the evening (the newest) gives rise to; `fields` are those of a Notice."""
    version = evening.version if version is None else version
    return Notice(
        id=f"{version}.{person}.{topic if topic == 'place' else kind}",
        evening=evening.id,
        version=version,
        person=person,
        kind=kind,
        topic=topic,
        round=evening.phase.round,
        rounds=evening.settings.rounds,
        **fields,
    )
