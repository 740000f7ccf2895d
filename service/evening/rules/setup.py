"""What comes before the first round: the evening itself, its settings, its people and their chats."""

from service.evening import events as e
from service.evening.apart import sorted_pair
from service.evening.commands import (
    AddPeople,
    ChooseLanguage,
    Configure,
    Create,
    LinkChat,
    LinkOrganiser,
    LoseChat,
    Say,
)
from service.evening.evolve import evolve
from service.evening.guests import guest
from service.evening.refusals import (
    AlreadyOnTheList,
    BadSetting,
    CodeSpent,
    EveningIsOver,
    NothingNew,
    NothingToSay,
    UnknownLanguage,
)
from service.evening.rules.timing import clock_switched
from service.evening.seats import take_seat
from service.evening.settings import LANGUAGES, changed_settings
from service.evening.slots import new_slots
from service.evening.state import Evening, Organiser

LONGEST_SAYING = 500


def create(evening: Evening, command: Create, now: int) -> tuple[e.Event, ...]:
    """Give a new evening its name and settings."""
    if evening.version:
        raise AlreadyOnTheList(person=evening.id)
    return (e.EveningCreated(command.name.strip(), command.settings),)


def configure(evening: Evening, command: Configure, now: int) -> tuple[e.Event, ...]:
    """Change settings; a round that is on keeps its tables and its length."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    settings = changed_settings(evening.settings, command.changes)
    if settings.rounds < evening.phase.round:
        raise BadSetting(
            setting="rounds", value=str(settings.rounds), least=evening.phase.round, most=60, kind="int"
        )
    return (e.SettingsChanged(settings), *clock_switched(evening, settings, now))


def add_people(evening: Evening, command: AddPeople, now: int) -> tuple[e.Event, ...]:
    """Put people on the list; those who are here already get a seat at once when a round is on."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    for person in command.people:
        if person in evening.people:
            raise AlreadyOnTheList(person=person)
    apart = tuple(dict.fromkeys(sorted_pair(*pair) for pair in command.apart))
    found: list[e.Event] = [e.PeopleAdded(new_slots(evening, command.people), apart)]
    after = evolve(evening, found[0])
    for person, new in command.people.items():
        if new.here:
            for event in take_seat(after, person):
                found.append(event)
                after = evolve(after, event)
    return tuple(found)


def say(evening: Evening, command: Say, now: int) -> tuple[e.Event, ...]:
    """Tell everybody something."""
    text = command.text.strip()
    if not text or len(text) > LONGEST_SAYING:
        raise NothingToSay(most=LONGEST_SAYING)
    return (e.Said(text),)


def choose_language(evening: Evening, command: ChooseLanguage, now: int) -> tuple[e.Event, ...]:
    """Let somebody read another language."""
    if command.language not in LANGUAGES:
        raise UnknownLanguage(language=command.language)
    if command.person not in evening.organisers:
        guest(evening, command.person)
    if evening.language_of(command.person) == command.language:
        raise NothingNew(person=command.person, language=command.language)
    return (e.LanguageChosen(command.person, command.language),)


def link_chat(evening: Evening, command: LinkChat, now: int) -> tuple[e.Event, ...]:
    """Bind a participant's chat with a code that is good once."""
    slot = guest(evening, command.person)
    if command.code != slot.code:
        raise CodeSpent
    return (e.ChatLinked(command.person, command.channel),)


def link_organiser(evening: Evening, command: LinkOrganiser, now: int) -> tuple[e.Event, ...]:
    """Bind an organiser's chat with a code that is good once."""
    if command.code != evening.organiser_code:
        raise CodeSpent
    return (e.OrganiserLinked(command.organiser, Organiser(command.channel, command.language)),)


def lose_chat(evening: Evening, command: LoseChat, now: int) -> tuple[e.Event, ...]:
    """Stop using a channel on which somebody cannot be reached any more."""
    slot = evening.people.get(command.person)
    linked = slot.channels if slot else ()
    if command.channel not in linked and command.person not in evening.organisers:
        raise NothingNew(person=command.person)
    return (e.ChatLost(command.person, command.channel),)
