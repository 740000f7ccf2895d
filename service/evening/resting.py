"""Who rests: whose turn it is where a round had to be mended by hand, where they sit next, whom they can meet meanwhile."""

from collections.abc import Iterator

from msgspec.structs import replace

from service.evening.apart import enemies
from service.evening.company import spoken_with
from service.evening.pace import announcement
from service.evening.problem import met_pairs, stale, times_rested
from service.evening.seats import welcome
from service.evening.state import MINUTE, Evening, Seating
from service.evening.stepfree import reaches


def in_turn(evening: Evening, seating: Seating) -> Seating:
    """Let those who have rested most change with somebody who has rested less, if that costs no repeat.

    Of several who could change, one with a phone does.
    """
    rested = times_rested(evening)
    waiting = sorted((p for p in seating.resting if rested[p]), key=lambda p: -rested[p])
    met = met_pairs(evening) if waiting else set()
    foes = enemies(evening, seating) if waiting else {}

    def repeats(person: str, others: tuple[str, ...]) -> int:
        return sum((min(person, other), max(person, other)) in met for other in others)

    def changes(person: str) -> Iterator[tuple[int, bool, int, str, str]]:
        for table, people in seating.tables.items():
            for seated in people:
                others = tuple(p for p in people if p != seated)
                if rested[seated] < rested[person] and evening.people[seated].table != table:
                    more = repeats(person, others) - repeats(seated, others)
                    fits = welcome(evening, person, others, foes) and reaches(evening, person, table)
                    if more <= 0 and fits:
                        yield more, evening.people[seated].on_paper, rested[seated], table, seated

    for person in waiting:
        change = min(changes(person), default=None)
        if change is not None:
            *_, table, seated = change
            people = tuple(person if p == seated else p for p in seating.tables[table])
            resting = tuple(seated if p == person else p for p in seating.resting)
            seating = replace(seating, tables={**seating.tables, table: people}, resting=resting)
    return seating


def seat_after(evening: Evening, person: str) -> tuple[str, int | None] | None:
    """Return the table where somebody sits in the next round, and when it starts (None: by command).

    None where nobody can know yet: there is no draft for the people and tables as they are now.
    """
    phase, draft = evening.phase, evening.draft
    drafted = (
        next((s for s in draft.rounds if s.round == phase.round + 1), None) if draft is not None else None
    )
    table = drafted.table_of(person) if drafted is not None else None
    if drafted is None or table is None or stale(evening):
        return None
    if phase.deadline is None:
        return table, None
    talk = evening.settings.minutes * MINUTE if phase.step == "announced" else 0
    pause = (phase.coming_break or 0) * MINUTE
    return table, phase.deadline + round(talk + pause) + announcement(evening, drafted)


def free_too(evening: Evening, person: str) -> tuple[str, ...]:
    """Return who else is here and rests in this round, and has not sat with this person yet."""
    seating = evening.phase.seating
    if not evening.live or seating is None:
        return ()
    known = {person, *spoken_with(evening, person), *evening.people[person].knows}
    foes = enemies(evening).get(person, ())
    return tuple(
        other
        for other in seating.resting
        if other not in known
        and other not in foes
        and person not in evening.people[other].knows
        and evening.people[other].presence == "here"
    )
