"""A list is taken in: who is new is added, of whom it knows more or better they change; nobody is moved by it."""

from collections.abc import Callable, Mapping
from typing import Any

from service.evening import events as e
from service.evening.apart import sorted_pair
from service.evening.commands import AddPeople, Change, Newcomer, TakeList
from service.evening.facts import Facts
from service.evening.refusals import EveningIsOver, NothingNew
from service.evening.rules.setup import add_people
from service.evening.state import Evening, Slot


def take_list(evening: Evening, command: TakeList, now: int) -> tuple[e.Event, ...]:
    """Add who is new and change who is there; whoever was forgotten meanwhile stays so.

    Raises EveningIsOver, NothingNew, AlreadyOnTheList.
    """
    if evening.phase.step == "ended":
        raise EveningIsOver
    apart = tuple(dict.fromkeys(sorted_pair(*pair) for pair in command.apart))
    added = add_people(evening, AddPeople(command.people, apart), now) if command.people else ()
    changed = {
        person: _facts(evening, person, slot, change)
        for person, change in command.changes.items()
        if (slot := evening.people.get(person)) is not None and not slot.forgotten
    }
    if not added and not changed:
        raise NothingNew
    return (*added, *((e.PeopleChanged(changed, () if added else apart),) if changed else ()))


def _facts(evening: Evening, person: str, slot: Slot, change: Change) -> Facts:
    facts: dict[str, Any] = {}
    for field in Newcomer.__struct_fields__:
        was, now = getattr(change.was, field), getattr(change.now, field)
        if field in {"here", "host"} or was == now:
            continue
        value = _WEIGHED.get(field, _as_told)(evening, person, was, now)
        if value != getattr(slot, field):
            facts[field] = value
    return Facts(tuple(change.values), **(facts | _host(evening, slot, change)))


def _host(evening: Evening, slot: Slot, change: Change) -> dict[str, bool]:
    """Who would be the host of a table now is; of their own one at once, unless it has one or people are seated."""
    if not change.now.host or slot.volunteer:
        return {}
    hosted = {other.table for other in evening.people.values() if other.hosting}
    table = change.now.table
    free = table is not None and table not in (*hosted, *evening.closed)
    hosting = free and not evening.live and not slot.visiting and not slot.hosting
    return {"volunteer": True, **({"hosting": True} if hosting else {})}


def _as_told(evening: Evening, person: str, was: Any, now: Any) -> Any:
    return now


def _absent(evening: Evening, person: str, was: tuple[int, ...], now: tuple[int, ...]) -> tuple[int, ...]:
    """The rounds they will miss: what the list takes back and adds, and what was said at the evening besides.

    The round that is on, and those before, are as they are: nobody is moved by a list.
    """
    known, over = set(evening.people[person].absent), evening.phase.round
    changed = (known - (set(was) - set(now))) | (set(now) - set(was))
    return tuple(sorted({r for r in known if r <= over} | {r for r in changed if r > over}))


def _table(evening: Evening, person: str, was: str | None, now: str | None) -> str | None:
    """Their own table: hosts and guests of honour go where they were asked to, whoever sits alone at theirs stays."""
    slot, seating = evening.people[person], evening.phase.seating
    alone = (
        evening.live
        and seating is not None
        and slot.table is not None
        and seating.tables.get(slot.table) == (person,)
    )
    return slot.table if slot.hosting or slot.visiting or alone else now


def _language(evening: Evening, person: str, was: str | None, now: str | None) -> str | None:
    """The language a list suggests; one that they have chosen themselves stays."""
    slot = evening.people[person]
    return now if slot.language == was else slot.language


_WEIGHED: Mapping[str, Callable[[Evening, str, Any, Any], Any]] = {
    "absent": _absent,
    "table": _table,
    "language": _language,
}
