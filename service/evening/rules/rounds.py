"""The steps of an evening: a draft, the announcement, the gong, the talk, the gong, a break, the end."""

from msgspec.structs import replace

from scheduler import Conflict, mend
from service.evening import events as e
from service.evening.apart import apart_in
from service.evening.commands import Begin, Break, MakePlan, Next, Open, Replan, Stop, Tick
from service.evening.evolve import evolve
from service.evening.hosting import hosts_given, with_hosts
from service.evening.pace import announcement
from service.evening.problem import (
    coming_round,
    fingerprint,
    no_plan_possible,
    plan_of,
    problem_of,
    rounds_to_come,
    seatings_of,
    stale,
)
from service.evening.refusals import (
    AlreadyBegun,
    AlreadyOpen,
    BadMinutes,
    ConfirmNeeded,
    EveningIsOver,
    LastRound,
    NoPlanPossible,
    NotBegunYet,
    NothingDue,
    NotOpenYet,
    PlanOutdated,
    TooFewPeople,
)
from service.evening.resting import in_turn
from service.evening.rules.visiting import with_visitors
from service.evening.rules.windows import arrivals, visit_at, visits_due
from service.evening.seats import afterwards
from service.evening.state import MINUTE, SOON, Draft, Evening, Seating
from service.evening.stepfree import all_reach, only_where_they_can
from service.evening.tables import fewest, hall_size, renumbered, size_of, tables_for

AWAY = 5_000
"""A clock may be late by this much (or by the time to change tables, if longer) without asking anybody."""

Events = tuple[e.Event, ...]


def open_check_in(evening: Evening, command: Open, now: int) -> Events:
    """created -> open."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    if evening.phase.step != "created":
        raise AlreadyOpen(round=evening.phase.round)
    return (e.CheckInOpened(),)


def make_plan(evening: Evening, command: MakePlan, now: int) -> Events:
    """Draft all rounds for everybody expected or here; before `begin` only."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    if evening.begun:
        raise AlreadyBegun(round=evening.phase.round)
    hosted = with_hosts(evening)
    return (*hosts_given(evening), e.PlanMade(_draft(hosted, command.proposal)))


def replan(evening: Evening, command: Replan, now: int) -> Events:
    """Take a better draft for the rounds to come; one for rounds announced meanwhile is of no use."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    rounds, to_come = command.proposal.rounds, rounds_to_come(evening)
    if not rounds or not to_come or rounds[0].round != to_come.start:
        raise PlanOutdated
    return (e.PlanMade(_draft(evening, command.proposal)),)


def begin(evening: Evening, command: Begin, now: int) -> Events:
    """open -> announced, with the draft mended for those who attend."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    if evening.phase.step == "created":
        raise NotOpenYet
    if evening.begun:
        raise AlreadyBegun(round=evening.phase.round)
    people = len(evening.present(1))
    tables_for(evening, people)
    attending = evening.attending()
    here = sum(evening.people[person].presence == "here" for person in attending)
    if here * 2 < len(attending) and not command.confirm:
        raise ConfirmNeeded(word="begin", here=here, people=len(attending))
    made: list[e.Event] = [*hosts_given(evening, at_begin=True)]
    planned = with_hosts(evening, at_begin=True)
    draft = evening.draft
    if stale(planned):
        made.append(e.PlanMade(_draft(planned, command.proposal)))
        planned = evolve(planned, made[-1])
    came = arrivals(planned, now)
    announced = _announce(afterwards(planned, came), now)
    if announced is None:
        raise TooFewPeople(people=people, needed=fewest(evening))
    if draft is not None and draft.rounds:
        announced = replace(announced, changed=_changed_seats(draft.rounds[0], announced.seating))
    return (*made, *came, announced)


def next_step(evening: Evening, command: Next, now: int) -> Events:
    """Take the step that comes next, now: the gong, the next announcement, or the end."""
    phase = evening.phase
    if phase.step == "ended":
        raise EveningIsOver
    if not evening.begun:
        raise NotBegunYet
    if phase.step == "announced":
        return (_start(evening, now),)
    if phase.step == "running":
        left = phase.remaining if phase.paused else (phase.deadline or now) - now
        if left is not None and left > 0 and not command.confirm:
            raise ConfirmNeeded(
                word="next",
                round=phase.round,
                deadline=phase.deadline,
                remaining=left,
                people=len(evening.attending()),
                last=phase.round >= evening.settings.rounds,
                coming_break=phase.coming_break if rounds_to_come(evening) else None,
            )
        return _end_round(evening, now)
    if not rounds_to_come(evening):
        return (e.EveningEnded(),)
    came = arrivals(evening, now)
    announced = _announce(afterwards(evening, came), now)
    if announced is None:
        people = len(evening.present(coming_round(evening)))
        raise TooFewPeople(people=people, needed=fewest(evening))
    return (*came, announced)


def take_break(evening: Evening, command: Break, now: int) -> Events:
    """Stand between two rounds; while a round runs, the break follows it."""
    phase = evening.phase
    if phase.step == "ended":
        raise EveningIsOver
    if not evening.begun:
        raise NotBegunYet
    if not 0 < command.minutes <= 600:
        raise BadMinutes(minutes=command.minutes, least=1, most=600)
    if phase.step != "announced" and not rounds_to_come(evening):
        raise LastRound(round=phase.round)
    if phase.step == "running":
        return (e.BreakAsked(command.minutes),)
    deadline = _deadline(evening, now, command.minutes * MINUTE)
    return (e.BreakStarted(deadline, phase.seating if phase.step == "announced" else None),)


def stop(evening: Evening, command: Stop, now: int) -> Events:
    """End the evening, whatever is on."""
    phase = evening.phase
    if phase.step == "ended":
        raise EveningIsOver
    if not command.confirm:
        raise ConfirmNeeded(
            word="stop",
            round=phase.round,
            rounds=evening.settings.rounds,
            people=len(evening.attending()),
            deadline=phase.deadline,
        )
    if phase.step == "running":
        return (e.RoundEnded(phase.round), e.EveningEnded())
    return (e.EveningEnded(),)


def tick(evening: Evening, command: Tick, now: int) -> Events:
    """Do what is due: the two-minute call, a gong, the end of a break, a guest of honour.

    A clock that was away asks first.
    """
    phase = evening.phase
    due = wake_at(evening)
    if due is None or due > now:
        raise NothingDue
    if phase.deadline is None or phase.deadline > now:
        call = _gong_or_call(evening)
        called: Events = (e.SoonCalled(phase.round),) if call is not None and call <= now else ()
        return (*called, *visits_due(evening, now))
    late = now - phase.deadline
    if late > max(AWAY, evening.settings.change_seconds * 1000):
        return (e.ClockWasAway(late),)
    gong = phase.deadline if late <= AWAY else now
    if phase.step == "announced":
        return (_start(evening, gong),)
    if phase.step == "running":
        return _end_round(evening, gong)
    return _go_on(evening, gong)


def wake_at(evening: Evening) -> int | None:
    """The next instant at which a Tick has something to do, None while only commands move the evening."""
    dues = (_gong_or_call(evening), visit_at(evening))
    return min((due for due in dues if due is not None), default=None)


def _gong_or_call(evening: Evening) -> int | None:
    phase = evening.phase
    if phase.deadline is None:
        return None
    call = phase.deadline - SOON
    if phase.step == "running" and not phase.warned and call - phase.since >= MINUTE / 2:
        return call
    return phase.deadline


def _start(evening: Evening, now: int) -> e.Event:
    talk = evening.settings.minutes * MINUTE
    return e.RoundStarted(evening.phase.round, _deadline(evening, now, talk))


def _end_round(evening: Evening, now: int) -> Events:
    phase = evening.phase
    over = e.RoundEnded(phase.round)
    if phase.coming_break is not None and rounds_to_come(evening):
        return (over, e.BreakStarted(_deadline(evening, now, phase.coming_break * MINUTE)))
    return (over, *_go_on(evolve(evening, over), now))


def _go_on(evening: Evening, now: int) -> Events:
    """What follows a gong, whatever stands in the way: the next round, the end, or a wait for somebody's word."""
    if not rounds_to_come(evening):
        return (e.EveningEnded(),)
    came = arrivals(evening, now)
    try:
        announced = _announce(afterwards(evening, came), now)
    except NoPlanPossible:
        announced = None
    return (*came, announced) if announced is not None else (e.BreakStarted(None),)


def _announce(evening: Evening, now: int) -> e.RoundAnnounced | None:
    """Announce the next round from the draft, mended where people came or went; None with too few people."""
    number = coming_round(evening)
    there = evening.present(number)
    if len(there) < fewest(evening):
        return None
    drafted = next((s for s in evening.draft.rounds if s.round == number), None) if evening.draft else None
    planned = renumbered(evening, drafted) if drafted is not None else None
    if planned is not None and planned.everyone() == set(there) and _still_right(evening, planned):
        seating = planned
    else:
        only = range(number, number + 1)
        try:
            problem = problem_of(evening, only)
            mended = mend(problem, plan_of(evening, (planned,) if planned else (), only))
        except Conflict as conflict:
            raise no_plan_possible(evening, conflict, only) from conflict
        seating = only_where_they_can(evening, in_turn(evening, seatings_of(mended, only)[0]))
    changed = _changed_seats(drafted, seating) if drafted is not None and seating is not drafted else 0
    seating = with_visitors(evening, seating)
    return e.RoundAnnounced(seating, _deadline(evening, now, announcement(evening, seating)), changed)


def _draft(evening: Evening, proposal: Draft | None) -> Draft:
    """Return the proposal if it was made for this evening as it is now, else the nearest draft that fits."""
    rounds = rounds_to_come(evening)
    problem = problem_of(evening)
    name = fingerprint(evening)
    if proposal is not None and proposal.problem == name:
        return proposal
    basis = proposal or evening.draft
    try:
        mended = mend(problem, plan_of(evening, basis.rounds if basis else (), rounds))
    except Conflict as conflict:
        raise no_plan_possible(evening, conflict, rounds) from conflict
    return Draft(seatings_of(mended, rounds), proposal.problem if proposal else "")


def _still_right(evening: Evening, seating: Seating) -> bool:
    """A draft may be older than the last change of the tables, who always sits at one, or who is kept apart."""
    size, hall = size_of(evening), hall_size(evening)
    most = max(map(len, seating.tables.values()), default=0)
    if (size is not None and most > size) or (hall is not None and len(seating.tables) > hall):
        return False
    if not seating.tables.keys().isdisjoint(evening.closed):
        return False
    places = seating.places()
    if any(
        person in places and places[person] != slot.table and (slot.hosting or slot.table in seating.tables)
        for person, slot in evening.people.items()
        if slot.table is not None
    ):
        return False
    return all_reach(evening, seating) and not any(
        one in places and places[one] is not None and places[one] == places.get(other)
        for one, other in apart_in(evening, seating)
    )


def _changed_seats(before: Seating, after: Seating) -> int:
    was, now = before.places(), after.places()
    return sum(was[person] != table for person, table in now.items() if person in was)


def _deadline(evening: Evening, now: int, span: float) -> int | None:
    return now + round(span) if evening.settings.clock == "auto" else None
