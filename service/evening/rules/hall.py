"""Organisers change the tables: who is a host, which one is closed, who visits them."""

from collections.abc import Iterable, Iterator

from scheduler.reasons import Apart, Host, Reason, TooFewSeats
from service.evening import events as e
from service.evening.apart import enemies, sorted_pair, ties
from service.evening.commands import AppointHost, CloseTable, Visit
from service.evening.evolve import evolve
from service.evening.guests import guest
from service.evening.mending import give_up_seat, mend_lonely, mend_table
from service.evening.own_tables import own_tables_instead
from service.evening.problem import coming_round
from service.evening.refusals import (
    BadWindow,
    EveningIsOver,
    NoPlanPossible,
    NothingNew,
    TableIsClosed,
    UnknownTable,
)
from service.evening.rules.visiting import everybody_at, visitors_follow
from service.evening.seats import PAIR, afterwards, at_peace, best_table, take_seat, welcome
from service.evening.state import MINUTE, Evening, Seating
from service.evening.stepfree import NeedsStepFree, must_stay_reachable, open_stepfree, reaches
from service.evening.tables import chairs, free_number, table_numbers
from service.evening.windows import LONGEST, read_window, shown, window_at

Events = tuple[e.Event, ...]


def appoint_host(evening: Evening, command: AppointHost, now: int) -> Events:
    """Make somebody the host of a table; in a round that is on they go there at once, if they can."""
    person = command.person
    slot = guest(evening, person)
    table = _open_table(evening, command.table)
    if slot.hosting and slot.table == table:
        raise NothingNew(person=person, table=table, hosting=True)
    if against := tuple(_against_host(evening, person, table)):
        raise NoPlanPossible(wishes=against)
    if not reaches(evening, person, table):
        wishes = (Host((person,), table), NeedsStepFree((person,), open_stepfree(evening)))
        raise NoPlanPossible(wishes=wishes)
    appointed = e.HostAppointed(person, table)
    after = evolve(evening, appointed)
    moves = _to_own_table(after, person, table)
    return (appointed, *moves, *mend_lonely(afterwards(after, moves)))


def close_table(evening: Evening, command: CloseTable, now: int) -> Events:
    """Use a table no more; whoever sits there goes on at a free one together, or where there is a chair."""
    table = _open_table(evening, command.table)
    if table_numbers(evening) == (table,):
        raise TableIsClosed(table=table, last=True)
    closed = e.TableClosed(table)
    after = evolve(evening, closed)
    must_stay_reachable(after, chairs(after))
    closed = e.TableClosed(table, moved=own_tables_instead(after, table))
    return (closed, *_reseated(evolve(evening, closed), table))


def visit(evening: Evening, command: Visit, now: int) -> Events:
    """Make somebody a guest of honour; in a round that is on they visit a table at once, if their window is open."""
    person = command.person
    slot = guest(evening, person)
    if evening.phase.step == "ended":
        raise EveningIsOver
    window = read_window(command.time) if command.time is not None and command.time.strip() else None
    route = tuple(_open_table(evening, table) for table in command.route)
    if slot.visiting and (slot.window, slot.route) == (window, route):
        raise NothingNew(person=person, visiting=True)
    begun = e.VisitBegun(person, window, route)
    came = _in_time(evening, begun, now)
    after = afterwards(evening, (begun, *came))
    stays = slot.visiting and after.people[person].in_the_hall
    left = [] if stays else give_up_seat(after, person, noshow=False)
    if slot.presence not in ("expected", "here"):
        return (begun, *came, *left)
    return (begun, *came, *left, *take_seat(afterwards(after, left), person))


def _in_time(evening: Evening, begun: e.VisitBegun, now: int) -> Events:
    """The guest of honour comes at once where the window is open. Raises BadWindow where it is over."""
    if begun.window is None or not evening.begun:
        return ()
    begins, ends = window_at(evening, begun.window, now)
    if begins - now > LONGEST * MINUTE:
        raise BadWindow(ended=shown(begun.window[1]), now=now)
    return (e.VisitorCame(begun.person, ends),) if begins <= now else ()


def _open_table(evening: Evening, named: str) -> str:
    """The table that is meant. Raises EveningIsOver, TableIsClosed, UnknownTable."""
    table = named.strip()
    if evening.phase.step == "ended":
        raise EveningIsOver
    if table in evening.closed:
        raise TableIsClosed(table=table)
    known = table_numbers(evening)
    if table not in known:
        raise UnknownTable(table=table, tables=known)
    return table


def _against_host(evening: Evening, person: str, table: str) -> Iterator[Reason]:
    """The hard rules by which this person cannot always sit at that table."""
    slots = evening.people
    fixed = tuple(p for p, s in slots.items() if s.table == table and not s.hosting and p != person)
    for other in fixed:
        if sorted_pair(person, other) in evening.apart:
            yield Apart(*sorted_pair(person, other))
            yield from ties(evening, (other,))
            return
    if len(fixed) >= chairs(evening):
        yield TooFewSeats(table, chairs(evening), (*fixed, person), coming_round(evening))


def _to_own_table(evening: Evening, host: str, table: str) -> list[e.Event]:
    """Bring a new host to the table in the round that is on; where that cannot be they keep the place they have."""
    seating = evening.phase.seating
    if not evening.live or seating is None or host not in evening.present(seating.round):
        return []
    if host in seating.tables.get(table, ()):
        return []
    there = seating.tables.get(table, ())
    if there and at_peace(host, everybody_at(seating, table), enemies(evening)):
        moves = _seat_host(evening, seating, host, table)
        if moves:
            return moves
    if any(host in guests for guests in seating.visitors.values()):
        up = e.SeatLeft(host, met=False)
        return [up, *take_seat(evolve(evening, up), host)]
    return take_seat(evening, host)


def _seat_host(evening: Evening, seating: Seating, host: str, table: str) -> list[e.Event]:
    """Give the host a chair at the table, or that of a guest, who goes where the host was or to a free one."""
    people = seating.tables[table]
    came_from = next((t for t, seated in seating.tables.items() if host in seated), None)
    taken = e.SeatTaken(host, table)
    if len(people) < chairs(evening):
        return [taken, *mend_table(evolve(evening, taken), came_from)]
    foes = enemies(evening)
    for guest_there in sorted(people, key=lambda p: evening.people[p].on_paper):
        if evening.people[guest_there].table == table:
            continue
        if came_from is not None:
            staying = tuple(p for p in everybody_at(seating, came_from) if p != host)
            if welcome(evening, guest_there, staying, foes) and reaches(evening, guest_there, came_from):
                return [taken, e.SeatTaken(guest_there, came_from)]
        else:
            return [taken, e.SeatTaken(guest_there, best_table(evening, guest_there, besides=table))]
    return []


def _reseated(evening: Evening, table: str) -> list[e.Event]:
    """New places for everybody at a table that has been closed: together where the hall has a free one."""
    seating = evening.phase.seating
    if not evening.live or seating is None or table not in seating.tables:
        return []
    used = seating.tables.keys() - {table}
    number = free_number(evening, used)
    company = _in_peace(evening, everybody_at(seating, table)) if number is not None else ()
    company = tuple(person for person in company if reaches(evening, person, number or table))
    if sum(person in seating.tables[table] for person in company) < PAIR:
        company = ()
    moves: list[e.Event] = [e.SeatTaken(person, number) for person in company]
    there = afterwards(evening, moves)
    for person in seating.tables[table]:
        if person not in company:
            moves.append(e.SeatTaken(person, best_table(there, person)))
            there = evolve(there, moves[-1])
    return [*moves, *visitors_follow(there)]


def _in_peace(evening: Evening, people: Iterable[str]) -> tuple[str, ...]:
    """These people, without whoever is kept apart from somebody before them."""
    foes = enemies(evening)
    company: tuple[str, ...] = ()
    for person in people:
        if at_peace(person, company, foes):
            company = (*company, person)
    return company
