"""The figures of a rehearsal, as the contract names them, and as a table to read."""

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rehearsal.course import Course


class Notices(msgspec.Struct, frozen=True):
    """Place notices (table, rest, changed) for those who were there.

    Due, arrived, lost (never arrived, nothing newer in their place), late (after the gong they announce);
    `duplicate` counts notices of any kind that came again.
    """

    due: int
    sent: int
    lost: int
    duplicate: int
    late: int


class RehearsalReport(msgspec.Struct, frozen=True):
    """What a rehearsal came to: rounds played, people on the list, repeats of meetings, guests without a table.

    `without_table` counts a guest once for each such round; `seconds` is how long it took in real time.
    """

    rounds: int
    people: int
    notices: Notices
    repeats: int
    without_table: int
    seconds: float

    @property
    def sound(self) -> bool:
        """Nothing lost, nobody met twice, nobody without a table."""
        return not (self.notices.lost or self.repeats or self.without_table)


def report_table(report: RehearsalReport, course: Course | None = None) -> RenderableType:
    """Return the report as a table in German; `course` adds what is worth knowing below it."""
    table = Table(show_header=False, title="Probeabend", title_justify="left", title_style="bold")
    table.add_column()
    table.add_column(justify="right")
    notices = report.notices
    rows = (
        ("Gäste auf der Liste", report.people, False),
        ("Runden", report.rounds, False),
        ("Nachrichten fällig", notices.due, False),
        ("angekommen", notices.sent, False),
        ("verloren", notices.lost, notices.lost > 0),
        ("doppelt", notices.duplicate, False),
        ("verspätet", notices.late, False),
        ("Wiederholungen", report.repeats, report.repeats > 0),
        ("ohne Platz", report.without_table, report.without_table > 0),
    )
    for name, value, wrong in rows:
        table.add_row(name, str(value), style="red" if wrong else None)
    table.add_row("gedauert", f"{report.seconds:.0f} s")
    return Group(table, *(Text(note, style="dim") for note in _footnotes(course)))


def _footnotes(course: Course | None) -> list[str]:
    if course is None:
        return []
    notes = []
    if course.forced_duplicates:
        notes.append(
            f"{course.forced_duplicates} doppelt, weil das Netz „Zeit abgelaufen“ meldete und trotzdem "
            "zustellte: das kann niemand wissen, und lieber doppelt als gar nicht."
        )
    if course.refused_sends:
        notes.append(f"{course.refused_sends}-mal bat das Netz, später noch einmal zu senden.")
    if course.resumed:
        notes.append(f"{course.resumed}-mal kam ein Gong so spät, dass der Dienst anhielt und fragte.")
    if course.crowded:
        notes.append(f"{course.crowded}-mal ging eine Nachricht an ein Telefon, das noch eine empfing.")
    return [*notes, *course.findings, *course.troubles]
