"""Guests of honour and hosts in words: who comes to whose table, and which table has lost its host."""

from collections.abc import Mapping

from bot.channel import Button, Message
from bot.conversation.buttons import data, person_mark
from bot.notice import Notice
from bot.spoken_names import full_name, spoken_with_firms
from service.evening.hosts import could_host
from service.evening.state import Evening
from service.people.person import PersonRecord
from service.wording.catalogue import Texts

People = Mapping[str, PersonRecord]
Rows = tuple[tuple[Button, ...], ...]


def at_the_tables(notice: Notice, t: Texts, people: People, evening: Evening) -> Message:
    """Return what hosts, guests of honour and organisers read about a table."""
    names = t.listing(spoken_with_firms(notice.with_, people))
    match notice.kind:
        case "visitor":
            return Message(
                t.count(
                    "In 2 minutes {names} is coming to your table.",
                    "In 2 minutes {names} are coming to your table.",
                    len(notice.with_),
                    names=names,
                )
            )
        case "visiting":
            when = t.clock(notice.starts) if notice.starts is not None else ""
            return Message(
                t.say("Next: table {table}.", table=notice.table),
                t.say("They expect you there at {time}.", time=when),
            )
        case "visited":
            return Message(t.say("Your visit is over."), t.say("Thank you for being here."))
        case _:
            title = t.say("Table {table} goes on without a host.", table=notice.table)
            gone = t.say("{name} has gone.", name=names) if names else ""
            return Message(title, gone, host_buttons(evening, notice.table or "", t, people))


def host_buttons(evening: Evening, table: str, t: Texts, people: People) -> Rows:
    """Return who could be the host of a table instead, a tap each, and the tap that closes it."""
    if not evening.live or evening.phase.seating is None or table not in evening.phase.seating.tables:
        return ()
    offered = [
        (
            Button(
                t.say("Host: {name}", name=full_name(person, people, evening, t)),
                data(f"host {table}; {person_mark(evening, person)}"),
            ),
        )
        for person in could_host(evening, table)
    ]
    return (*offered, (Button(t.say("Close table {table}", table=table), data(f"close {table}")),))
