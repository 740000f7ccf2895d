"""The sheets of Excel workbooks; formulas are never evaluated."""

import io
import threading
import warnings
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import repeat

import openpyxl

from service.lists import limits
from service.lists.errors import ListUnreadable
from service.lists.packed import Outline, not_a_workbook, too_large
from service.lists.sheet import Row, Sheet

# Filters of warnings belong to the whole process, and two large workbooks at once need twice the memory.
_one_at_a_time = threading.Lock()


def read_workbook(data: bytes, outline: Outline) -> tuple[Sheet, ...]:
    """Return the visible sheets of an .xlsx file, looked over before, with their rows that are not blank.

    A formula gives the value stored with it; one without is left empty and named in `Row.formulas`.
    Raises `ListUnreadable`: `not_a_workbook`, `too_large`, `too_many`.
    """
    with _one_at_a_time, warnings.catch_warnings():
        # openpyxl warns of features of Excel which it does not keep; we keep nothing but the values.
        warnings.simplefilter("ignore")
        try:
            return tuple(_sheets(data, outline))
        except ListUnreadable:
            raise
        except Exception as error:  # the parser raises whatever a damaged part makes it stumble over
            raise not_a_workbook("it is damaged") from error


def _sheets(data: bytes, outline: Outline) -> Iterator[Sheet]:
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    names = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
    if len(names) > limits.SHEETS:
        raise too_large(f"{len(names)} sheets")
    formulas = None
    if outline.formulas:
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    for name in names:
        told = formulas[name].iter_rows(values_only=True) if formulas else repeat(())
        yield Sheet(tuple(_rows(values[name].iter_rows(values_only=True), told)), name)


def _rows(values: Iterable[tuple[object, ...]], formulas: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    kept = 0
    for number, (row, told) in enumerate(zip(values, formulas, strict=False), start=1):
        # Not only None: a formula without a value must not make a blank row of its row.
        if not any(value is not None for value in row) and not any(value is not None for value in told):
            continue
        if len(row) > limits.CELLS_IN_ROW and any(value is not None for value in row[limits.CELLS_IN_ROW :]):
            raise ListUnreadable(
                "too_large", f"row {number}: more than {limits.CELLS_IN_ROW} cells; a list has a few", number
            )
        kept += 1
        if kept > limits.PEOPLE + limits.SHEETS:
            raise ListUnreadable("too_many", f"more than {limits.PEOPLE:,} people; split the list")
        missing = (place for place, formula in enumerate(told) if formula is not None and row[place] is None)
        yield Row(number, tuple(_text(value) for value in row), frozenset(missing))


def _text(value: object) -> str:
    """Show a value as a spreadsheet shows it: 36811.0 is `36811`, a telephone number stays all its digits."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return format(Decimal(repr(value)).normalize(), "f")
        case _:
            return str(value)
