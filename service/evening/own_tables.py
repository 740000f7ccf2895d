"""Who always sits at one table goes with it when it is closed."""

from msgspec.structs import replace

from service.evening.apart import enemies
from service.evening.state import Evening
from service.evening.stepfree import reaches
from service.evening.tables import chairs, free_number, in_order, table_numbers


def own_tables_instead(evening: Evening, table: str) -> dict[str, str]:
    """Say where everybody always sits from now on who always sat at this table, which is closed by now.

    They stay together, at the number their company goes on at, where the hall has one and they reach it; else each
    goes to the table with a free chair, and with the fewest who are bound to it.
    """
    bound = [p for p, s in evening.people.items() if s.table == table and not s.hosting and not s.forgotten]
    if not bound:
        return {}
    open_tables = [number for number in table_numbers(evening) if number != table]
    seating = evening.phase.seating if evening.live else None
    before = replace(evening, closed=tuple(number for number in evening.closed if number != table))
    used = seating.tables if seating is not None else table_numbers(before)
    number = free_number(evening, [one for one in used if one != table])
    found: dict[str, str] = {}
    for person in bound:
        if number is not None and reaches(evening, person, number):
            found[person] = number
        elif (other := _other(evening, person, open_tables, found)) is not None:
            found[person] = other
    return found


def _other(evening: Evening, person: str, tables: list[str], found: dict[str, str]) -> str | None:
    seating = evening.phase.seating if evening.live else None
    foes, slots = enemies(evening).get(person, ()), evening.people

    def worse(table: str) -> tuple[bool, int, tuple[int, str]]:
        there = seating.tables.get(table, ()) if seating is not None else ()
        bound = sum((found.get(p) or slot.table) == table for p, slot in slots.items())
        return len(there) >= chairs(evening), bound, in_order(table)

    open_to = (
        table
        for table in tables
        if reaches(evening, person, table)
        and not any((found.get(foe) or slots[foe].table) == table for foe in foes)
    )
    return min(open_to, key=worse, default=None)
