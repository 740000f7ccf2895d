"""Whom somebody should meet this evening and has not met yet."""

from service.evening.state import Evening


def wanted(evening: Evening, person: str) -> set[str]:
    """Return those whom the organisers want at one table with this person, but for whom they have sat with."""
    pairs = (pair for pair in evening.together if person in pair)
    meets = {other for pair in pairs for other in pair}
    for seating in evening.phase.over if meets else ():
        for people in seating.company():
            if person in people:
                meets.difference_update(people)
    return meets - {person}
