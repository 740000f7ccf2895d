"""Everything that is stored of an evening, in one value that becomes JSON."""

from typing import Literal

import msgspec

from service.evening import Entry, Evening
from service.evenings import Evenings
from service.people.person import PersonRecord
from service.people.privacy import public_entry, public_evening
from service.store.outbox import Outbox

_entry = msgspec.json.Decoder(Entry)


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """An evening, whole: its state, personal records by id, journal, and how its notices fared.

    What participants said in private (`service.people.privacy`) is left out.

    `journal[i]` has version i + 1. `reached` is the version up to which each person has been told,
    `reached_by` the channel that did, `notices` counts notices by result.
    """

    format: Literal["tischwechsel/export@1"] = "tischwechsel/export@1"
    evening: Evening
    people: dict[str, PersonRecord]
    journal: tuple[Entry, ...]
    reached: dict[str, int]
    reached_by: dict[str, str]
    notices: dict[str, int]


async def export_evening(evenings: Evenings, outbox: Outbox, evening: str) -> Export:
    """Collect everything. Raises UnknownEvening, StoreAway."""
    state = await evenings.load(evening)
    reached = await outbox.reached(evening)
    entries = await evenings.store.entries(evening, limit=state.version)
    return Export(
        evening=public_evening(state),
        people=await evenings.people(evening),
        journal=tuple(public_entry(_entry.decode(data)) for _, data in entries),
        reached={person: known.version for person, known in reached.items()},
        reached_by={person: known.channel for person, known in reached.items()},
        notices=await outbox.tally(evening),
    )
