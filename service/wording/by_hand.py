"""What organisers changed by hand, as one sentence each: seats, pairs, tables, guests of honour."""

from collections.abc import Iterator, Mapping

from scheduler.reasons import NAMED
from service.evening import events as e
from service.evening.rules.leaving import out_of_reach, until_the_end
from service.evening.state import Evening
from service.evening.tables import in_order
from service.evening.windows import shown
from service.evenings import Outcome
from service.wording.catalogue import Texts

Names = Mapping[str, str]


def changed_by_hand(event: e.AnyEvent, step: Outcome, t: Texts, names: Names) -> str:
    """Return what this event did, nothing where there is nothing to say."""
    after = step.after
    match event:
        case e.HostAppointed(person=person, table=table):
            return _host(after, person, table, t, _name(person, names))
        case e.HostsGiven(hosts=hosts):
            return _hosts(hosts, t, names)
        case e.TableClosed(table=table):
            return " ".join((_closed(step, table, t), *_moved(event, t, names)))
        case e.VisitBegun(person=person):
            return _visit(event, t, _name(person, names))
        case e.VisitorCame(person=person):
            return t.say("The visit of {name} begins.", name=_name(person, names))
        case e.VisitorWent(person=person):
            return t.say("The visit of {name} is over.", name=_name(person, names))
        case e.ToldInPerson(person=person):
            return t.say("{name} has been told in person.", name=_name(person, names))
        case e.PairKeptApart(people=(one, other)):
            return _apart(after, one, other, t, names)
        case e.PairBroughtTogether(people=(one, other)):
            return t.say(
                "{one} and {other} will share a table once, if the plan allows it.",
                one=_name(one, names),
                other=_name(other, names),
            )
        case e.MatchAdded(seeker=seeker, offerer=offerer):
            return t.say(
                "{seeker} seeks what {offerer} offers: the plan seats them together once.",
                seeker=_name(seeker, names),
                offerer=_name(offerer, names),
            )
        case e.MatchStruck(seeker=seeker, offerer=offerer):
            return t.say(
                "{seeker} and {offerer}: the match is struck out.",
                seeker=_name(seeker, names),
                offerer=_name(offerer, names),
            )
        case e.AbsenceChanged(person=person, absent=absent):
            last = until_the_end(absent, after.settings.rounds) - 1
            if last >= after.settings.rounds:
                return t.say("{name} stays until the end.", name=_name(person, names))
            if last < 1:
                return t.say("{name} misses every round.", name=_name(person, names))
            said = t.say("{name} leaves after round {round}.", name=_name(person, names), round=last)
            return " ".join([said, *_missed(step, person, t, names)])
        case e.OrganiserAppointed(person=person):
            return t.say("{name} runs the evening with us now.", name=_name(person, names))
        case _:
            return ""


def _visit(event: e.VisitBegun, t: Texts, name: str) -> str:
    if event.window is not None:
        begins, ends = map(shown, event.window)
        said = t.say(
            "{name} is a guest of honour from {begins} to {ends}.", name=name, begins=begins, ends=ends
        )
    elif not event.route:
        return t.say("{name} is a guest of honour now and visits another table every round.", name=name)
    else:
        said = t.say("{name} is a guest of honour now.", name=name)
    if event.route:
        said += " " + t.say("First tables {tables}, one a round.", tables=", ".join(event.route))
    return said


def _missed(step: Outcome, person: str, t: Texts, names: Names) -> list[str]:
    """Whom they were to meet, and cannot any more."""
    before = out_of_reach(step.before, person)
    return [
        t.say(
            "{one} and {other} can no longer share a table: no round is left for both.",
            one=_name(person, names),
            other=_name(other, names),
        )
        for other in out_of_reach(step.after, person)
        if other not in before
    ]


def _host(evening: Evening, person: str, table: str, t: Texts, name: str) -> str:
    said = t.say("{name} is the host of table {table} from now on.", name=name, table=table)
    seating = evening.phase.seating
    if evening.live and seating is not None and seating.table_of(person) not in (None, table):
        said += " " + t.say("{name} goes there in the next round.", name=name)
    return said


def _hosts(hosts: Mapping[str, str], t: Texts, names: Names) -> str:
    """`Hosts: Anna Roth (table 1), Tom Berger (table 2).`"""
    given = [
        t.say("{name} (table {table})", name=_name(person, names), table=table)
        for table, person in sorted(hosts.items(), key=lambda one: in_order(one[0]))
    ]
    if len(given) > NAMED + 1:
        given[NAMED:] = [t.say("{more} more", more=len(given) - NAMED)]
    return t.say("Hosts: {names}.", names=t.listing(given))


def _moved(closed: e.TableClosed, t: Texts, names: Names) -> Iterator[str]:
    """Where those always sit now who always sat at a table that was closed."""
    for table in dict.fromkeys(closed.moved.values()):
        people = [_name(person, names) for person, other in closed.moved.items() if other == table]
        yield t.count(
            "{names} always sits at table {table} now.",
            "{names} always sit at table {table} now.",
            len(people),
            names=t.listing(people),
            table=table,
        )


def _closed(step: Outcome, table: str, t: Texts) -> str:
    """Who sat there is counted, not named: everybody has been told."""
    went = [event.table for event in step.entry.events if isinstance(event, e.SeatTaken)]
    seated = [to for to in went if to is not None]
    said = [t.say("Table {table} is closed.", table=table)]
    if len(set(seated)) == 1:
        said.append(
            t.count(
                "{n} guest sits at table {table} now.",
                "{n} guests sit at table {table} now.",
                len(seated),
                table=seated[0],
            )
        )
    elif seated:
        said.append(t.count("{n} guest sits elsewhere now.", "{n} guests sit elsewhere now.", len(seated)))
    if resting := len(went) - len(seated):
        said.append(t.count("{n} guest rests this round.", "{n} guests rest this round.", resting))
    return " ".join(said)


def _apart(evening: Evening, one: str, other: str, t: Texts, names: Names) -> str:
    said = t.say(
        "{one} and {other} will not share a table.", one=_name(one, names), other=_name(other, names)
    )
    seating = evening.phase.seating
    table = seating.table_of(one) if evening.live and seating is not None else None
    if seating is not None and table is not None and table == seating.table_of(other):
        said += " " + t.say(
            "They are at table {table} together right now; /swap moves one of them.", table=table
        )
    return said


def _name(person: str, names: Names) -> str:
    return names.get(person) or person
