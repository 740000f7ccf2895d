"""Tables and their hosts in the round that is on."""

from service.evening.problem import rounds_to_come
from service.evening.state import Evening


def host_of(evening: Evening, table: str) -> str | None:
    """Return who is the host of a table, wherever they are now."""
    return next((p for p, slot in evening.people.items() if slot.hosting and slot.table == table), None)


def left_without_host(before: Evening, after: Evening) -> tuple[str, ...]:
    """Return the tables in use whose host was there before and is no longer."""
    was, now = before.phase.seating, after.phase.seating
    if not (before.live and after.live) or was is None or now is None or was.round != now.round:
        return ()
    return tuple(
        table
        for table, people in was.tables.items()
        if table in now.tables
        and (host := host_of(before, table)) in people
        and host not in now.everyone()
        and host_of(after, table) in (None, host)
    )


def could_host(evening: Evening, table: str, most: int = 2) -> tuple[str, ...]:
    """Return who sits there and could be the host: they are here, tied to no table, and stay longest."""
    seating = evening.phase.seating
    if not evening.live or seating is None:
        return ()
    to_come = rounds_to_come(evening)
    slots = evening.people
    fitting = [
        p for p in seating.tables.get(table, ()) if slots[p].presence == "here" and slots[p].table is None
    ]
    fitting.sort(
        key=lambda p: (sum(r in slots[p].absent for r in to_come), slots[p].on_paper, slots[p].number)
    )
    return tuple(fitting[:most])
