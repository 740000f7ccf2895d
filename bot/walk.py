"""How far a guest has to walk to their next table, counted in tables as they stand in the hall."""

from collections.abc import Mapping

from service.evening import Evening


def table_order(*evenings: Evening) -> dict[str, int]:
    """Return the position of every table these evenings use: numbers in their order, names after them."""
    used: set[str] = set()
    for evening in evenings:
        used |= {str(n) for n in range(1, (evening.settings.tables or 0) + 1)}
        used |= {told.table for told in evening.told.values() if told.table is not None}
    in_order = sorted(used, key=lambda name: (not name.isdecimal(), len(name), name))
    return {table: at for at, table in enumerate(in_order)}


def distance(was: str | None, table: str | None, order: Mapping[str, int]) -> int:
    """Return how many tables lie between two places; 0 without one of them."""
    if was is None or table is None or was not in order or table not in order:
        return 0
    return abs(order[table] - order[was])
