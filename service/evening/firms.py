"""People as one of a firm names them: by themselves, or the whole firm, whoever comes from there later too."""

from collections.abc import Collection, Iterator

from service.evening.state import Evening


def known_to(evening: Evening, person: str) -> set[str]:
    """Everybody whom this person says they know."""
    slot = evening.people[person]
    return set(named(evening, person, slot.knows, slot.knows_firms))


def knows(evening: Evening, one: str, other: str) -> bool:
    """Whether one of these two says that they know the other."""
    return any(
        b in evening.people[a].knows or evening.people[b].firm in evening.people[a].knows_firms
        for a, b in ((one, other), (other, one))
        if a != b
    )


def avoided_by(evening: Evening, person: str) -> set[str]:
    """Everybody whom this person does not want to sit with. Private."""
    slot = evening.people[person]
    return set(named(evening, person, slot.avoids, slot.avoids_firms))


def named(evening: Evening, person: str, people: Collection[str], firms: Collection[int]) -> Iterator[str]:
    """Those of `people` who are on the list, and all who come from one of these firms; never the person."""
    for other in people:
        if other in evening.people and other != person:
            yield other
    if firms:
        for other, slot in evening.people.items():
            if slot.firm in firms and other != person:
                yield other
