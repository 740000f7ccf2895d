"""The evening itself, its settings, its list of people, and what was said to everybody."""

from service.evening.events.event import Event
from service.evening.facts import Facts
from service.evening.state import Pair, Settings, Slot


class EveningCreated(Event, frozen=True, tag="created"):
    """The evening exists."""

    name: str
    settings: Settings


class SettingsChanged(Event, frozen=True, tag="settings"):
    """The evening is run differently from now on."""

    settings: Settings


class PeopleAdded(Event, frozen=True, tag="people"):
    """Participants came onto the list; the pairs in `apart` will not share a table."""

    people: dict[str, Slot]
    apart: tuple[Pair, ...] = ()


class PeopleChanged(Event, frozen=True, tag="people_changed"):
    """A list has changed participants, texts lie in their records; the pairs in `apart` will not share a table."""

    people: dict[str, Facts]
    apart: tuple[Pair, ...] = ()


class Said(Event, frozen=True, tag="said"):
    """An organiser said something to everybody."""

    text: str
