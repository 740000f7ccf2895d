"""The places that newcomers get on the list of an evening."""

from collections.abc import Mapping

from service.evening.commands import Newcomer
from service.evening.state import Evening, Slot


def new_slots(evening: Evening, people: Mapping[str, Newcomer]) -> dict[str, Slot]:
    """Return a slot for each of these people, numbered in their order.

    Who would be the host of a table that is named is it, the first who says so; others just sit there always.
    """
    number = max((slot.number for slot in evening.people.values()), default=0)
    hosted = {slot.table for slot in evening.people.values() if slot.hosting}
    slots: dict[str, Slot] = {}
    for person, new in people.items():
        number += 1
        hosting = new.host and new.table is not None and new.table not in (*hosted, *evening.closed)
        if hosting:
            hosted.add(new.table)
        slots[person] = Slot(
            number=number,
            presence="here" if new.here else "expected",
            absent=new.absent,
            table=new.table,
            group=new.group,
            language=new.language,
            hosting=hosting,
            volunteer=new.host,
            firm=new.firm,
            trade=new.trade,
            speaks=new.speaks,
            newcomer=new.newcomer,
            stepfree=new.stepfree,
        )
    return slots
