"""What two at a table could begin with: one seeks what the other offers, told to both if both agree to be named."""

from collections.abc import Iterable, Mapping

from bot.spoken_names import spoken_names
from service.evening import Evening
from service.evening.matched import between, consortia
from service.evening.matching import Consortium
from service.people.match_words import consortium_opener, match_opener
from service.people.person import PersonRecord
from service.wording.catalogue import Texts
from service.wording.refused import texts_of

MOST = 2
"""Openers in one message: it is read on the way to the table."""


def openers(
    person: str, company: Iterable[str], evening: Evening, people: Mapping[str, PersonRecord], t: Texts
) -> list[str]:
    """Return what this person may read about those at their table, the best first, at most two sentences.

    Nobody's name stands beside a wish unless they agreed to it; who did not is not named, and reads of nobody.
    """
    agreed = {p for p in (person, *company) if p in evening.people and evening.people[p].shares}
    if person not in agreed or len(agreed) < 2:
        return []
    names = spoken_names(people, evening, t)
    told = texts_of(evening, t.language)
    groups = [one for one in consortia(evening) if person in one.people and agreed.issuperset(one.people)]
    found = [consortium_opener(one, person, people, names, told) for one in groups]
    spared = {pair for one in groups for pair in _pairs(one)}
    found += [
        match_opener(match, person, people, names, told)
        for match in between(evening, person, agreed)
        if match.pair not in spared
    ]
    return [sentence for sentence in found if sentence][:MOST]


def _pairs(one: Consortium) -> Iterable[tuple[str, str]]:
    return (member.pair for member in one.members)
