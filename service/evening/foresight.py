"""What an act would do to the seats of the round that is on, worked out by the very rules that would do it."""

import msgspec

from service.evening import commands as c
from service.evening import events as e
from service.evening.decide import decide
from service.evening.hosts import left_without_host
from service.evening.seats import afterwards
from service.evening.state import NOWHERE, Evening


class Move(msgspec.Struct, frozen=True):
    """Somebody whose place would be another one; None: rests, NOWHERE: has none."""

    person: str
    was: str | None
    now: str | None


class Foreseen(msgspec.Struct, frozen=True):
    """Who would have to move, and which tables would go on without their host."""

    moves: tuple[Move, ...] = ()
    hostless: tuple[str, ...] = ()


def foreseen(evening: Evening, command: c.Command, now: int) -> Foreseen | None:
    """Return what an organiser should see before this is done; None where it is done at once.

    That is so for a closed table, a new host who makes others move, and a host who goes, while a round is on.
    Raises what `decide` raises.
    """
    if not evening.live or not isinstance(
        command, c.CloseTable | c.AppointHost | c.ChangePresence | c.LeaveAfter
    ):
        return None
    events = decide(evening, command, now)
    after = afterwards(evening, events)
    gone = next((event.person for event in events if isinstance(event, e.SeatLeft)), None)
    moves = tuple(move for move in moves_between(evening, after) if move.person != gone)
    hostless = left_without_host(evening, after)
    asks = bool(moves) if isinstance(command, c.CloseTable | c.AppointHost) else bool(hostless)
    return Foreseen(moves, hostless) if asks else None


def moves_between(before: Evening, after: Evening) -> tuple[Move, ...]:
    """Return everybody who has a place in the round that is on and had another one before."""
    was, now = before.phase.seating, after.phase.seating
    if not after.live or now is None:
        return ()
    places = was.places() if before.live and was is not None and was.round == now.round else {}
    return tuple(
        Move(person, places.get(person, NOWHERE), table)
        for person, table in now.places().items()
        if places.get(person, NOWHERE) != table
    )
