"""What every command does in every standing of the evening: the core's rules as one table.

A state is told by what differs from another one. A cell is the event, the events, or the Refusal; whatever is
refused changes nothing.
"""

from collections.abc import Mapping

from service.evening.events import (
    ActUndone,
    BreakAsked,
    BreakStarted,
    ChatLinked,
    CheckInOpened,
    ClockWasAway,
    EveningEnded,
    Extended,
    Held,
    LanguageChosen,
    OrganiserLinked,
    PeopleAdded,
    PeopleChanged,
    PlanMade,
    PresenceChanged,
    Resumed,
    RoundAnnounced,
    RoundEnded,
    RoundStarted,
    Said,
    SeatLeft,
    SeatTaken,
    SettingsChanged,
    SoonCalled,
)
from service.evening.refusals import (
    AlreadyBegun,
    AlreadyHeld,
    AlreadyOnTheList,
    AlreadyOpen,
    BadMinutes,
    BadRound,
    BadSetting,
    CodeSpent,
    ConfirmNeeded,
    EveningIsOver,
    LastRound,
    NotBegunYet,
    NotHeld,
    NothingDue,
    NothingNew,
    NothingToExtend,
    NothingToSay,
    NothingToUndo,
    NotOpenYet,
    PlanOutdated,
    UndoTooLate,
    UnknownLanguage,
    UnknownParticipant,
    UnknownSetting,
)
from tests.service.evening.guest_rows import (
    GUESTS_ALWAYS,
    GUESTS_ANNOUNCED,
    GUESTS_AT_THE_END,
    GUESTS_BEFORE_THE_BEGINNING,
    GUESTS_BEFORE_THE_END,
    GUESTS_ONCE_BEGUN,
    GUESTS_SEATED,
)
from tests.service.evening.match_words import MATCHES_ALWAYS, MATCHES_AT_THE_END, MATCHES_BEFORE_THE_END
from tests.service.evening.organiser_rows import (
    BY_HAND_ALWAYS,
    BY_HAND_ANNOUNCED,
    BY_HAND_AT_THE_END,
    BY_HAND_BEFORE_THE_BEGINNING,
    BY_HAND_BEFORE_THE_END,
    BY_HAND_IN_THE_LAST_ROUND,
    BY_HAND_SEATED,
)
from tests.service.evening.states import Cell

Row = dict[str, Cell]

ALWAYS: Row = {
    "new": AlreadyOnTheList,
    "say": Said,
    "say nothing": NothingToSay,
    "language en": LanguageChosen,
    "language fr": UnknownLanguage,
    "start, a guest": ChatLinked,
    "start, an organiser": OrganiserLinked,
    "start, code spent": CodeSpent,
    "gone, never linked": NothingNew,
    "undo": ActUndone,
    "undo, nothing to take back": NothingToUndo,
    "here, of nobody on the list": UnknownParticipant,
    **BY_HAND_ALWAYS,
    **GUESTS_ALWAYS,
    **MATCHES_ALWAYS,
}

NO_DEADLINE: Row = {
    "tick, a second early": NothingDue,
    "tick, two minutes early": NothingDue,
    "tick, in time": NothingDue,
    "tick, a little late": NothingDue,
    "tick, far too late": NothingDue,
}

NOT_OVER: Row = ALWAYS | {
    "people": PeopleAdded,
    "people, on the list already": AlreadyOnTheList,
    "people, somebody new and somebody changed": (PeopleAdded, PeopleChanged),
    "people, somebody changed": PeopleChanged,
    "people, nobody changed": NothingNew,
    "add, somebody who is here": PeopleAdded,
    "settings minutes=9": SettingsChanged,
    "settings rounds=0": BadSetting,
    "settings colour=red": UnknownSetting,
    "settings clock, the other way": SettingsChanged,
    "open": AlreadyOpen,
    "stop": ConfirmNeeded,
    "stop, confirmed": EveningEnded,
    "here, expected until now": PresenceChanged,
    "here, not expected any more": PresenceChanged,
    "here, again": NothingNew,
    "pause": PresenceChanged,
    "absent": PresenceChanged,
    "leave": PresenceChanged,
    **BY_HAND_BEFORE_THE_END,
    **GUESTS_BEFORE_THE_END,
    **MATCHES_BEFORE_THE_END,
}

OPEN: Row = (
    NOT_OVER
    | NO_DEADLINE
    | {
        "plan": PlanMade,
        "begin": ConfirmNeeded,  # fewer than half are here
        "begin, confirmed": (PlanMade, RoundAnnounced),
        "next": NotBegunYet,
        "next, confirmed": NotBegunYet,
        "break 15": NotBegunYet,
        "break 0": NotBegunYet,
        "hold": NotBegunYet,
        "resume": NotBegunYet,
        "extend 2": NotBegunYet,
        "extend 0": NotBegunYet,
        "replan": PlanMade,
        "replan, a round too late": PlanOutdated,
        **BY_HAND_BEFORE_THE_BEGINNING,
        **GUESTS_BEFORE_THE_BEGINNING,
    }
)

CREATED: Row = OPEN | {
    "open": CheckInOpened,
    "begin": NotOpenYet,
    "begin, confirmed": NotOpenYet,
    "here, expected until now": NotOpenYet,
    "here, not expected any more": NotOpenYet,
    "here, again": NotOpenYet,
}

BEGUN: Row = NOT_OVER | {
    "plan": AlreadyBegun,
    "begin": AlreadyBegun,
    "begin, confirmed": AlreadyBegun,
    "break 15": BreakStarted,
    "break 0": BadMinutes,
    "hold": Held,
    "resume": NotHeld,
    "extend 2": Extended,
    "extend 0": BadMinutes,
    "replan": PlanMade,
    "replan, a round too late": PlanOutdated,
    "tick, a second early": NothingDue,
    "tick, two minutes early": NothingDue,
    "tick, far too late": ClockWasAway,
    **GUESTS_ONCE_BEGUN,
}

HELD: Row = NO_DEADLINE | {
    "hold": AlreadyHeld,
    "resume": Resumed,
}

SEATED: Row = {
    "settings clock, the other way": (SettingsChanged, Extended),
    "add, somebody who is here": (PeopleAdded, SeatTaken),
    "here, not expected any more": (PresenceChanged, SeatTaken),
    "pause": (PresenceChanged, SeatLeft),
    "absent": (PresenceChanged, SeatLeft),
    "leave": (PresenceChanged, SeatLeft),
    **BY_HAND_SEATED,
    **GUESTS_SEATED,
}

ANNOUNCED: Row = (
    BEGUN
    | SEATED
    | {
        "next": RoundStarted,
        "next, confirmed": RoundStarted,
        "tick, in time": RoundStarted,
        "tick, a little late": RoundStarted,
        "pause": (PresenceChanged, SeatLeft, SeatTaken, SeatTaken),
        "absent": (PresenceChanged, SeatLeft, SeatTaken, SeatTaken),
        "leave": (PresenceChanged, SeatLeft, SeatTaken, SeatTaken),
        **BY_HAND_ANNOUNCED,
        **GUESTS_ANNOUNCED,
    }
)

RUNNING: Row = (
    BEGUN
    | SEATED
    | {
        "next": ConfirmNeeded,  # time is left
        "next, confirmed": (RoundEnded, RoundAnnounced),
        "break 15": BreakAsked,
        "stop, confirmed": (RoundEnded, EveningEnded),
        "undo": UndoTooLate,  # a gong has sounded since `begin`
        "tick, a second early": SoonCalled,  # nobody ticked two minutes before
        "tick, two minutes early": SoonCalled,
        "tick, in time": (RoundEnded, RoundAnnounced),
        "tick, a little late": (RoundEnded, RoundAnnounced),
    }
)

LAST_ROUND: Row = RUNNING | {
    "next, confirmed": (RoundEnded, EveningEnded),
    "break 15": LastRound,
    "break 0": BadMinutes,
    "replan": PlanOutdated,
    "replan, a round too late": PlanOutdated,
    "tick, in time": (RoundEnded, EveningEnded),
    "tick, a little late": (RoundEnded, EveningEnded),
    **BY_HAND_IN_THE_LAST_ROUND,
}

BREAK: Row = BEGUN | {
    "settings clock, the other way": (SettingsChanged, Extended),
    "next": RoundAnnounced,
    "next, confirmed": RoundAnnounced,
    "tick, in time": RoundAnnounced,
    "tick, a little late": RoundAnnounced,
}

ENDED: Row = (
    ALWAYS
    | NO_DEADLINE
    | {
        "people": EveningIsOver,
        "people, on the list already": EveningIsOver,
        "people, somebody new and somebody changed": EveningIsOver,
        "people, somebody changed": EveningIsOver,
        "people, nobody changed": EveningIsOver,
        "add, somebody who is here": EveningIsOver,
        "settings minutes=9": EveningIsOver,
        "settings rounds=0": EveningIsOver,
        "settings colour=red": EveningIsOver,
        "settings clock, the other way": EveningIsOver,
        "open": EveningIsOver,
        "plan": EveningIsOver,
        "begin": EveningIsOver,
        "begin, confirmed": EveningIsOver,
        "next": EveningIsOver,
        "next, confirmed": EveningIsOver,
        "break 15": EveningIsOver,
        "break 0": EveningIsOver,
        "hold": EveningIsOver,
        "resume": EveningIsOver,
        "extend 2": EveningIsOver,
        "extend 0": EveningIsOver,
        "stop": EveningIsOver,
        "stop, confirmed": EveningIsOver,
        "here, expected until now": EveningIsOver,
        "here, not expected any more": EveningIsOver,
        "here, again": EveningIsOver,
        "pause": EveningIsOver,
        "absent": EveningIsOver,
        "leave": EveningIsOver,
        "undo": EveningIsOver,  # the last gong ended it, not an act
        "replan": EveningIsOver,
        "replan, a round too late": EveningIsOver,
        **BY_HAND_AT_THE_END,
        **GUESTS_AT_THE_END,
        **MATCHES_AT_THE_END,
    }
)

BY_HAND: Row = NO_DEADLINE | {"extend 2": NothingToExtend}

TABLE: Mapping[str, Row] = {
    "created": CREATED,
    "created, planned": CREATED,
    "open": OPEN,
    "open, planned": OPEN | {"begin, confirmed": RoundAnnounced},
    "announced": ANNOUNCED,
    "announced, held": ANNOUNCED | HELD,
    "running": RUNNING,
    "running, held": RUNNING | HELD | {"undo": ActUndone},
    "last round": LAST_ROUND,
    "last round, held": LAST_ROUND | HELD | {"undo": ActUndone},
    "break": BREAK,
    "break, held": BREAK | HELD,
    "break, no round left": BREAK
    | {
        "next": EveningEnded,
        "next, confirmed": EveningEnded,
        "tick, in time": EveningEnded,
        "tick, a little late": EveningEnded,
        "break 15": LastRound,
        "replan": PlanOutdated,
        "replan, a round too late": PlanOutdated,
        "leave after 2": BadRound,  # there is one round only
    },
    "ended": ENDED,
    "stopped": ENDED | {"undo": ActUndone},
    "announced, by hand": ANNOUNCED | BY_HAND,
    "running, by hand": RUNNING | BY_HAND | {"next": (RoundEnded, RoundAnnounced), "undo": ActUndone},
    "running, held, by hand": RUNNING
    | BY_HAND
    | HELD
    | {"next": (RoundEnded, RoundAnnounced), "undo": ActUndone},
    "last round, by hand": LAST_ROUND | BY_HAND | {"next": (RoundEnded, EveningEnded), "undo": ActUndone},
    "break, by hand": BREAK | BY_HAND | {"settings clock, the other way": SettingsChanged},
}
