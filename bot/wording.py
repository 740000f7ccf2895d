"""A notice in words: first the act, then with whom, then when."""

from collections.abc import Mapping
from pathlib import Path

from bot.channel import Button, Message
from bot.conversation.buttons import data
from bot.given_contact import contact_file, contact_lines
from bot.notice import Notice
from bot.openers import openers
from bot.rest_wording import rest
from bot.spoken_names import isolated, spoken_with_firms
from bot.visit_wording import at_the_tables
from service.evening.state import Evening
from service.people.person import PersonRecord
from service.wording.catalogue import Texts

FOLDER = Path(__file__).parent / "texts"

People = Mapping[str, PersonRecord]


def texts(evening: Evening, person: str) -> Texts:
    """Return the texts this participant or organiser reads."""
    return texts_in(evening, evening.language_of(person))


def texts_in(evening: Evening, language: str) -> Texts:
    """Return the texts of somebody at this evening who reads this language."""
    return Texts(FOLDER, language, evening.settings.timezone, evening.settings.anrede)


def render(notice: Notice, evening: Evening, people: People) -> Message:
    """Return what the person reads."""
    t = texts(evening, notice.person)
    match notice.kind:
        case "table" | "changed" | "rest":
            return place(notice, t, people, evening)
        case "joins":
            came = t.listing(spoken_with_firms(notice.with_, people))
            return Message(
                t.count(
                    "{names} is joining your table.",
                    "{names} are joining your table.",
                    len(notice.with_),
                    names=came,
                ),
                "\n".join(openers(notice.person, notice.with_, evening, people, t)),
                silent=True,
            )
        case "soon":
            return Message(t.say("2 minutes left."), silent=True)
        case "open":
            button = Button(t.say("I'm here"), data("here"))
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
            return Message(t.say("That was the last round."), _farewell(notice, t), _after_the_end(notice, t))
        case "away":
            return Message(
                t.say("The service was away; the clock is held."),
                t.say(
                    "The gong of round {round} was due meanwhile. /next moves on now; "
                    "/extend 3 and then /resume gives three more minutes.",
                    round=notice.round,
                ),
                buttons=(
                    (
                        Button(t.say("Move on"), data("next ok", evening)),
                        Button(t.say("3 more minutes"), data("extend 3", evening)),
                    ),
                ),
            )
        case "contact":
            return _contact(notice, t, people)
        case "visitor" | "visiting" | "visited" | "hostless":
            return at_the_tables(notice, t, people, evening)
        case "appointed":
            return Message(
                t.say("You drive “{evening}” from here.", evening=evening.name),
                t.say("How it stands: /status · everything else: /help"),
            )
        case "gong":
            return Message(t.say("Gong."), silent=True)
        case "time":
            return Message(_until(notice, t) or t.say("The time has changed."), silent=True)


def place(notice: Notice, t: Texts, people: People, evening: Evening) -> Message:
    """Return where somebody sits: `Tisch 7`, with whom, in which round, from when to when, and a reason to talk."""
    if notice.kind == "rest":
        return rest(notice, t, people)
    title = t.say("Table {table}", table=notice.table)
    if notice.kind == "changed":
        title += " – " + (
            t.say("changed, no longer table {table}", table=notice.was) if notice.was else t.say("changed")
        )
    elif notice.late:
        title += " – " + t.say("there's a free seat, do join them now")
    honoured = tuple(p for p in notice.with_ if p in evening.people and evening.people[p].visiting)
    lines = []
    if others := spoken_with_firms(tuple(p for p in notice.with_ if p not in honoured), people):
        lines.append(t.say("with {names}", names=t.listing(others)))
    if guests := spoken_with_firms(honoured, people):
        lines.append(
            t.count(
                "Guest of honour: {names}", "Guests of honour: {names}", len(guests), names=t.listing(guests)
            )
        )
    when = t.say("Round {round} of {rounds}", round=notice.round, rounds=notice.rounds)
    if notice.starts is not None and notice.until is not None:
        when += " · " + t.say("{start} to {end}", start=t.clock(notice.starts), end=t.clock(notice.until))
    lines.append(when)
    if found := openers(notice.person, notice.with_, evening, people, t):
        lines += found
    elif topic := shared_topic(notice.person, notice.with_, people):
        lines.append(t.say("A topic you share: {topic}.", topic=isolated(topic)))
    return Message(title, "\n".join(lines))


def shared_topic(person: str, company: tuple[str, ...], people: People) -> str | None:
    """Return the topic of this person that most at the table share, None where nobody does."""
    mine = people[person].person.topics if person in people else ()
    theirs = [{topic.casefold() for topic in people[p].person.topics} for p in company if p in people]
    counted = [(sum(topic.casefold() in one for one in theirs), topic) for topic in mine]
    most = max((times for times, _ in counted), default=0)
    return next((topic for times, topic in counted if times == most), None) if most else None


def _contact(notice: Notice, t: Texts, people: People) -> Message:
    """Give the contact of somebody who wants this person's too, as a file for the address book as well."""
    found = [people[p] for p in notice.with_ if p in people]
    who = t.listing(spoken_with_firms(notice.with_, people))
    lines = [line for record in found for line in contact_lines(record)]
    return Message(
        t.say("You are in touch with {names}.", names=who),
        "\n".join(lines),
        silent=True,
        files=tuple(contact_file(record) for record in found),
    )


def _until(notice: Notice, t: Texts) -> str:
    return t.say("This goes until {time}.", time=t.clock(notice.until)) if notice.until is not None else ""


def _farewell(notice: Notice, t: Texts) -> str:
    thanks = t.say("Thank you for being here. Get home safely.")
    if not notice.met:
        return thanks
    return t.count("You met {n} new person.", "You met {n} new people.", notice.met) + " " + thanks


def _after_the_end(notice: Notice, t: Texts) -> tuple[tuple[Button, ...], ...]:
    """What there is to do after the last round, for who has met somebody."""
    if not notice.met:
        return ()
    return (
        (Button(t.say("Stay in touch"), data("contact")),),
        (Button(t.say("Rate the evening"), data("rate")),),
    )
