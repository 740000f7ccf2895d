"""How well somebody fits among those at a table, where a late guest or a free chair gives the choice."""

from collections import Counter
from collections.abc import Callable, Collection

from service.evening.firms import knows
from service.evening.state import Evening
from service.evening.wanted import wanted

Discomfort = tuple[int, ...]
"""The less the better, what matters most first."""


def discomfort_of(evening: Evening, person: str) -> Callable[[Collection[str]], Discomfort]:
    """Return what says of any company how little it suits this person.

    Suits: whom they should meet; then nobody they have met or know, no colleague, no competitor, nobody without
    a common language, and for who is new a host and few others who are new.
    """
    slots, me = evening.people, evening.people[person]
    known, meets = familiar(evening, person), wanted(evening, person)
    mind_colleagues = evening.settings.colleagues != "free"

    def discomfort(people: Collection[str]) -> Discomfort:
        others = [slots[other] for other in people if other != person]
        return (
            -sum(other in meets for other in people),
            sum(known[other] for other in people),
            sum(mind_colleagues and other.firm == me.firm != 0 for other in others),
            sum(other.trade == me.trade != 0 for other in others),
            sum(
                bool(me.speaks and other.speaks) and set(me.speaks).isdisjoint(other.speaks)
                for other in others
            ),
            me.newcomer and not any(other.hosting for other in others),
            sum(me.newcomer and other.newcomer for other in others),
        )

    return discomfort


def familiar(evening: Evening, person: str) -> Counter[str]:
    """How often this person has met everybody, once more where one of the two says that they know each other."""
    known: Counter[str] = Counter()
    for seating in evening.phase.over:
        for people in seating.company():
            if person in people:
                known.update(people)
    known.update(other for other in evening.people if knows(evening, person, other))
    del known[person]
    return known
