"""One row of the desk for each guest: where they are, by which channel they know it, and why they do not."""

from collections.abc import Mapping
from typing import Any

from service.evening import Evening
from service.links import Links
from service.people.person import PersonRecord
from service.reach import Reached, unreached, why_unreached
from service.wording.names import name_of


def guest_rows(
    evening: Evening, people: Mapping[str, PersonRecord], links: Links, reached: Mapping[str, Reached]
) -> list[dict[str, Any]]:
    """Return the guests in the order in which they came onto the list.

    `channels` are those bound, `lost` those that were; `reached` is the channel that carried the present place,
    `why` what is in the way while nothing did.
    """
    places = evening.phase.seating.places() if evening.live and evening.phase.seating else {}
    silent = set(unreached(evening, reached))
    rows = []
    for person, slot in evening.people.items():
        found = links.person(evening, person)
        told, known = evening.told.get(person), reached.get(person)
        knows = evening.live and told is not None and known is not None and known.version >= told.version
        rows.append(
            {
                "id": person,
                **card(person, evening, people),
                "presence": slot.presence,
                "table": places.get(person),
                "rests": person in places and places[person] is None,
                "hosts": slot.table if slot.hosting else None,
                "visits": slot.visiting,
                "channels": slot.channels,
                "lost": slot.lost,
                "unreached": person in silent,
                "why": why_unreached(evening, person, reached) if person in silent else None,
                "reached": known.channel if knows and known is not None else None,
                "links": {"page": found.page, "telegram": found.telegram, "matrix": found.matrix},
                "code": links.code(evening, person) if found.telegram or found.matrix else None,
            }
        )
    return rows


def card(person: str, evening: Evening, people: Mapping[str, PersonRecord]) -> dict[str, Any]:
    """Return what somebody is called, and their firm."""
    record = people.get(person)
    organisation = record.person.organisation if record is not None else None
    return {"name": name_of(person, evening, people), "organisation": organisation}
