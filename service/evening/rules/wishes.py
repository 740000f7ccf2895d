"""What participants say about whom they would meet, and whom not."""

from service.evening import events as e
from service.evening.commands import Avoid, ChooseStation, DeclareKnown, Wish
from service.evening.guests import guest, others
from service.evening.refusals import EveningIsOver, NoStations, NothingNew, TooManyAvoided
from service.evening.state import Evening
from service.evening.tables import chairs

AVOIDED_AT_MOST = 5
"""Nobody may avoid more than one in so many guests (two in any case), and nobody at all where all sit at one
table: a plan that pleases one must still seat the others."""


def declare_known(evening: Evening, command: DeclareKnown, now: int) -> tuple[e.Event, ...]:
    """Note whom somebody knows already."""
    new = _new(evening, command.person, command.others, evening_has=guest(evening, command.person).knows)
    return (e.KnownDeclared(command.person, new),)


def avoid(evening: Evening, command: Avoid, now: int) -> tuple[e.Event, ...]:
    """Note whom somebody does not want to sit with."""
    known = guest(evening, command.person).avoids
    new = _new(evening, command.person, command.others, evening_has=known)
    guests = len(evening.attending())
    most = max(2, guests // AVOIDED_AT_MOST) if guests > chairs(evening) else 0
    if len(known) + len(new) > most:
        raise TooManyAvoided(most=most)
    return (e.AvoidDeclared(command.person, new),)


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
    evening: Evening, person: str, named: tuple[str, ...], *, evening_has: tuple[str, ...]
) -> tuple[str, ...]:
    """Those named of whom it was not known. Raises NothingNew."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    new = tuple(one for one in others(evening, person, named) if one not in evening_has)
    if not new:
        raise NothingNew(person=person, noted=True)
    return new
