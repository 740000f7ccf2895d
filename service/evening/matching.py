"""Who seeks what somebody else offers, as an evening knows it: ids and numbers, never the words themselves.

What people seek and offer lies in their records, in parts counted from 0 (`scheduler.match.parts`).
"""

import msgspec

WHOLE = -1
"""In the place of a part's number: the whole text. So an organiser matches two by hand."""


class Match(msgspec.Struct, frozen=True, omit_defaults=True):
    """`offerer` offers what `seeker` seeks: part `offer` of what they offer, part `seek` of what is sought.

    `weight` says how well, from 0 to 1.
    """

    seeker: str
    offerer: str
    weight: float = 1.0
    seek: int = WHOLE
    offer: int = WHOLE

    @property
    def pair(self) -> tuple[str, str]:
        """Seeker and offerer."""
        return self.seeker, self.offerer


class Consortium(msgspec.Struct, frozen=True):
    """Firms that can take on together what one alone cannot: each of the `members` offers one hand of it."""

    seeker: str
    members: tuple[Match, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who is to sit at one table, the seeker first, each once."""
        return tuple(dict.fromkeys((self.seeker, *(member.offerer for member in self.members))))


class Matching(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that was found: matches, the parts (seeker, number) that nobody on the list offers, and consortia."""

    found: tuple[Match, ...] = ()
    unmet: tuple[tuple[str, int], ...] = ()
    consortia: tuple[Consortium, ...] = ()

    def without(self, person: str, *, seeking: bool = True, offering: bool = True) -> "Matching":
        """Return what is left without what this person seeks, offers, or both."""

        def stays(match: Match) -> bool:
            return not (seeking and match.seeker == person) and not (offering and match.offerer == person)

        return Matching(
            found=tuple(filter(stays, self.found)),
            unmet=tuple(seek for seek in self.unmet if not (seeking and seek[0] == person)),
            consortia=tuple(one for one in self.consortia if all(map(stays, one.members))),
        )
