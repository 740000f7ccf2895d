"""Who has been reached, by which channel, and why somebody has not.

Reached is whose present table a channel has accepted for them, or their page has fetched.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from service.evening import Evening
from service.evening.rules.in_person import to_be_told

Why = Literal["waiting", "not_started", "blocked"]


class Reached(msgspec.Struct, frozen=True):
    """The newest place that reached a person: the journal's version then, and the channel that carried it.

    `channel` is "telegram", "matrix" or "web"; empty where an older service noted it.
    """

    version: int
    channel: str = ""


def unreached(evening: Evening, reached: Mapping[str, Reached]) -> list[str]:
    """Return the ids of those who attend and do not know their present place yet."""
    if not evening.live:
        return []
    return [
        person
        for person, told in evening.told.items()
        if evening.people[person].presence in ("expected", "here")
        and (person not in reached or told.version > reached[person].version)
    ]


def to_tell_in_person(evening: Evening, reached: Mapping[str, Reached]) -> list[str]:
    """Return who holds a paper card, sits elsewhere than they can know, and was neither told so nor saw it."""
    return [
        person
        for person in to_be_told(evening)
        if person not in reached or evening.told[person].version > reached[person].version
    ]


def why_unreached(evening: Evening, person: str, reached: Mapping[str, Reached] | None = None) -> Why:
    """Return why this participant knows nothing yet.

    `waiting`: there is a chat, or (known with `reached`) a page that showed an earlier place; it has not
    arrived. `blocked`: the chat was blocked or left. `not_started`: never had a chat, nor opened the page.
    """
    slot = evening.people[person]
    if slot.channels:
        return "waiting"
    if slot.lost:
        return "blocked"
    known = reached.get(person) if reached is not None else None
    return "waiting" if known is not None and known.channel == "web" else "not_started"
