"""What an act would do, as a question: who would have to move where, and which table would lose its host."""

from collections.abc import Mapping, Sequence

import msgspec

from service.evening import commands as c
from service.evening.foresight import Foreseen, Move
from service.evening.tables import in_order
from service.wording.catalogue import Texts

Names = Mapping[str, str]


class Question(msgspec.Struct, frozen=True):
    """What an organiser is asked, what would happen, and what the two buttons say."""

    title: str
    lines: tuple[str, ...]
    yes: str
    no: str


def question(command: c.Command, what: Foreseen, t: Texts, names: Names) -> Question:
    """Ask whether this is to be done, with numbers and names."""
    match command:
        case c.CloseTable(table=table):
            title, yes = t.say("Close table {table}?", table=table), t.say("Close")
        case c.AppointHost(person=person, table=table):
            name = names.get(person, person)
            title = t.say("Make {name} the host of table {table}?", name=name, table=table)
            yes = t.say("Make host")
        case c.ChangePresence(person=person) | c.LeaveAfter(person=person):
            name = names.get(person, person)
            title = t.say("{name} is a host. Take them out?", name=name)
            yes = t.say("Take out")
        case _:
            title, yes = t.say("Do it?"), t.say("Do it")
    return Question(title, tuple(_lines(what, t, names)), yes, t.say("Leave it"))


def _lines(what: Foreseen, t: Texts, names: Names) -> list[str]:
    lines = [t.say("Table {table} goes on without a host.", table=table) for table in what.hostless]
    if what.moves:
        lines.append(
            t.count("{n} guest changes seats at once:", "{n} guests change seats at once:", len(what.moves))
        )
        lines += moves_in_words(what.moves, t, names)
    return lines


def moves_in_words(moves: Sequence[Move], t: Texts, names: Names) -> list[str]:
    """Return one line for each table people would go to: `Table 5: Tom Berger, Ines Roth`."""
    places: dict[str | None, list[str]] = {}
    for move in moves:
        places.setdefault(move.now, []).append(names.get(move.person, move.person))
    return [
        t.say("Table {table}: {names}", table=table, names=t.listing(places[table], most=8))
        for table in sorted((table for table in places if table is not None), key=in_order)
    ] + ([t.say("Free this round: {names}", names=t.listing(places[None], most=8))] if None in places else [])
