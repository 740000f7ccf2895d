"""What every application of an event needs: a changed phase, a changed slot."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from service.evening.events import Event
from service.evening.state import Evening

Apply = Mapping[type[Event], Callable[[Evening, Any], Evening]]
"""Event -> what it makes of an evening."""


def changed_phase(evening: Evening, **changes: Any) -> Evening:
    """Return the evening with these fields of its phase changed."""
    return replace(evening, phase=replace(evening.phase, **changes))


def changed_slot(evening: Evening, person: str, **changes: Any) -> Evening:
    """Return the evening with these fields of a participant's slot changed."""
    slot = replace(evening.people[person], **changes)
    return replace(evening, people={**evening.people, person: slot})
