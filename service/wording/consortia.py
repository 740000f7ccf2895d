"""Several firms that together can take on what one alone cannot: what each of them reads at their table."""

from collections.abc import Sequence

from service.wording.catalogue import Texts
from service.wording.matches import quoted

Able = Sequence[tuple[str, str]]
"""Names, and the hand of the work that is theirs (may be empty)."""


def consortium_to_seeker(able: Able, t: Texts) -> str:
    """Return it for whoever seeks it."""
    return t.say(
        "At this table sit those who can take on your order together: {able}.", able=_listed(able, t)
    )


def consortium_to_member(seeker: str, seek: str, mine: str, others: Able, t: Texts) -> str:
    """Return it for one of those who can do it together; `mine` is their own hand of the work."""
    said = t.say("{seeker} seeks several hands: “{seek}”.", seeker=seeker, seek=quoted(seek))
    if not others:
        return said
    if not mine:
        return said + " " + t.say("You can do it together with {able}.", able=_listed(others, t))
    return (
        said
        + " "
        + t.say("You can do it together: yours is {mine}, with {able}.", mine=mine, able=_listed(others, t))
    )


def _listed(able: Able, t: Texts) -> str:
    return t.listing([f"{name} ({hand})" if hand else name for name, hand in able])
