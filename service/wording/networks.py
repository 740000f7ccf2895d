"""What an organiser has to know of networks in trouble: what it means for their guests, and what to do."""

import msgspec

from service.evening import Evening
from service.networks import NEW, NetworkStanding
from service.wording.catalogue import Texts

CALM = 4_000
"""Milliseconds of trouble nobody needs to hear of: most of it is over by then."""

SLOW = 20_000
"""A network that is slow but done within so many milliseconds is worth no word."""


class Hint(msgspec.Struct, frozen=True):
    """`text` says how a network stands and what it means for the guests, `more` what goes on or what to do, if anything."""

    network: str
    text: str
    more: str


def network_hints(evening: Evening, standings: tuple[NetworkStanding, ...], t: Texts) -> tuple[Hint, ...]:
    """Return a hint for each network whose trouble matters to this evening, in the reader's language."""
    return tuple(
        hint
        for standing in standings
        if _matters(evening, standing) and (hint := _hint(evening, standing, t)) is not None
    )


def _matters(evening: Evening, standing: NetworkStanding) -> bool:
    """Tell whether somebody of this evening waits for a message there or, until it is over, may come to wait."""
    if standing.people:
        return True
    name = standing.name
    return evening.phase.step != "ended" and (
        any(name in slot.channels for slot in evening.people.values() if slot.presence != "left")
        or any(organiser.channel == name for organiser in evening.organisers.values())
    )


def _hint(evening: Evening, standing: NetworkStanding, t: Texts) -> Hint | None:
    trouble, name = standing.trouble, _name(standing.name, t)
    if trouble is None:
        return _slow(standing, t, name)
    if trouble == NEW or standing.lasting < CALM:
        return None
    match trouble:
        case "conflict":
            text = t.say("A second program uses the same access to {network}.", network=name)
            more = t.say(
                "Tables and announcements go out, but some of what guests write ends up there. "
                "End the other program, or give it an access of its own."
            )
        case "webhook":
            text = t.say(
                "{network} does not reach us: what guests write there does not arrive.", network=name
            )
            more = t.say(
                "Tables and announcements go out. "
                "Whoever runs the service checks TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET."
            )
        case "token":
            text = _waiting(
                evening,
                standing,
                t,
                name,
                t.say("{network} does not let us in any more", network=name),
            )
            more = _goes_on(t) + " " + _access(standing.name, t)
        case _:
            text = _waiting(
                evening, standing, t, name, t.say("{network} cannot be reached right now", network=name)
            )
            more = _goes_on(t)
    return Hint(standing.name, text, more)


def _waiting(evening: Evening, standing: NetworkStanding, t: Texts, name: str, what: str) -> str:
    """Return what is the matter, and how many guests wait for a message because of it."""
    guests = sum(person in evening.people for person in standing.people)
    if not guests:
        return what + "."
    return t.count(
        "{what}; {n} guest gets their message as soon as it works again.",
        "{what}; {n} guests get their message as soon as it works again.",
        guests,
        what=what,
    )


def _slow(standing: NetworkStanding, t: Texts, name: str) -> Hint | None:
    if not standing.slow or not standing.waiting:
        return None
    left = standing.left
    if left is None:
        text = t.say("{network} slows us down: it takes longer until everybody knows.", network=name)
    elif left < SLOW:
        return None
    else:
        text = t.count(
            "{network} slows us down: about {n} more minute until everybody knows.",
            "{network} slows us down: about {n} more minutes until everybody knows.",
            max(1, round(left / 60_000)),
            network=name,
        )
    return Hint(standing.name, text, "")


def _goes_on(t: Texts) -> str:
    return t.say("The screen and the web pages go on.")


def _access(network: str, t: Texts) -> str:
    if network == "telegram":
        return t.say("Whoever runs the service checks TELEGRAM_TOKEN.")
    return t.say("Whoever runs the service checks MATRIX_USER and MATRIX_PASSWORD or MATRIX_ACCESS_TOKEN.")


def _name(network: str, t: Texts) -> str:
    return t.say("The Matrix server") if network == "matrix" else network.capitalize()
