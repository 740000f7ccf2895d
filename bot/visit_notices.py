"""Guests of honour: two minutes before they come their hosts hear of it, and they themselves where they go."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.notice import Notice, notice
from service.evening import Evening
from service.evening import events as e
from service.evening.hosts import host_of
from service.evening.pace import announcement
from service.evening.rules.windows import coming_visits
from service.evening.state import MINUTE, SOON
from service.evenings import Outcome

Whom = Callable[[Evening, str], Iterable[str]]
"""Who at a table is told of a guest."""

MAY_BE_LATE = MINUTE / 3
"""Two minutes are called only while they are nearly two."""


def visit_notices(step: Outcome) -> Iterator[Notice]:
    """Return what this step says about guests of honour who come soon, or whose time is over."""
    after, at = step.after, step.entry.at
    now: dict[str, str] = {}
    for event in step.entry.events:
        match event:
            case e.SoonCalled():
                gong = after.phase.deadline
                if gong is not None and gong - at >= SOON - MAY_BE_LATE:
                    yield from _next_round(after, gong)
            case e.VisitCalled(person=person, ends=True):
                until = after.people[person].until
                if until is not None and until - at >= SOON - MAY_BE_LATE:
                    yield notice(after, person, "soon", "signal", until=until, expires=until)
            case e.VisitCalled(person=person, table=str(table)):
                now[person] = table
            case e.VisitorWent(person=person):
                yield notice(after, person, "visited", "visit")
            case _:
                pass
    yield from _called(after, now, at + SOON, _at_the_table)


def _next_round(evening: Evening, gong: int) -> Iterator[Notice]:
    """Who sits where in the next round nobody knows yet but hosts: the others read it with their table."""
    visits = coming_visits(evening)
    seating = evening.phase.seating
    starts = gong + (announcement(evening, seating) if seating is not None else 0)
    return _called(evening, visits, starts, _host)


def _called(evening: Evening, visits: Mapping[str, str], starts: int, whom: Whom) -> Iterator[Notice]:
    by_host: dict[str, list[str]] = {}
    for person, table in visits.items():
        yield notice(evening, person, "visiting", "visit", table=table, starts=starts, expires=starts)
        for host in whom(evening, table):
            by_host.setdefault(host, []).append(person)
    for host, guests in by_host.items():
        table = visits[guests[0]]
        yield notice(evening, host, "visitor", "visit", table=table, with_=tuple(guests), expires=starts)


def _host(evening: Evening, table: str) -> Iterable[str]:
    host = host_of(evening, table)
    coming = evening.phase.round + 1
    return (host,) if host is not None and host in evening.present(coming) else ()


def _at_the_table(evening: Evening, table: str) -> Iterable[str]:
    """The host of the table; where none sits there, everybody."""
    seating = evening.phase.seating
    there = seating.tables.get(table, ()) if seating is not None else ()
    host = host_of(evening, table)
    return (host,) if host is not None and host in there else there
