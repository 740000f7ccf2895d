"""How fast and how well evenings are planned: everything that is promised of the scheduler, and what was published."""

from collections.abc import Iterator

from benchmarks import halls, irregular, peers, records, replanning, sizes
from benchmarks.row import Row
from scheduler import warm_up

PARTS = (records, halls, irregular, replanning, peers, sizes)


def rows() -> Iterator[Row]:
    """Measure part after part."""
    warm_up()
    for part in PARTS:
        yield from part.rows()
