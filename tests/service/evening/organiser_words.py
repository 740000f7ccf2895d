"""What organisers can change by hand, in the words of the table, given the evening it is said in."""

from collections.abc import Callable, Mapping

from service.evening import Entry, evolve_entry
from service.evening import commands as c
from service.evening.events import SeatTaken
from service.evening.problem import met_pairs
from tests.service.evening.story import Story


def elsewhere(story: Story) -> str:
    """Return somebody who sits at another table than `p1`; anybody while nobody sits."""
    own = story.table("p1")
    return next(p for p in story.evening.people if p != "p1" and (own is None or story.table(p) != own))


def beside(story: Story) -> str:
    """Return somebody who sits at the table of `p1`; anybody while nobody sits."""
    seating = story.evening.phase.seating
    together = seating.tables.get(story.table("p1") or "", ()) if seating is not None else ()
    return next((p for p in together if p != "p1"), "p2")


def told_after_a_move(story: Story) -> c.Command:
    """Tick `p5` off, who holds a paper card and has just been moved, if anybody sits."""
    now, seating = story.evening, story.evening.phase.seating
    if now.live and seating is not None:
        table = next(table for table in seating.tables if table != seating.table_of("p5"))
        story.evening = evolve_entry(now, Entry(story.now, "organiser", "swap", (SeatTaken("p5", table),)))
    return c.TellInPerson("p5")


def never_met(story: Story) -> str:
    """Return somebody whom `p1` has not met."""
    met = met_pairs(story.evening)
    return next(p for p in story.evening.people if p != "p1" and ("p1", p) not in met)


def other_table(story: Story) -> str:
    """Return a table at which `p1` does not sit."""
    return "2" if story.table("p1") != "2" else "1"


ORGANISER_COMMANDS: Mapping[str, Callable[[Story], c.Command]] = {
    "leave after 2": lambda s: c.LeaveAfter("p1", 2),
    "leave after 9": lambda s: c.LeaveAfter("p1", 9),
    "swap": lambda s: c.Swap("p1", elsewhere(s)),
    "swap, at one table": lambda s: c.Swap("p1", beside(s)),
    "swap, with somebody who is not there": lambda s: c.Swap("p1", "p10"),
    "swap, with oneself": lambda s: c.Swap("p1", "p1"),
    "apart": lambda s: c.KeepApart("p1", "p2"),
    "apart, from nobody on the list": lambda s: c.KeepApart("p1", "p99"),
    "together": lambda s: c.BringTogether("p1", never_met(s)),
    "host, of another table": lambda s: c.AppointHost("p1", other_table(s)),
    "host 99": lambda s: c.AppointHost("p1", "99"),
    "close 2": lambda s: c.CloseTable("2"),
    "close 99": lambda s: c.CloseTable("99"),
    "visit": lambda s: c.Visit("p1"),
    "visit 20:00-20:30; 2": lambda s: c.Visit("p1", "20:00-20:30", ("2",)),
    "visit 20:00-18:00": lambda s: c.Visit("p1", "20:00-18:00"),
    "told": lambda s: c.TellInPerson("p5"),
    "told, after a move": told_after_a_move,
    "organiser": lambda s: c.AppointOrganiser("p2"),
    "organiser, without a chat": lambda s: c.AppointOrganiser("p1"),
}
"""Name -> the command."""
