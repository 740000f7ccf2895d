"""Somebody will go before the end."""

from service.evening import events as e
from service.evening.commands import LeaveAfter
from service.evening.evolve import evolve
from service.evening.guests import guest
from service.evening.mending import give_up_seat
from service.evening.problem import met_pairs, rounds_to_come
from service.evening.refusals import BadRound, EveningIsOver, NothingNew
from service.evening.seats import take_seat
from service.evening.settings import NUMBERS
from service.evening.state import Evening

MOST_ROUNDS = int(NUMBERS["rounds"][2])


def leave_after(evening: Evening, command: LeaveAfter, now: int) -> tuple[e.Event, ...]:
    """Let somebody miss every round after this one; who would miss the one that is on goes at once.

    Said again with another round it counts anew. Rounds missed before stay missed.
    """
    person, last = command.person, command.after
    slot = guest(evening, person)
    if evening.phase.step == "ended":
        raise EveningIsOver
    rounds = evening.settings.rounds
    if not 0 <= last <= rounds:
        raise BadRound(round=last, least=0, most=rounds)
    if slot.presence == "left":
        raise NothingNew(person=person, presence="left")
    if evening.begun and last < evening.phase.round + (not evening.live):
        gone = e.PresenceChanged(person, "left")
        return (gone, *give_up_seat(evolve(evening, gone), person, noshow=False))
    kept = tuple(r for r in slot.absent if r <= last and r < until_the_end(slot.absent, rounds))
    absent = (*kept, *range(last + 1, MOST_ROUNDS + 1)) if last < rounds else kept
    if absent == slot.absent:
        raise NothingNew(person=person)
    changed = e.AbsenceChanged(person, absent)
    number = evening.phase.round
    stays = number in slot.absent and number not in absent and slot.presence in ("expected", "here")
    return (changed, *(take_seat(evolve(evening, changed), person) if stays else ()))


def out_of_reach(evening: Evening, person: str) -> tuple[str, ...]:
    """Return whom somebody was to share a table with once, and no round to come has both of them."""
    met, rounds = met_pairs(evening), rounds_to_come(evening)
    absent = evening.people[person].absent
    return tuple(
        other
        for pair in evening.together
        if person in pair and pair not in met
        for other in pair
        if other != person
        and not any(r not in absent and r not in evening.people[other].absent for r in rounds)
    )


def until_the_end(absent: tuple[int, ...], rounds: int) -> int:
    """Return the first of the rounds that somebody misses up to the last one; one more than `rounds` if none."""
    missed, first = set(absent), rounds + 1
    while first - 1 in missed:
        first -= 1
    return first
