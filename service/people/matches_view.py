"""Matches as organisers look at them: who seeks what whom offers, in their own words, and when the two sit together."""

from collections.abc import Mapping

import msgspec

from service.evening import Evening
from service.evening.gathering import gathered
from service.evening.matched import consortia, matches, meets_in, open_seeks
from service.evening.matching import Consortium, Match
from service.people.match_words import match_line, offered, open_seek, sought
from service.people.person import PersonRecord
from service.wording.catalogue import Texts

People = Mapping[str, PersonRecord]


class MatchView(msgspec.Struct, frozen=True):
    """One match. `why` says it in one sentence, `seek` and `offer` are both people's own words (null: gone since).

    `weight` is 0 to 1; `round` is the one in which they met, meet, or will by the draft; `added` by an organiser.
    """

    seeker: str
    offerer: str
    weight: float
    seek: str | None
    offer: str | None
    why: str
    round: int | None
    added: bool


class ConsortiumView(msgspec.Struct, frozen=True):
    """Several who can take on together what `seeker` seeks; `round` is the one in which all shared a table."""

    seeker: str
    members: tuple[MatchView, ...]
    round: int | None


class OpenSeek(msgspec.Struct, frozen=True):
    """Something `seeker` looks for that nobody here offers: whom to invite next."""

    seeker: str
    seek: str


class MatchesView(msgspec.Struct, frozen=True):
    """All of it, matches best first; `struck` are those taken out, as seeker and offerer."""

    matches: tuple[MatchView, ...]
    consortia: tuple[ConsortiumView, ...]
    open: tuple[OpenSeek, ...]
    struck: tuple[tuple[str, str], ...]


def matches_view(evening: Evening, people: People, names: Mapping[str, str], t: Texts) -> MatchesView:
    """Return every match that counts, with its words in the reader's language; `names` by id."""
    paired = set(evening.paired)

    def shown(match: Match) -> MatchView:
        return MatchView(
            seeker=match.seeker,
            offerer=match.offerer,
            weight=round(match.weight, 2),
            seek=sought(match, people),
            offer=offered(match, people),
            why=match_line(match, people, names, t),
            round=meets_in(evening, *match.pair),
            added=match.pair in paired,
        )

    return MatchesView(
        matches=tuple(shown(match) for match in matches(evening)),
        consortia=tuple(
            ConsortiumView(one.seeker, tuple(map(shown, one.members)), _gathered(evening, one))
            for one in consortia(evening)
        ),
        open=tuple(
            OpenSeek(person, text)
            for person, part in open_seeks(evening)
            if (text := open_seek(person, part, people))
        ),
        struck=evening.struck,
    )


def matches_key(evening: Evening) -> str:
    """Return a name of what `matches_view` would show: another one when something may have changed."""
    phase, draft = evening.phase, evening.draft
    seen = (
        evening.matching,
        evening.struck,
        evening.paired,
        phase.round,
        phase.step,
        draft and draft.problem,
    )
    return f"{hash(seen) & 0xFFFFFFFF:x}.{sum(s.presence in ('expected', 'here') for s in evening.people.values())}"


def _gathered(evening: Evening, one: Consortium) -> int | None:
    seating = gathered(evening, one)
    return seating.round if seating is not None else None
