"""What happened: facts in the past tense, small, free of personal data, readable for years.

New fields always get a default, so that an old journal opens with a new version.
"""

import msgspec

from service.evening.events.chats import ChatLinked, ChatLost, OrganiserAppointed, OrganiserLinked
from service.evening.events.clock import ClockWasAway, Extended, Held, Resumed
from service.evening.events.event import Event
from service.evening.events.hall import (
    HostAppointed,
    HostsGiven,
    TableClosed,
    VisitBegun,
    VisitCalled,
    VisitorCame,
    VisitorWent,
)
from service.evening.events.matches import MatchAdded, MatchesFound, MatchStruck, SharingChosen
from service.evening.events.presence import (
    AbsenceChanged,
    PresenceChanged,
    SeatLeft,
    SeatTaken,
    ToldInPerson,
)
from service.evening.events.profile import (
    ContactOffered,
    LanguageChosen,
    NoteTaken,
    PersonForgotten,
    ProfileChanged,
    Rated,
)
from service.evening.events.set_up import EveningCreated, PeopleAdded, PeopleChanged, Said, SettingsChanged
from service.evening.events.steps import (
    ActUndone,
    BreakAsked,
    BreakStarted,
    CheckInOpened,
    EveningEnded,
    PlanMade,
    RoundAnnounced,
    RoundEnded,
    RoundStarted,
    SoonCalled,
)
from service.evening.events.wishes import (
    AvoidDeclared,
    KnownDeclared,
    PairBroughtTogether,
    PairKeptApart,
    StationChosen,
    WishMade,
)

__all__ = [
    "AbsenceChanged",
    "ActUndone",
    "AnyEvent",
    "AvoidDeclared",
    "BreakAsked",
    "BreakStarted",
    "ChatLinked",
    "ChatLost",
    "CheckInOpened",
    "ClockWasAway",
    "ContactOffered",
    "Entry",
    "EveningCreated",
    "EveningEnded",
    "Event",
    "Extended",
    "Held",
    "HostAppointed",
    "HostsGiven",
    "KnownDeclared",
    "LanguageChosen",
    "MatchAdded",
    "MatchStruck",
    "MatchesFound",
    "NoteTaken",
    "OrganiserAppointed",
    "OrganiserLinked",
    "PairBroughtTogether",
    "PairKeptApart",
    "PeopleAdded",
    "PeopleChanged",
    "PersonForgotten",
    "PlanMade",
    "PresenceChanged",
    "ProfileChanged",
    "Rated",
    "Resumed",
    "RoundAnnounced",
    "RoundEnded",
    "RoundStarted",
    "Said",
    "SeatLeft",
    "SeatTaken",
    "SettingsChanged",
    "SharingChosen",
    "SoonCalled",
    "StationChosen",
    "TableClosed",
    "ToldInPerson",
    "VisitBegun",
    "VisitCalled",
    "VisitorCame",
    "VisitorWent",
    "WishMade",
]

AnyEvent = (
    EveningCreated
    | SettingsChanged
    | PeopleAdded
    | PeopleChanged
    | Said
    | CheckInOpened
    | PlanMade
    | RoundAnnounced
    | RoundStarted
    | SoonCalled
    | RoundEnded
    | BreakAsked
    | BreakStarted
    | EveningEnded
    | ActUndone
    | Held
    | ClockWasAway
    | Resumed
    | Extended
    | PresenceChanged
    | AbsenceChanged
    | SeatTaken
    | SeatLeft
    | ToldInPerson
    | HostAppointed
    | HostsGiven
    | TableClosed
    | VisitBegun
    | VisitCalled
    | VisitorCame
    | VisitorWent
    | PairKeptApart
    | PairBroughtTogether
    | KnownDeclared
    | AvoidDeclared
    | WishMade
    | StationChosen
    | MatchesFound
    | MatchAdded
    | MatchStruck
    | SharingChosen
    | LanguageChosen
    | ProfileChanged
    | NoteTaken
    | ContactOffered
    | Rated
    | PersonForgotten
    | ChatLinked
    | ChatLost
    | OrganiserLinked
    | OrganiserAppointed
)


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """The events of one command, one line of the journal.

    `at` is when, `by` who (`organiser`, `clock`, `planner` or a participant's id), `word` the command's.
    """

    at: int
    by: str
    word: str
    events: tuple[AnyEvent, ...]
