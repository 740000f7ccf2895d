"""Tables without a host go to those who would be one: in the order of the list, for the whole evening."""

from collections.abc import Iterator

from service.evening.apart import sorted_pair
from service.evening.events import HostsGiven
from service.evening.evolve import evolve
from service.evening.state import Evening
from service.evening.stepfree import reaches
from service.evening.tables import chairs, in_order, tables_for


def hosts_given(evening: Evening, *, at_begin: bool = False) -> tuple[HostsGiven, ...]:
    """Return what gives a host to every table that has none, as far as there are people who would be one.

    A host who does not come counts as none; `at_begin` neither does one who is not here yet, where somebody else is
    who would be it. Raises TooFewPeople, TablesTooFew where not even the fullest round can be laid.
    """
    if not any(slot.volunteer and not slot.hosting for slot in evening.people.values()):
        return ()
    given = dict(_given(evening, at_begin))
    return (HostsGiven(given),) if given else ()


def with_hosts(evening: Evening, *, at_begin: bool = False) -> Evening:
    """Return the evening with a host at every table, as far as that can be."""
    for event in hosts_given(evening, at_begin=at_begin):
        evening = evolve(evening, event)
    return evening


def _given(evening: Evening, at_begin: bool) -> Iterator[tuple[str, str]]:
    slots = evening.people
    attending = evening.attending()
    rounds = range(1, evening.settings.rounds + 1)
    people = max((sum(r not in slots[p].absent for p in attending) for r in rounds), default=0)
    hosts = {slot.table: person for person, slot in slots.items() if slot.hosting}
    missing = {table for table, host in hosts.items() if slots[host].presence not in ("expected", "here")}
    late = {t for t, host in hosts.items() if at_begin and slots[host].presence == "expected"}
    tables = sorted(
        (table.id for table in tables_for(evening, people)), key=lambda t: (t in late, *in_order(t))
    )
    free = [table for table in tables if table not in hosts or table in missing | late]
    for person in _volunteers(evening, attending, at_begin):
        slot = slots[person]
        for table in [slot.table] if slot.table is not None else list(free):
            may = table in free and (table not in late or slot.presence == "here")
            if may and _can_host(evening, person, table):
                free.remove(table)
                yield table, person
                break


def _volunteers(evening: Evening, attending: list[str], at_begin: bool) -> list[str]:
    """Who would be a host and is none: in the order of the list, but for who can sit at few tables only or is late."""
    slots = evening.people
    willing = [p for p in attending if slots[p].volunteer and not slots[p].hosting]

    def last(person: str) -> tuple[bool, bool, bool]:
        slot = slots[person]
        return at_begin and slot.presence != "here", slot.table is None, not slot.stepfree

    return sorted(willing, key=last)


def _can_host(evening: Evening, person: str, table: str) -> bool:
    """Whether the person reaches this table, and may sit with all who always sit there."""
    slots = evening.people
    bound = [p for p, slot in slots.items() if slot.table == table and not slot.hosting and p != person]
    at_peace = all(sorted_pair(person, other) not in evening.apart for other in bound)
    return reaches(evening, person, table) and at_peace and len(bound) < chairs(evening)
