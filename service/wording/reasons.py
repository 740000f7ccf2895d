"""Why no plan is possible, wish by wish, as organisers read it: with names, in their language."""

from collections.abc import Mapping, Sequence

from babel.lists import format_list

from scheduler import Conflict, Problem
from scheduler.reasons import (
    NAMED,
    Apart,
    Broken,
    Closed,
    FixedSeat,
    Groups,
    Host,
    Inseparable,
    PeopleThere,
    Reason,
    Stations,
    TableNeeds,
    TableSeats,
    TooFewSeats,
)
from service.evening.apart import PrivateWish
from service.evening.stepfree import NeedsStepFree
from service.wording.catalogue import Texts

Names = Mapping[str, str]


def reason_in_words(reason: Reason | PrivateWish | NeedsStepFree, t: Texts, names: Names) -> str:
    """Return what a reason says, without a full stop; who has no name in `names` is called by the id."""
    match reason:
        case FixedSeat():
            return t.count(
                "{names} always sits at table {table}",
                "{names} always sit at table {table}",
                len(reason.people),
                names=_row(reason.people, t, names),
                table=reason.table,
            )
        case Host():
            return t.count(
                "{names} is a host of table {table}",
                "{names} are hosts of table {table}",
                len(reason.people),
                names=_row(reason.people, t, names),
                table=reason.table,
            )
        case TableSeats():
            return t.count(
                "Table {table} has {n} seat", "Table {table} has {n} seats", reason.seats, table=reason.table
            )
        case TooFewSeats():
            return t.say(
                "Table {table} has {seats} but {people} are fixed to it in round {round}: {names}",
                table=reason.table,
                seats=t.count("{n} seat", "{n} seats", reason.seats),
                people=t.count("{n} guest", "{n} guests", len(reason.people)),
                round=reason.round,
                names=_row(reason.people, t, names),
            )
        case TableNeeds():
            return t.say(
                "Table {table} needs at least {people}",
                table=reason.table,
                people=t.count("{n} guest", "{n} guests", reason.least),
            )
        case PeopleThere():
            return t.count(
                "In round {round} {n} guest is there",
                "In round {round} {n} guests are there",
                reason.number,
                round=reason.round,
            )
        case Closed():
            return t.say("Table {table} is closed in round {round}", table=reason.table, round=reason.round)
        case Apart():
            pair = _row((reason.one, reason.other), t, names)
            if not reason.rounds:
                return t.say("{names} are to stay apart", names=pair)
            return t.say(
                "{names} are to stay apart in round {rounds}", names=pair, rounds=_listed(reason.rounds, t)
            )
        case Inseparable():
            people = _row(reason.people, t, names)
            if not reason.rounds:
                return t.say("{names} always stay together", names=people)
            return t.say(
                "{names} stay together in round {rounds}", names=people, rounds=_listed(reason.rounds, t)
            )
        case Stations():
            rounds = t.count("{n} round", "{n} rounds", reason.rounds)
            stations = t.count("{n} station", "{n} stations", reason.stations)
            if reason.stations < reason.rounds:
                text = t.say(
                    "{rounds} but only {stations}: nobody sits at the same one twice",
                    rounds=rounds,
                    stations=stations,
                )
            else:
                text = t.say(
                    "{rounds} and {stations}: nobody sits at the same one twice",
                    rounds=rounds,
                    stations=stations,
                )
            return text
        case Groups():
            return t.say(
                "Group “{group}” is spread evenly over the tables, and pairs are across groups",
                group=reason.group,
            )
        case NeedsStepFree(tables=()):
            return t.count(
                "{names} needs a step-free table, and no open table is one",
                "{names} need step-free tables, and no open table is one",
                len(reason.people),
                names=_row(reason.people, t, names),
            )
        case NeedsStepFree():
            return t.count(
                "{names} needs a step-free table ({tables})",
                "{names} need step-free tables ({tables})",
                len(reason.people),
                names=_row(reason.people, t, names),
                tables=", ".join(reason.tables),
            )
        case PrivateWish():
            return t.say("a private wish stands against it")
        case Broken():
            return reason.rule


def impossible(problem: Problem, conflict: Conflict, t: Texts) -> list[str]:
    """Return the wishes in conflict of a problem without an evening; people are called by name and id."""
    names = {person.id: f"{person.name} ({person.id})" for person in problem.people if person.name}
    return [reason_in_words(reason, t, names) for reason in conflict.wishes]


def _row(people: Sequence[str], t: Texts, names: Names) -> str:
    """`Anna Roth, Tom Berger and Ali Kaya`; of a long row the end is only counted."""
    called = [names.get(person, person) for person in people]
    if len(called) > NAMED + 1:
        called[NAMED:] = [t.say("{more} more", more=len(called) - NAMED)]
    return _listed(called, t)


def _listed(values: Sequence[object], t: Texts) -> str:
    # British English has no comma before the last, as in German.
    locale = {"en": "en_GB"}.get(t.language, t.language)
    return format_list([str(value) for value in values], locale=locale)
