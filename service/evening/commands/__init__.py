"""What can be asked of an evening: one type a word, arguments already understood.

`confirm` says that the asker has seen what would happen and wants it. `word` is the word of the conversation.
"""

from service.evening.commands.chats import AppointOrganiser, LinkChat, LinkOrganiser, LoseChat
from service.evening.commands.clock import Extend, Hold, Resume
from service.evening.commands.command import Command
from service.evening.commands.hall import AppointHost, CloseTable, Swap, Visit
from service.evening.commands.matches import PairUp, ShareWishes, StrikeOut, TakeMatches
from service.evening.commands.presence import ChangePresence, LeaveAfter, ReportMissing, TellInPerson
from service.evening.commands.profile import (
    ChangeProfile,
    ChooseLanguage,
    Forget,
    OfferContact,
    Rate,
    TakeNote,
)
from service.evening.commands.set_up import AddPeople, Change, Configure, Create, Newcomer, Say, TakeList
from service.evening.commands.steps import Begin, Break, MakePlan, Next, Open, Replan, Stop, Tick, Undo
from service.evening.commands.wishes import Avoid, BringTogether, ChooseStation, DeclareKnown, KeepApart, Wish

__all__ = [
    "AddPeople",
    "AppointHost",
    "AppointOrganiser",
    "Avoid",
    "Begin",
    "Break",
    "BringTogether",
    "Change",
    "ChangePresence",
    "ChangeProfile",
    "ChooseLanguage",
    "ChooseStation",
    "CloseTable",
    "Command",
    "Configure",
    "Create",
    "DeclareKnown",
    "Extend",
    "Forget",
    "Hold",
    "KeepApart",
    "LeaveAfter",
    "LinkChat",
    "LinkOrganiser",
    "LoseChat",
    "MakePlan",
    "Newcomer",
    "Next",
    "OfferContact",
    "Open",
    "PairUp",
    "Rate",
    "Replan",
    "ReportMissing",
    "Resume",
    "Say",
    "ShareWishes",
    "Stop",
    "StrikeOut",
    "Swap",
    "TakeList",
    "TakeMatches",
    "TakeNote",
    "TellInPerson",
    "Tick",
    "Undo",
    "Visit",
    "Wish",
]
