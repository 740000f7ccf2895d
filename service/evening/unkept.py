"""What of an evening's wishes for its tables a plan does not keep, counted for those who lead it."""

from collections.abc import Sequence

from msgspec.structs import replace

from scheduler import Report
from scheduler.obstacles import Crowd
from service.evening.state import Evening, Score, Seating

INDUSTRY = "industry"


def with_unkept(score: Score, evening: Evening, report: Report | None, seatings: Sequence[Seating]) -> Score:
    """Return the score with what could not be kept of competitors, hosts, first-timers and steps."""
    slots = [evening.people[person] for person in evening.attending()]
    apart = report is not None and evening.settings.competitors == "apart"
    crowds = [one for one in report.obstacles if isinstance(one, Crowd)] if report is not None else []
    first = seatings[0] if seatings else None
    hosts = {slot.table for slot in slots if slot.hosting}
    return replace(
        score,
        rivals=report.alike.get(INDUSTRY, 0) if report is not None and apart else 0,
        rivals_least=sum(one.pairs for one in crowds if one.field == INDUSTRY) if apart else 0,
        hostless=len(first.tables.keys() - hosts) if first is not None and hosts else 0,
        crowded_newcomers=sum(_crowded(evening, seating) for seating in seatings),
        unnamed_stepfree=0 if evening.settings.stepfree else sum(slot.stepfree for slot in slots),
    )


def _crowded(evening: Evening, seating: Seating) -> bool:
    """Whether some table has more first-timers than it would have if they were spread evenly."""
    numbers = [sum(evening.people[p].newcomer for p in people) for people in seating.tables.values()]
    return bool(numbers) and max(numbers) > -(-sum(numbers) // len(numbers))
