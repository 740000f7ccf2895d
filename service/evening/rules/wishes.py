"""What participants say about whom they would meet, and whom not."""

from service.evening import events as e
from service.evening.commands import Avoid, ChooseStation, DeclareKnown, Wish
from service.evening.firms import named
from service.evening.guests import guest, others
from service.evening.refusals import EveningIsOver, NoStations, NothingNew, TooManyAvoided
from service.evening.state import Evening
from service.evening.tables import chairs

AVOIDED_AT_MOST = 5
"""Nobody may avoid more than one in so many guests (two in any case), and nobody at all where all sit at one
table: a plan that pleases one must still seat the others."""


MOST_FIRMS = 10
"""So many firms one guest may avoid, also such as nobody comes from yet."""


def declare_known(evening: Evening, command: DeclareKnown, now: int) -> tuple[e.Event, ...]:
    """Note whom somebody knows already."""
    slot = guest(evening, command.person)
    firm = command.firm if command.firm not in slot.knows_firms else 0
    new = _new(evening, command.person, command.others, evening_has=slot.knows, firm=firm)
    return (e.KnownDeclared(command.person, new, firm),)


def avoid(evening: Evening, command: Avoid, now: int) -> tuple[e.Event, ...]:
    """Note whom somebody does not want to sit with."""
    slot = guest(evening, command.person)
    firm = command.firm if command.firm not in slot.avoids_firms else 0
    new = _new(evening, command.person, command.others, evening_has=slot.avoids, firm=firm)
    guests = len(evening.attending())
    most = max(2, guests // AVOIDED_AT_MOST) if guests > chairs(evening) else 0
    firms = (*slot.avoids_firms, firm) if firm else slot.avoids_firms
    avoided = {*slot.avoids, *named(evening, command.person, new, firms)}
    if len(avoided) > most or len(firms) > MOST_FIRMS:
        raise TooManyAvoided(most=most)
    return (e.AvoidDeclared(command.person, new, firm),)


def wish(evening: Evening, command: Wish, now: int) -> tuple[e.Event, ...]:
    """Note with whom somebody would like to talk once more."""
    known = guest(evening, command.person).wishes
    (other,) = _new(evening, command.person, (command.other,), evening_has=known)
    return (e.WishMade(command.person, other),)


def choose_station(evening: Evening, command: ChooseStation, now: int) -> tuple[e.Event, ...]:
    """Refuse: no table of an evening has a topic yet, so there is no station to choose."""
    guest(evening, command.person)
    if evening.phase.step == "ended":
        raise EveningIsOver
    raise NoStations


def _new(
    evening: Evening, person: str, people: tuple[str, ...], *, evening_has: tuple[str, ...], firm: int = 0
) -> tuple[str, ...]:
    """Those of these people of whom it was not known; they may be none where a firm is new. Raises NothingNew."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    if firm and not people:
        return ()
    new = tuple(one for one in others(evening, person, people) if one not in evening_has)
    if not new and not firm:
        raise NothingNew(person=person, noted=True)
    return new
