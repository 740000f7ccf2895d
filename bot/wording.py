"""A notice in words: first the act, then with whom, then when."""

from collections.abc import Mapping
from pathlib import Path

from bot.channel import Button, Message
from bot.notice import Notice
from service.evening.state import Evening
from service.person import PersonRecord
from service.wording.catalogue import Texts

FOLDER = Path(__file__).parent / "texts"

People = Mapping[str, PersonRecord]


def texts(evening: Evening, person: str) -> Texts:
    """Return the texts this participant or organiser reads."""
    return Texts(FOLDER, evening.language_of(person), evening.settings.timezone)


def render(notice: Notice, evening: Evening, people: People) -> Message:
    """Return what the person reads."""
    t = texts(evening, notice.person)
    match notice.kind:
        case "table" | "changed" | "rest":
            return place(notice, t, people)
        case "joins":
            came = t.listing(names(notice.with_, people, firms=True))
            return Message(
                t.count(
                    "{names} is joining your table.",
                    "{names} are joining your table.",
                    len(notice.with_),
                    names=came,
                ),
                silent=True,
            )
        case "soon":
            return Message(t.say("2 minutes left."), silent=True)
        case "open":
            button = Button(t.say("I'm here"), "here")
            return Message(t.say("The check-in is open."), t.say("Are you here yet?"), buttons=((button,),))
        case "say":
            return Message(notice.text or "")
        case "withdrawn":
            return Message(
                t.say("The first round waits a little."), t.say("I'll tell you your table when it starts.")
            )
        case "break":
            title = (
                t.say("Break until {time}.", time=t.clock(notice.until)) if notice.until else t.say("Break.")
            )
            return Message(title, t.say("I'll tell you your next table in time."))
        case "held":
            return Message(t.say("Short pause."), t.say("Stay where you are, we'll go on in a moment."))
        case "resumed":
            return Message(t.say("We go on."), _until(notice, t), silent=True)
        case "ended":
            if not notice.round:
                return Message(t.say("The evening is over."))
            return Message(t.say("That was the last round."), _farewell(notice, t))
        case "away":
            return Message(
                t.say("The service was away; the clock is held."),
                t.say(
                    "The gong of round {round} was due meanwhile. /next moves on now; "
                    "/extend 3 and then /resume gives three more minutes.",
                    round=notice.round,
                ),
                buttons=((Button(t.say("Move on"), "next ok"), Button(t.say("3 more minutes"), "extend 3")),),
            )
        case "contact":
            return _contact(notice, t, people)
        case "appointed":
            return Message(
                t.say("You drive “{evening}” from here.", evening=evening.name),
                t.say("How it stands: /status · everything else: /help"),
            )
        case "gong":
            return Message(t.say("Gong."), silent=True)
        case "time":
            return Message(_until(notice, t) or t.say("The time has changed."), silent=True)


def place(notice: Notice, t: Texts, people: People) -> Message:
    """Return where somebody sits: `Tisch 7`, with whom, in which round, from when to when."""
    when = t.say("Round {round} of {rounds}", round=notice.round, rounds=notice.rounds)
    if notice.starts is not None and notice.until is not None:
        when += " · " + t.say("{start} to {end}", start=t.clock(notice.starts), end=t.clock(notice.until))
    if notice.kind == "rest":
        return _rest(notice, t)
    title = t.say("Table {table}", table=notice.table)
    if notice.kind == "changed":
        title += " – " + (
            t.say("changed, no longer table {table}", table=notice.was) if notice.was else t.say("changed")
        )
    elif notice.late:
        title += " – " + t.say("there's a free seat, do join them now")
    lines = [when]
    if others := names(notice.with_, people, firms=True):
        lines.insert(0, t.say("with {names}", names=t.listing(others)))
    return Message(title, "\n".join(lines))


def _contact(notice: Notice, t: Texts, people: People) -> Message:
    """Give the contact of somebody who wants this person's too."""
    found = [people[p].person for p in notice.with_ if p in people]
    who = t.listing(names(notice.with_, people, firms=True))
    lines = [line for person in found for line in (person.email, person.phone) if line]
    return Message(t.say("You are in touch with {names}.", names=who), "\n".join(lines), silent=True)


def _rest(notice: Notice, t: Texts) -> Message:
    if notice.round >= notice.rounds:
        again = t.say("It is the last round; do stay for the end.")
    elif notice.until is not None:
        again = t.say("From {time} you have a seat again; I'll tell you.", time=t.clock(notice.until))
    else:
        again = t.say("Next round you have a seat again; I'll tell you.")
    if notice.was:
        return Message(
            t.say("You're free this round – changed, no longer table {table}", table=notice.was), again
        )
    if notice.late:
        return Message(t.say("All tables are full right now."), again)
    return Message(t.say("You're free this round – time for a coffee."), again)


def names(people: tuple[str, ...], records: People, *, firms: bool = False) -> list[str]:
    """Return names in the order of the ids, with the firm in brackets if asked; unknown ids are left out."""
    found = (records[p].person for p in people if p in records)
    return [f"{p.name} ({p.organisation})" if firms and p.organisation else p.name for p in found]


def _until(notice: Notice, t: Texts) -> str:
    return t.say("This goes until {time}.", time=t.clock(notice.until)) if notice.until is not None else ""


def _farewell(notice: Notice, t: Texts) -> str:
    thanks = t.say("Thank you for being here. Get home safely.")
    if not notice.met:
        return thanks
    return t.count("You met {n} new person.", "You met {n} new people.", notice.met) + " " + thanks
