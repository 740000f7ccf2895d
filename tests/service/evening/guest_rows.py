"""What guests' words come to, by the standing of the evening."""

from service.evening.events import (
    AvoidDeclared,
    ContactOffered,
    KnownDeclared,
    NoteTaken,
    PersonForgotten,
    PresenceChanged,
    ProfileChanged,
    Rated,
    SeatLeft,
    SeatTaken,
    WishMade,
)
from service.evening.refusals import (
    BadRating,
    EveningIsOver,
    NeverMet,
    NoStations,
    NotAtYourTable,
    NotBegunYet,
    NothingToSay,
    NotSeatedNow,
    OnlyHosts,
    SamePerson,
    TextTooLong,
    TooManyAvoided,
    UnknownParticipant,
)
from tests.service.evening.states import Cell

Row = dict[str, Cell]

GUESTS_ALWAYS: Row = {
    "missing, oneself": SamePerson,
    "seek": ProfileChanged,
    "offer, too long": TextTooLong,
    "note, a guest": OnlyHosts,
    "contact, never met": NeverMet,
    "contact, oneself": SamePerson,
    "rate 5": Rated,
    "rate 6": BadRating,
    "forget": (PresenceChanged, PersonForgotten),
    "forget, nobody on the list": UnknownParticipant,
}

GUESTS_BEFORE_THE_END: Row = {
    "missing, at my table": NotSeatedNow,
    "missing, at another table": NotSeatedNow,
    "known": KnownDeclared,
    "known, oneself": SamePerson,
    "avoid": AvoidDeclared,
    "avoid, too many": TooManyAvoided,
    "wish": WishMade,
    "wish, of nobody on the list": UnknownParticipant,
    "station": NoStations,
}

GUESTS_BEFORE_THE_BEGINNING: Row = {
    "contact, somebody met": NeverMet,
    "note, a host": NotBegunYet,
    "note nothing, a host": NotBegunYet,
}

GUESTS_ONCE_BEGUN: Row = {
    "contact, somebody met": ContactOffered,
    "note, a host": NoteTaken,
    "note nothing, a host": NothingToSay,
}

GUESTS_SEATED: Row = {
    "missing, at my table": (PresenceChanged, SeatLeft),
    "missing, at another table": NotAtYourTable,
    "forget": (PresenceChanged, SeatLeft, PersonForgotten),
}

GUESTS_ANNOUNCED: Row = {  # of a table of three two are left, and nobody talks yet
    "missing, at my table": (PresenceChanged, SeatLeft, SeatTaken, SeatTaken),
    "forget": (PresenceChanged, SeatLeft, SeatTaken, SeatTaken, PersonForgotten),
}

GUESTS_AT_THE_END: Row = GUESTS_ONCE_BEGUN | dict.fromkeys(GUESTS_BEFORE_THE_END, EveningIsOver)
