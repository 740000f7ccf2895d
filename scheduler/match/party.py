"""Who seeks and offers, and what was found for them."""

import msgspec


class Party(msgspec.Struct, frozen=True):
    """Somebody with what they seek and offer, in their own words. People of one organisation are never matched."""

    id: str
    seeks: str | None
    offers: str | None
    organisation: str | None = None


class Found(msgspec.Struct, frozen=True):
    """Somebody offers what somebody seeks; `seek` and `offer` number the parts of the two texts, from 0.

    `weight` (0 to 1) is how sure that is; from 0.5 on the two should meet.
    """

    seeker: str
    offerer: str
    weight: float
    seek: int
    offer: int


class Unmet(msgspec.Struct, frozen=True):
    """A part of what somebody seeks that nobody here offers."""

    seeker: str
    seek: int


class Consortium(msgspec.Struct, frozen=True):
    """Different firms that together can do what one part of somebody's seek needs, in the order of its hands."""

    seeker: str
    members: tuple[Found, ...]


class Matches(msgspec.Struct, frozen=True):
    """What was found: pairs worth a seat at one table (best first, members of consortia included), and what was not."""

    found: tuple[Found, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    consortia: tuple[Consortium, ...] = ()


class Ranking(msgspec.Struct, frozen=True):
    """Who offers most nearly what somebody seeks, best first, however far from it that is."""

    seeker: str
    offers: tuple[Found, ...]
