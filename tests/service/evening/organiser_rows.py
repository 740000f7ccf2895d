"""What comes of what organisers change by hand, in every standing of an evening."""

from service.evening.events import (
    AbsenceChanged,
    HostAppointed,
    OrganiserAppointed,
    PairBroughtTogether,
    PairKeptApart,
    PresenceChanged,
    SeatLeft,
    SeatTaken,
    TableClosed,
    ToldInPerson,
    VisitBegun,
)
from service.evening.refusals import (
    BadRound,
    BadWindow,
    EveningIsOver,
    NoChat,
    NotBegunYet,
    NothingNew,
    NotSeatedNow,
    SamePerson,
    UnknownParticipant,
    UnknownTable,
)
from tests.service.evening.organiser_words import ORGANISER_COMMANDS
from tests.service.evening.states import Cell

Row = dict[str, Cell]

BY_HAND_ALWAYS: Row = {
    "swap, with oneself": SamePerson,
    "apart, from nobody on the list": UnknownParticipant,
    "organiser": OrganiserAppointed,
    "organiser, without a chat": NoChat,
}

BY_HAND_BEFORE_THE_END: Row = {
    "leave after 2": AbsenceChanged,
    "leave after 9": BadRound,
    "swap": NotSeatedNow,
    "swap, at one table": NotSeatedNow,
    "swap, with somebody who is not there": NotSeatedNow,
    "apart": PairKeptApart,
    "together": PairBroughtTogether,
    "host, of another table": HostAppointed,
    "host 99": UnknownTable,
    "close 2": TableClosed,
    "close 99": UnknownTable,
    "visit": VisitBegun,
    "visit 20:00-20:30; 2": VisitBegun,
    "visit 20:00-18:00": BadWindow,
    "told": NothingNew,
    "told, after a move": NothingNew,
}

BY_HAND_BEFORE_THE_BEGINNING: Row = {
    "swap": NotBegunYet,
    "swap, at one table": NotBegunYet,
    "swap, with somebody who is not there": NotBegunYet,
}

BY_HAND_SEATED: Row = {
    "swap": (SeatTaken, SeatTaken),
    "swap, at one table": NothingNew,
    "host, of another table": (HostAppointed, SeatTaken),
    "close 2": (TableClosed, SeatTaken, SeatTaken, SeatTaken),
    "visit": (VisitBegun, SeatLeft, SeatTaken),
    "visit 20:00-20:30; 2": (VisitBegun, SeatLeft),
    "told, after a move": ToldInPerson,
}

BY_HAND_ANNOUNCED: Row = {  # of a table of three two are left, and nobody talks yet
    "visit": (VisitBegun, SeatLeft, SeatTaken, SeatTaken, SeatTaken),
    "visit 20:00-20:30; 2": (VisitBegun, SeatLeft, SeatTaken, SeatTaken),
}

BY_HAND_IN_THE_LAST_ROUND: Row = {"leave after 2": (PresenceChanged, SeatLeft)}

BY_HAND_AT_THE_END: Row = dict.fromkeys(ORGANISER_COMMANDS.keys() - BY_HAND_ALWAYS.keys(), EveningIsOver)
