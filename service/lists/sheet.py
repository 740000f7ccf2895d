"""A list as rows of text, wherever it came from."""

import msgspec


class Row(msgspec.Struct, frozen=True):
    """One row that is not blank; `number` counts from 1 as a spreadsheet shows it.

    `formulas` are the positions of cells whose formula carries no stored value.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()


class Sheet(msgspec.Struct, frozen=True):
    """The rows of a text table, or of one sheet of a workbook (then with its name).

    In a `delimited` table a sign too many moves all cells after it; in a workbook nothing can move.
    """

    rows: tuple[Row, ...]
    name: str | None = None
    delimited: bool = False


def column_letters(position: int) -> str:
    """Name a column as a spreadsheet does: 0 is `A`, 26 is `AA`."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
