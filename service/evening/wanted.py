"""Whom somebody should meet this evening and has not met yet."""

from service.evening.matched import matches
from service.evening.state import Evening


def wanted(evening: Evening, person: str) -> set[str]:
    """Return whom the organisers want at one table with this person, and who fits what they seek or offer.

    Whom they have sat with is not among them.
    """
    pairs = [pair for pair in evening.together if person in pair]
    pairs += [match.pair for match in matches(evening) if person in match.pair]
    meets = {other for pair in pairs for other in pair}
    for seating in evening.phase.over if meets else ():
        for people in seating.company():
            if person in people:
                meets.difference_update(people)
    return meets - {person}
