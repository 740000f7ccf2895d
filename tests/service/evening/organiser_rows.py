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
    VisitBegun,
)
from service.evening.refusals import (
    BadRound,
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
}

BY_HAND_IN_THE_LAST_ROUND: Row = {"leave after 2": (PresenceChanged, SeatLeft)}

BY_HAND_AT_THE_END: Row = dict.fromkeys(ORGANISER_COMMANDS.keys() - BY_HAND_ALWAYS.keys(), EveningIsOver)
