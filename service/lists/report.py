"""What reading a list says about it, beside the people themselves."""

import msgspec

from service.people.person import Person


class RowNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something about one row: a reason not to take it, or a warning about what was taken.

    `row` counts from 1 as a spreadsheet shows rows (JSON: as the list counts its entries); None concerns
    the whole list. `column` is the heading as given. `code` is stable, `why` is its short English wording.
    `of` is the other row where two are compared, `limit` the number that was passed, `about` whom it concerns.
    """

    row: int | None
    column: str | None
    why: str
    code: str
    of: int | None = None
    limit: int | None = None
    about: str | None = None


class Duplicate(msgspec.Struct, frozen=True):
    """`row` was not taken because it says the same person as row `of`; code `identical` or `same_email`."""

    row: int
    of: int
    why: str
    code: str


class ListReport(msgspec.Struct, frozen=True, kw_only=True):
    """The report of `tischwechsel people`: as JSON exactly these keys.

    `columns` maps headings to fields: those of `Person`, and `first_name`, `last_name`, `title`, which
    together make the name. People in `bad_rows` and `duplicates` are not counted in `people`.
    """

    people: int
    columns: dict[str, str]
    unknown_columns: tuple[str, ...]
    bad_rows: tuple[RowNote, ...]
    warnings: tuple[RowNote, ...]
    duplicates: tuple[Duplicate, ...]
    encoding: str | None
    sheet: str | None


class PeopleList(msgspec.Struct, frozen=True):
    """The people of a list in its order, and what there is to say about it."""

    people: tuple[Person, ...]
    report: ListReport
