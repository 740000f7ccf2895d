"""What a plan of an evening is to be good at, beside nobody meeting twice."""

from collections.abc import Collection

from scheduler import Goals
from service.evening.state import Evening

FIRST_TIMER = "first_timer"
"""The tag of who is here for the first time."""

SPREAD = 15.0
"""What two who are here for the first time cost at one table: more than two of one industry, less than a colleague."""

RIVALS = 60.0
"""What two of one industry cost where competitors are apart and there are more of them than tables."""

SEEKS_OFFERS = 50.0
"""What a match weighs: more than a common language, for a talk from which something may grow is what an evening is
for; less than a repeat."""

EACH_OTHER = 2
"""So many who are here for the first time can be spread."""


def goals_of(evening: Evening, people: Collection[str]) -> Goals:
    """Return the goals for a plan for these people."""
    usual = Goals()
    mix = dict(usual.mix)
    if evening.settings.competitors == "apart":
        mix["industry"] = RIVALS
    if EACH_OTHER <= sum(evening.people[person].newcomer for person in people) < len(people):
        mix[FIRST_TIMER] = SPREAD
    colleagues = 0 if evening.settings.colleagues == "free" else usual.same_organisation
    return Goals(mix=mix, same_organisation=colleagues, seeks_offers=SEEKS_OFFERS)
