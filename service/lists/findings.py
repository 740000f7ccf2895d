"""Collects what is found while rows are read."""

from service.lists.report import Duplicate, ListReport, PeopleList, RowNote
from service.people.person import Person


class Findings:
    """Bad rows, warnings and duplicates in the order they are met."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self.bad_rows: list[RowNote] = []
        self.warnings: list[RowNote] = []
        self.duplicates: list[Duplicate] = []

    def bad(
        self,
        row: int,
        column: str | None,
        code: str,
        why: str,
        *,
        of: int | None = None,
        limit: int | None = None,
    ) -> None:
        """Note why `row` cannot be taken."""
        self.bad_rows.append(RowNote(row, column, why, code, of, limit))

    def warn(
        self,
        row: int | None,
        column: str | None,
        code: str,
        why: str,
        *,
        of: int | None = None,
        limit: int | None = None,
    ) -> None:
        """Note something somebody should look at; the row is taken."""
        self.warnings.append(RowNote(row, column, why, code, of, limit))

    def duplicate(self, row: int, of: int, code: str, why: str) -> None:
        """Note that `row` says the same person as the earlier row `of` and is not taken."""
        self.duplicates.append(Duplicate(row, of, why, code))

    def people_list(
        self,
        people: tuple[Person, ...],
        *,
        columns: dict[str, str],
        unknown_columns: tuple[str, ...] = (),
        encoding: str | None = None,
        sheet: str | None = None,
    ) -> PeopleList:
        """Close the book: the people with the report about them."""
        report = ListReport(
            people=len(people),
            columns=columns,
            unknown_columns=unknown_columns,
            bad_rows=tuple(sorted(self.bad_rows, key=_row)),
            warnings=tuple(sorted(self.warnings, key=_row)),
            duplicates=tuple(self.duplicates),
            encoding=encoding,
            sheet=sheet,
        )
        return PeopleList(people, report)


def _row(note: RowNote) -> int:
    return note.row or 0
