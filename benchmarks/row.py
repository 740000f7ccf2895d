"""One measured figure."""

import msgspec


class Row(msgspec.Struct, frozen=True):
    """A figure and what it should reach; `ok` is None where nothing was promised."""

    name: str
    value: float
    unit: str
    reach: float | None = None
    ok: bool | None = None


def at_most(name: str, value: float, unit: str, reach: float) -> Row:
    """Return a figure that should be `reach` at the most."""
    return Row(name, round(value, 4), unit, reach, value <= reach)


def at_least(name: str, value: float, unit: str, reach: float) -> Row:
    """Return a figure that should be `reach` at the least."""
    return Row(name, round(value, 4), unit, reach, value >= reach)


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share (0 to 1) of the values lies, the higher neighbour."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
