"""The evening itself, its settings, its list of people, and what was said to everybody."""

from service.evening.events.event import Event
from service.evening.facts import Facts
from service.evening.state import Settings, Slot


class EveningCreated(Event, frozen=True, tag="created"):
    """The evening exists."""

    name: str
    settings: Settings


class SettingsChanged(Event, frozen=True, tag="settings"):
    """The evening is run differently from now on."""

    settings: Settings


class PeopleAdded(Event, frozen=True, tag="people"):
    """Participants came onto the list."""

    people: dict[str, Slot]


class PeopleChanged(Event, frozen=True, tag="people_changed"):
    """A list has changed participants; their texts lie in their records."""

    people: dict[str, Facts]


class Said(Event, frozen=True, tag="said"):
    """An organiser said something to everybody."""

    text: str
