"""Which tables are laid for how many people, and which numbers they have."""

from collections.abc import Collection, Iterator
from itertools import count

from msgspec.structs import replace

from scheduler import Table, even_tables
from service.evening.refusals import TablesTooFew, TooFewPeople
from service.evening.state import Evening, Seating

SIZE = 5
"""People at a table when the organiser has named neither tables nor size."""


def size_of(evening: Evening) -> int | None:
    """The most people at a table, or None where only the number of tables is given."""
    settings = evening.settings
    if settings.format == "pairs":
        return 2
    return settings.size or (None if settings.tables else SIZE)


def fewest(evening: Evening) -> int:
    """So many people make the smallest round worth having."""
    return 2 if size_of(evening) == 2 else 3


def least(evening: Evening) -> int:
    """With fewer people than this a table of the round that is on has to be mended (decision 0017).

    Three make a table talk, two a pair; where so few are there that tables are laid for two, two are enough,
    and so they are for the last two minutes.
    """
    people = len(evening.present(evening.phase.round))
    if evening.phase.warned or people < fewest(evening):
        return 2
    return max(2, min(fewest(evening), *(table.min for table in _sizes(evening, people))))


def tables_for(evening: Evening, people: int) -> tuple[Table, ...]:
    """Lay tables for so many people; nobody sits alone, however many tables there are.

    Tables keep their numbers: closed ones are left out, and hosts' tables are laid before others.
    Raises TooFewPeople, and TablesTooFew where the hall's tables cannot seat everybody. Once rounds have
    begun nothing is refused for that any more: whom the hall cannot seat rests in turn.
    """
    return _numbered(evening, _sizes(evening, people))


def _sizes(evening: Evening, people: int) -> tuple[Table, ...]:
    size, tables = size_of(evening), hall_size(evening)
    if people < fewest(evening):
        raise TooFewPeople(people=people, needed=fewest(evening))
    if size is None:
        return even_tables(people, tables=min(tables or 1, people // fewest(evening)))
    if tables is not None and (over := people - people % 2 * (size == 2) - size * tables) > 0:
        if not evening.begun:
            raise TablesTooFew(people=people, tables=tables, size=size, over=over, more=-(-over // size))
        people = size * tables
    return even_tables(people, size=size)


def hall_size(evening: Evening) -> int | None:
    """How many tables of the hall can be used, None where nobody has said how many there are."""
    tables = evening.settings.tables
    if tables is None:
        return None
    return max(1, tables - len({number for number in evening.closed if _in_hall(number, tables)}))


def table_numbers(evening: Evening) -> tuple[str, ...]:
    """The tables there are and that are not closed, in the order of their numbers.

    Where nobody has said how many the hall has, these are the ones that are laid for the people there are.
    """
    tables = evening.settings.tables
    known = set(map(str, range(1, tables + 1))) if tables is not None else set()
    attending = len(evening.attending())
    if tables is None and attending >= fewest(evening):
        known.update(table.id for table in tables_for(evening, attending))
    seatings = evening.draft.rounds[:1] if evening.draft is not None else ()
    for seating in (*seatings, *((evening.phase.seating,) if evening.live else ())):
        known.update(seating.tables if seating is not None else ())
    known.update(slot.table for slot in evening.people.values() if slot.hosting and slot.table is not None)
    return tuple(sorted(known - set(evening.closed), key=in_order))


def free_number(evening: Evening, used: Collection[str]) -> str | None:
    """The lowest number of a table that is neither closed nor `used`; None where the hall has none left."""
    hall = hall_size(evening)
    if hall is not None and len(used) >= hall:
        return None
    return next(n for n in map(str, count(1)) if n not in used and n not in evening.closed)


def renumbered(evening: Evening, seating: Seating) -> Seating:
    """Return the seating with the company of every closed table at the next free one, as long as the hall has any."""
    gone = [table for table in seating.tables if table in evening.closed]
    if not gone:
        return seating
    tables = {table: people for table, people in seating.tables.items() if table not in evening.closed}
    for table in gone:
        if (number := free_number(evening, tables)) is not None:
            tables[number] = seating.tables[table]
    return replace(seating, tables=tables)


def in_order(table: str) -> tuple[int, str]:
    """Sort tables by their numbers: 2 before 10."""
    return len(table), table


def _in_hall(number: str, tables: int) -> bool:
    return number.isdecimal() and 1 <= int(number) <= tables


def _numbered(evening: Evening, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The same tables under the numbers that are laid: those somebody is bound to, then the lowest not closed."""
    bound = list(dict.fromkeys(number for number in _bound(evening) if number not in evening.closed))
    if not evening.closed and not bound:
        return tables
    numbers = bound[: len(tables)]
    lowest = (n for n in map(str, count(1)) if n not in numbers and n not in evening.closed)
    numbers += [next(lowest) for _ in range(len(tables) - len(numbers))]
    laid = sorted(numbers, key=in_order)
    return tuple(replace(table, id=number) for table, number in zip(tables, laid, strict=True))


def _bound(evening: Evening) -> Iterator[str]:
    """Tables of hosts, of guests who always sit at one, and without a step where somebody needs those."""
    slots, attending = evening.people.values(), [evening.people[p] for p in evening.attending()]
    hall = evening.settings.tables
    yield from sorted({s.table for s in slots if s.hosting and s.table is not None}, key=in_order)
    own = {s.table for s in attending if s.table is not None and s.table.isdecimal()}
    yield from sorted((n for n in own if hall is None or _in_hall(n, hall)), key=in_order)
    if any(slot.stepfree for slot in attending):
        yield from (n for n in evening.settings.stepfree if hall is None or _in_hall(n, hall))


def chairs(evening: Evening) -> int:
    """How many people may sit at one table when somebody joins late."""
    people = len(evening.attending())
    used = min(hall_size(evening) or 1, max(1, people // fewest(evening)))
    return size_of(evening) or -(-people // used)
