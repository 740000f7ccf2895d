"""Who has met whom at the tables, so far."""

from collections.abc import Iterator

from service.evening.firms import knows
from service.evening.state import Evening, Seating


def acquaintances(evening: Evening) -> dict[str, set[str]]:
    """Return everybody who has sat at a table in a round that is over, and whom they met there."""
    met: dict[str, set[str]] = {}
    for seating in evening.phase.over:
        for people in seating.company():
            for person in people:
                met.setdefault(person, set()).update(people)
    return {person: others - {person} for person, others in met.items()}


def new_faces(evening: Evening) -> dict[str, set[str]]:
    """The same without those whom one of the two had said they knew before."""
    return {
        person: {other for other in others if not knows(evening, person, other)}
        for person, others in acquaintances(evening).items()
    }


def spoken_with(evening: Evening, person: str) -> set[str]:
    """Return with whom somebody has been at a table, the present one and guests of honour among them."""
    found: set[str] = set()
    for people in _tables(evening):
        if person in people:
            found.update(people)
    return found - {person}


def _tables(evening: Evening) -> Iterator[tuple[str, ...]]:
    """Table by table, round by round, all who were there in whatever way."""
    seatings = list(evening.phase.over)
    now = evening.phase.seating
    if evening.live and now is not None:
        seatings.append(now)
    for seating in seatings:
        for table in seating.tables | seating.parted | seating.visitors:
            yield _at(seating, table)


def _at(seating: Seating, table: str) -> tuple[str, ...]:
    return (
        *seating.tables.get(table, ()),
        *seating.parted.get(table, ()),
        *seating.visitors.get(table, ()),
    )
