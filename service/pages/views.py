"""What the projector and the desk show, worked out from the evening; the pages only draw it."""

from collections.abc import Mapping, Sequence
from typing import Any

import segno

from service.evening import Evening
from service.evening.matched import matches, open_seeks
from service.evening.state import Seating
from service.links import Links
from service.pages.guest_rows import card, guest_rows
from service.pages.hall_rows import hall_rows, in_person_rows
from service.people.matches_view import matches_key
from service.people.person import PersonRecord
from service.reach import Reached
from service.wording.networks import Hint

People = Mapping[str, PersonRecord]
View = dict[str, Any]


def screen_view(evening: Evening, people: People, links: Links, now: int, *, names: bool = True) -> View:
    """Return the projector's view; `names` False shows numbers only."""
    phase = evening.phase
    seating = phase.seating if evening.live else None
    return {
        "now": now,
        "name": evening.name,
        "state": phase.step,
        "paused": phase.paused,
        "round": phase.round,
        "rounds": evening.settings.rounds,
        "deadline": phase.deadline,
        "started": phase.since if evening.begun else None,
        "remaining": phase.remaining if phase.paused else None,
        "starts_at": None,
        "tables": _tables(seating, evening, people, names=names),
        "resting": [card(p, evening, people) for p in seating.resting]
        if seating is not None and names
        else [],
        "here": evening.count("here"),
        "expected": evening.count("expected"),
        "people": sum(slot.presence != "left" and not slot.visiting for slot in evening.people.values()),
        "join": _join(evening, links) if phase.step in ("created", "open") else None,
        "names": names,
        "language": evening.settings.language,
        "anrede": evening.settings.anrede,
        "timezone": evening.settings.timezone,
        "version": evening.version,
        "message": evening.said,
    }


def desk_view(
    evening: Evening,
    people: People,
    links: Links,
    reached: Mapping[str, Reached],
    now: int,
    *,
    busy: bool,
    plan: str | None,
    log: list[View],
    networks: Sequence[Hint],
) -> View:
    """Return the desk's view: the projector's, and everything an organiser wants to know.

    `plan` says how good the draft is, `log` what has happened, `networks` which of them are in trouble.
    """
    own = links.evening(evening)
    settings = evening.settings
    return screen_view(evening, people, links, now) | {
        "everyone": guest_rows(evening, people, links, reached),
        "in_person": in_person_rows(evening, people, reached),
        "hall": hall_rows(evening, people),
        "join": _join(evening, links),
        "planned": evening.draft is not None,
        "coming_break": evening.phase.coming_break,
        "plan": plan,
        "clock": settings.clock,
        "settings": {
            "rounds": settings.rounds,
            "minutes": settings.minutes,
            "change_seconds": settings.change_seconds,
            "size": settings.size,
            "tables": settings.tables,
            "anrede": settings.anrede,
            "competitors": settings.competitors,
            "colleagues": settings.colleagues,
            "stepfree": ", ".join(settings.stepfree),
        },
        "undo": evening.acts[-1].word if evening.acts else None,
        "log": log,
        "links": {"screen": own.screen, "join": own.join, "telegram": own.telegram, "matrix": own.matrix},
        "code": links.organiser_code(evening) if own.telegram or own.matrix else None,
        "busy": busy,
        "matches": {
            "known": len(matches(evening)),
            "open": len(open_seeks(evening)),
            "key": matches_key(evening),
        },
        "networks": [{"text": hint.text, "more": hint.more} for hint in networks],
    }


def _tables(seating: Seating | None, evening: Evening, people: People, *, names: bool) -> list[View]:
    if seating is None:
        return []
    return [
        {
            "id": table,
            "topic": None,
            "people": [card(p, evening, people) for p in _there(seating, table)] if names else [],
        }
        for table in sorted(seating.tables, key=lambda name: (len(name), name))
    ]


def _there(seating: Seating, table: str) -> tuple[str, ...]:
    """Who is found at a table: a guest of honour first."""
    return (*seating.visitors.get(table, ()), *seating.tables[table])


def _join(evening: Evening, links: Links) -> View:
    url = links.evening(evening).join
    return {"url": url, "qr": segno.make_qr(url, error="m").svg_inline(border=0, omitsize=True)}
