"""What an organiser sees when they look: how it stands, a table, a person. One phone screen each."""

from collections import Counter
from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.turn import Turn
from service.evening.state import Seating
from service.evening.tables import in_order
from service.networks import NetworkStanding
from service.reach import Reached, to_tell_in_person, unreached, why_unreached
from service.wording.happened import standing
from service.wording.in_person import where_to
from service.wording.networks import network_hints
from service.wording.refused import texts_of

MOST_TABLES = 40
"""Tables listed in one message; beyond that it no longer fits a message."""


def status_message(
    turn: Turn, reached: Mapping[str, Reached], networks: tuple[NetworkStanding, ...], now: int
) -> Message:
    """Return round, clock, who is missing, by what people were reached, who was not and why, and networks in trouble."""
    t, evening = turn.t, turn.evening
    theirs = texts_of(evening, t.language)
    title = standing(evening, theirs, now)
    lines = [evening.name] if evening.phase.step in ("created", "open") else []
    lines.append(_presence_line(turn))
    silent = unreached(evening, reached)
    if counted := _channels_line(turn, reached, silent):
        lines.append(counted)
    if silent:
        named = [f"{_surname(turn, p)} ({_why(turn, p, reached)})" for p in silent]
        lines.append(
            t.count(
                "{n} not reached: {names}.",
                "{n} not reached: {names}.",
                len(silent),
                names=t.listing(named, most=6),
            )
        )
    if in_person := to_tell_in_person(evening, reached):
        named = [f"{_surname(turn, p)} ({where_to(evening, p, theirs)})" for p in in_person]
        lines.append(t.say("Tell in person: {names}.", names=t.listing(named, most=6)))
    resting = evening.phase.seating.resting if evening.live and evening.phase.seating else ()
    if resting:
        lines.append(t.say("Resting: {names}.", names=_surnames(turn, list(resting))))
    lines += [hint.text for hint in network_hints(evening, networks, theirs)]
    return Message(title, "\n".join(lines))


def _channels_line(turn: Turn, reached: Mapping[str, Reached], silent: list[str]) -> str:
    if not turn.evening.live:
        return ""
    t = turn.t
    told = [p for p in turn.evening.told if p in reached and p not in silent]
    counts = Counter(
        reached[p].channel for p in told if turn.evening.people[p].presence in ("expected", "here")
    )
    parts = [
        t.say("{n} {channel}", n=counts[channel], channel=name)
        for channel, name in (("telegram", "Telegram"), ("matrix", "Matrix"), ("web", t.say("web page")))
        if counts[channel]
    ]
    return t.say("Reached: {counts}.", counts=", ".join(parts)) if parts else ""


def _why(turn: Turn, person: str, reached: Mapping[str, Reached]) -> str:
    t = turn.t
    match why_unreached(turn.evening, person, reached):
        case "waiting":
            return t.say("on its way")
        case "blocked":
            return t.say("chat blocked")
        case _:
            return t.say("not started")


def _presence_line(turn: Turn) -> str:
    t, evening = turn.t, turn.evening
    missing = [
        p for p, slot in evening.people.items() if slot.presence in ("expected", "away") and not slot.visiting
    ]
    line = t.say("{here} here", here=evening.count("here"))
    if missing:
        line += ", " + t.count("{n} missing", "{n} missing", len(missing)) + f" ({_surnames(turn, missing)})"
    if gone := evening.count("left"):
        line += ", " + t.count("{n} gone home", "{n} gone home", gone)
    return line + "."


def table_message(turn: Turn, table: str) -> Message:
    """Return who sits at a table now; without one, all tables."""
    t, seating = turn.t, turn.evening.phase.seating
    if seating is None:
        return Message(t.say("Nobody sits at a table yet."))
    if not table:
        return _all_tables(turn, seating)
    found = {name.casefold(): name for name in seating.tables}.get(table.casefold())
    if found is None:
        known = t.listing(sorted(seating.tables, key=in_order), most=MOST_TABLES)
        return Message(
            t.say("There is no table “{table}” in this round.", table=table),
            t.say("Tables: {tables}", tables=known),
        )
    names = [turn.full(person) for person in seating.tables[found]]
    names += [
        t.say("{name}, guest of honour", name=turn.full(person)) for person in seating.visitors.get(found, ())
    ]
    return Message(t.say("Table {table}, round {round}", table=found, round=seating.round), "\n".join(names))


def _all_tables(turn: Turn, seating: Seating) -> Message:
    t = turn.t
    tables = sorted(seating.tables, key=in_order)
    lines = [
        f"{table}: " + t.listing([_surname(turn, p) for p in seating.tables[table]], most=8)
        for table in tables[:MOST_TABLES]
    ]
    if len(tables) > MOST_TABLES:
        lines.append(t.say("and {n} more", n=len(tables) - MOST_TABLES))
    return Message(t.say("The tables of round {round}", round=seating.round), "\n".join(lines))


def who_message(turn: Turn, person: str, reached: Mapping[str, Reached]) -> Message:
    """Return where somebody sits now, whether they are here, and how they are reached."""
    t, evening = turn.t, turn.evening
    slot = evening.people[person]
    known = {
        "expected": t.say("not here yet"),
        "here": t.say("is here"),
        "away": t.say("not at the tables"),
        "left": t.say("gone home"),
    }[slot.presence]
    title = f"{turn.full(person)}: {known}"
    lines = []
    if evening.live and evening.phase.seating is not None:
        seating = evening.phase.seating
        places = {p: table for table, people in seating.visitors.items() for p in people}
        table = seating.table_of(person) or places.get(person)
        if table is not None:
            lines.append(t.say("Table {table}", table=table))
        elif person in seating.resting:
            lines.append(t.say("rests this round"))
    if slot.channels:
        channels = ", ".join(channel.capitalize() for channel in slot.channels)
        lines.append(t.say("Reached by: {text}", text=channels))
    if person in unreached(evening, reached):
        lines.append(t.say("Does not know it yet: {why}", why=_why(turn, person, reached)))
    return Message(title, "\n".join(lines))


def _surnames(turn: Turn, ids: list[str]) -> str:
    return turn.t.listing([_surname(turn, p) for p in ids], most=6)


def _surname(turn: Turn, person: str) -> str:
    """The last word of a name; one that runs from right to left stays whole, so that nothing turns around."""
    name = turn.name(person)
    return name if person not in turn.people or name.startswith("\u2068") else name.split()[-1]
