"""Tables for a number of people, as even as can be."""

from scheduler.errors import ProblemInvalid
from scheduler.problem import Table

DEFAULT_SIZE = 5
PAIR = 2


def even_tables(people: int, *, tables: int | None = None, size: int | None = None) -> tuple[Table, ...]:
    """Tables "1", "2"... for `people` (0 or more), whose sizes differ by at most one.

    Either `tables` of them, or as many as are needed for at most `size` (2 or more; 5 when neither is
    given) at each. Tables of two with an odd number of people: one rests. Raises `ProblemInvalid`.
    """
    if tables is not None and size is not None:
        raise ProblemInvalid("tables_or_size", "Give the number of tables or their size, not both")
    if people < 0 or (tables is not None and tables < 1) or (size is not None and size < PAIR):
        raise ProblemInvalid("size", "People are 0 or more, tables 1 or more, their size 2 or more")
    if tables is None:
        if size == PAIR:
            return tuple(Table(id=str(number), min=PAIR, max=PAIR) for number in range(1, people // PAIR + 1))
        tables = -(-people // (size or DEFAULT_SIZE))
    if not tables or not people:
        return ()
    few, over = divmod(people, tables)
    return tuple(
        Table(id=str(number), min=max(1, few), max=max(1, few + (over > 0)))
        for number in range(1, tables + 1)
    )
