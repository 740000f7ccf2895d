"""What people seek and offer, as the matcher takes it."""

from collections.abc import Iterable, Mapping
from functools import cache

import msgspec

from scheduler import Person, Problem
from scheduler.match import Consortium, Found, Matcher, Matches, Party
from service.wording.catalogue import Texts
from service.wording.matches import consortium_sentence, hands_of, match_sentence, part_of, unmet_sentence


def party_of(person: Person) -> Party:
    """Return a person of a problem as the matcher takes them."""
    return Party(person.id, person.seeks, person.offers, person.organisation)


@cache
def matcher() -> Matcher:
    """Return this process's matcher: the model is loaded once, and texts it has seen cost nothing."""
    return Matcher()


def with_matches(problem: Problem) -> Problem:
    """Return the problem with its matches; where they were left out, they are found from seeks and offers."""
    if problem.matches is not None or not _anything_to_match(problem.people):
        return problem
    found = matcher().match([party_of(person) for person in problem.people]).found
    return msgspec.structs.replace(
        problem, matches=tuple((one.seeker, one.offerer, one.weight) for one in found)
    )


def _anything_to_match(people: Iterable[Person]) -> bool:
    seeks = offers = False
    for person in people:
        seeks, offers = seeks or bool(person.seeks), offers or bool(person.offers)
    return seeks and offers


class Reasons:
    """Says of what was found why, with the names and words of the people of one list."""

    def __init__(self, people: Iterable[Person], t: Texts) -> None:
        self._people: Mapping[str, Person] = {person.id: person for person in people}
        self._t = t

    def pair(self, found: Found) -> str:
        """Return why these two should meet."""
        seeker, offerer = self._people[found.seeker], self._people[found.offerer]
        return match_sentence(
            _name(seeker),
            part_of(seeker.seeks, found.seek),
            _name(offerer),
            part_of(offerer.offers, found.offer),
            self._t,
        )

    def unmet(self, matches: Matches) -> list[str]:
        """Return what nobody offers."""
        return [
            unmet_sentence(_name(seeker), part_of(seeker.seeks, one.seek), self._t)
            for one in matches.unmet
            for seeker in [self._people[one.seeker]]
        ]

    def consortium(self, consortium: Consortium) -> str:
        """Return who can do together what one seeks."""
        seeker = self._people[consortium.seeker]
        seek = part_of(seeker.seeks, consortium.members[0].seek)
        members = zip(
            hands_of(seek),
            [_name(self._people[one.offerer]) for one in consortium.members],
            strict=True,
        )
        return consortium_sentence(_name(seeker), seek, list(members), self._t)


def _name(person: Person) -> str:
    return person.name or person.id
