"""What guests can say, in the words of the table, given the evening it is said in."""

from collections.abc import Callable, Mapping

from service.evening import commands as c
from service.evening.events import HostAppointed
from service.evening.evolve import evolve
from service.evening.rules.profile import LONGEST_TEXT
from tests.service.evening.story import Story

STRANGER = "p10"
"""Has never come."""


def tablemates(story: Story) -> tuple[str, ...]:
    """Return a table at which `p1` is not, or the first two on the list where nobody sits."""
    seating = story.evening.phase.seating
    if not story.evening.live or seating is None:
        return ("p2", "p3")
    return next(people for people in seating.tables.values() if "p1" not in people)


def met(story: Story) -> str:
    """Return somebody whom `p1` has met, or meets now; anybody before the first round."""
    phase = story.evening.phase
    seatings = [*phase.over, *((phase.seating,) if phase.seating is not None else ())]
    tables = (people for seating in seatings for people in seating.tables.values() if "p1" in people)
    return next((person for people in tables for person in people if person != "p1"), "p2")


def _as_host(story: Story, command: c.Command) -> c.Command:
    story.evening = evolve(story.evening, HostAppointed("p1", "1"))
    return command


GUEST_COMMANDS: Mapping[str, Callable[[Story], c.Command]] = {
    "missing, at my table": lambda s: c.ReportMissing(*tablemates(s)[:2]),
    "missing, at another table": lambda s: c.ReportMissing(tablemates(s)[0], seen_by="p1"),
    "missing, oneself": lambda s: c.ReportMissing("p1", seen_by="p1"),
    "seek": lambda s: c.ChangeProfile("p1", seeks="Beschichter"),
    "offer, too long": lambda s: c.ChangeProfile("p1", offers="x" * (LONGEST_TEXT + 1)),
    "known": lambda s: c.DeclareKnown("p1", ("p2", "p3")),
    "known, oneself": lambda s: c.DeclareKnown("p1", ("p1",)),
    "avoid": lambda s: c.Avoid("p1", ("p2",)),
    "avoid, too many": lambda s: c.Avoid("p1", ("p2", "p3", "p4")),
    "wish": lambda s: c.Wish("p1", "p2"),
    "wish, of nobody on the list": lambda s: c.Wish("p1", "p99"),
    "station": lambda s: c.ChooseStation("p1", "1"),
    "note, a guest": lambda s: c.TakeNote("p1", "Gute Runde"),
    "note, a host": lambda s: _as_host(s, c.TakeNote("p1", "Gute Runde")),
    "note nothing, a host": lambda s: _as_host(s, c.TakeNote("p1", "  ")),
    "contact, somebody met": lambda s: c.OfferContact("p1", met(s)),
    "contact, never met": lambda s: c.OfferContact("p1", STRANGER),
    "contact, oneself": lambda s: c.OfferContact("p1", "p1"),
    "rate 5": lambda s: c.Rate("p1", 5),
    "rate 6": lambda s: c.Rate("p1", 6),
    "forget": lambda s: c.Forget("p1"),
    "forget, nobody on the list": lambda s: c.Forget("p99"),
}
"""Name -> the command; `missing` changes nobody else's seat in these evenings."""
