"""The rules, by command: `decide` says what happens, or refuses and nothing does.

Pure: the same evening, command and instant always give the same events.
"""

from collections.abc import Callable, Mapping
from typing import Any

from service.evening import commands as c
from service.evening.events import Event
from service.evening.rules import (
    contacts,
    hall,
    in_person,
    leaving,
    lists,
    matches,
    missing,
    organisers,
    pairs,
    presence,
    profile,
    rounds,
    setup,
    swapping,
    timing,
    undo,
    wishes,
)
from service.evening.state import Evening


def decide(evening: Evening, command: c.Command, now: int) -> tuple[Event, ...]:
    """Return what this command makes happen at `now` (UTC epoch milliseconds).

    Raises a Refusal; then nothing has changed.
    """
    return RULES[type(command)](evening, command, now)


RULES: Mapping[type[c.Command], Callable[[Evening, Any, int], tuple[Event, ...]]] = {
    c.Create: setup.create,
    c.Configure: setup.configure,
    c.AddPeople: setup.add_people,
    c.TakeList: lists.take_list,
    c.Open: rounds.open_check_in,
    c.MakePlan: rounds.make_plan,
    c.Replan: rounds.replan,
    c.Begin: rounds.begin,
    c.Next: rounds.next_step,
    c.Break: rounds.take_break,
    c.Stop: rounds.stop,
    c.Tick: rounds.tick,
    c.Hold: timing.hold,
    c.Resume: timing.resume,
    c.Extend: timing.extend,
    c.ChangePresence: presence.change_presence,
    c.Say: setup.say,
    c.ChooseLanguage: setup.choose_language,
    c.LinkChat: setup.link_chat,
    c.LinkOrganiser: setup.link_organiser,
    c.LoseChat: setup.lose_chat,
    c.Undo: undo.undo,
    c.LeaveAfter: leaving.leave_after,
    c.Swap: swapping.swap,
    c.KeepApart: pairs.keep_apart,
    c.BringTogether: pairs.bring_together,
    c.AppointHost: hall.appoint_host,
    c.CloseTable: hall.close_table,
    c.Visit: hall.visit,
    c.TellInPerson: in_person.tell_in_person,
    c.AppointOrganiser: organisers.appoint_organiser,
    c.ReportMissing: missing.report_missing,
    c.ChangeProfile: profile.change_profile,
    c.TakeNote: profile.take_note,
    c.Rate: profile.rate,
    c.Forget: profile.forget,
    c.DeclareKnown: wishes.declare_known,
    c.Avoid: wishes.avoid,
    c.Wish: wishes.wish,
    c.ChooseStation: wishes.choose_station,
    c.OfferContact: contacts.offer_contact,
    c.TakeMatches: matches.take_matches,
    c.PairUp: matches.pair_up,
    c.StrikeOut: matches.strike_out,
    c.ShareWishes: matches.share_wishes,
}
