"""Whose turn it is to rest, where a round had to be mended by hand."""

from collections.abc import Iterator

from msgspec.structs import replace

from service.evening.apart import enemies
from service.evening.problem import met_pairs, times_rested
from service.evening.seats import welcome
from service.evening.state import Evening, Seating
from service.evening.stepfree import reaches


def in_turn(evening: Evening, seating: Seating) -> Seating:
    """Let those who have rested most change with somebody who has rested less, if that costs no repeat."""
    rested = times_rested(evening)
    waiting = sorted((p for p in seating.resting if rested[p]), key=lambda p: -rested[p])
    met = met_pairs(evening) if waiting else set()
    foes = enemies(evening, seating) if waiting else {}

    def repeats(person: str, others: tuple[str, ...]) -> int:
        return sum((min(person, other), max(person, other)) in met for other in others)

    def changes(person: str) -> Iterator[tuple[int, int, str, str]]:
        for table, people in seating.tables.items():
            for seated in people:
                others = tuple(p for p in people if p != seated)
                if rested[seated] < rested[person] and evening.people[seated].table != table:
                    more = repeats(person, others) - repeats(seated, others)
                    fits = welcome(evening, person, others, foes) and reaches(evening, person, table)
                    if more <= 0 and fits:
                        yield more, rested[seated], table, seated

    for person in waiting:
        change = min(changes(person), default=None)
        if change is not None:
            _, _, table, seated = change
            people = tuple(person if p == seated else p for p in seating.tables[table])
            resting = tuple(seated if p == person else p for p in seating.resting)
            seating = replace(seating, tables={**seating.tables, table: people}, resting=resting)
    return seating
