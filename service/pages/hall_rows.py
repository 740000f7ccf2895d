"""The hall at the desk: the tables with their hosts, and who has to be told in person that their seat has changed."""

from collections.abc import Mapping
from typing import Any

from service.evening import Evening
from service.evening.hosts import host_of
from service.evening.tables import in_order, table_numbers
from service.pages.guest_rows import card
from service.people.person import PersonRecord
from service.reach import Reached, to_tell_in_person
from service.wording.in_person import where_to
from service.wording.refused import texts_of

People = Mapping[str, PersonRecord]


def in_person_rows(evening: Evening, people: People, reached: Mapping[str, Reached]) -> list[dict[str, Any]]:
    """Return who is to be told, their new table (None: free), and where they have to go in words."""
    t = texts_of(evening)
    return [
        {
            "id": person,
            **card(person, evening, people),
            "table": evening.told[person].table,
            "where": where_to(evening, person, t),
        }
        for person in to_tell_in_person(evening, reached)
    ]


def hall_rows(evening: Evening, people: People) -> list[dict[str, Any]]:
    """Return every table in the order of its number: its host, whether that one sits there, how many do, or closed."""
    if evening.phase.step == "ended":
        return []
    seating = evening.phase.seating if evening.live else None
    tables = seating.tables if seating is not None else {}
    rows = []
    for table in sorted({*table_numbers(evening), *evening.closed}, key=in_order):
        host = host_of(evening, table)
        rows.append(
            {
                "id": table,
                "host": card(host, evening, people)["name"] if host is not None else None,
                "host_here": host is not None and (not tables or host in tables.get(table, ())),
                "people": len(tables.get(table, ())),
                "closed": table in evening.closed,
            }
        )
    return rows
