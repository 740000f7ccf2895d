"""The core: everything an evening can do, without clock, network or chance.

`decide(evening, command, now)` gives events or raises a Refusal; `evolve(evening, event)` gives the evening after.
"""

from service.evening.decide import decide
from service.evening.events import Entry
from service.evening.evolve import evolve, evolve_entry
from service.evening.refusals import Refusal
from service.evening.rules.rounds import wake_at
from service.evening.state import Evening, Settings

__all__ = ["Entry", "Evening", "Refusal", "Settings", "decide", "evolve", "evolve_entry", "wake_at"]
