"""What an organiser sees when they look: how it stands, a table, a person. One phone screen each."""

from collections.abc import Mapping

from bot.channel import Message
from service.evening import Evening
from service.person import PersonRecord
from service.reach import unreached
from service.wording.catalogue import Texts
from service.wording.happened import standing
from service.wording.refused import texts as service_texts

People = Mapping[str, PersonRecord]


def status_message(
    evening: Evening, people: People, reached: Mapping[str, int], t: Texts, now: int
) -> Message:
    """Return round, clock, who is missing, and who has not been reached."""
    title = standing(evening, service_texts(t.language, evening.settings.timezone), now)
    lines = [evening.name] if evening.phase.step in ("created", "open") else []
    lines.append(_presence_line(evening, people, t))
    silent = unreached(evening, reached)
    if silent:
        lines.append(
            t.count(
                "{n} not reached: {names}.",
                "{n} not reached: {names}.",
                len(silent),
                names=_names(silent, people, t),
            )
        )
    resting = evening.phase.seating.resting if evening.live and evening.phase.seating else ()
    if resting:
        lines.append(t.say("Resting: {names}.", names=_names(list(resting), people, t)))
    return Message(title, "\n".join(lines))


def _presence_line(evening: Evening, people: People, t: Texts) -> str:
    missing = [p for p, slot in evening.people.items() if slot.presence in ("expected", "away")]
    line = t.say("{here} here", here=evening.count("here"))
    if missing:
        line += (
            ", " + t.count("{n} missing", "{n} missing", len(missing)) + f" ({_names(missing, people, t)})"
        )
    if gone := evening.count("left"):
        line += ", " + t.count("{n} gone home", "{n} gone home", gone)
    return line + "."


def table_message(evening: Evening, table: str, people: People, t: Texts) -> Message:
    """Return who sits at a table now."""
    seating = evening.phase.seating
    if seating is None:
        return Message(t.say("Nobody sits at a table yet."))
    if table not in seating.tables:
        known = ", ".join(seating.tables)
        return Message(
            t.say("There is no table “{table}” in this round.", table=table),
            t.say("Tables: {tables}", tables=known),
        )
    names = [_full(person, people) for person in seating.tables[table]]
    return Message(t.say("Table {table}, round {round}", table=table, round=seating.round), "\n".join(names))


def who_message(evening: Evening, person: str, people: People, t: Texts) -> Message:
    """Return where somebody sits now."""
    seating = evening.phase.seating
    table = seating.table_of(person) if seating is not None and evening.live else None
    presence = evening.people[person].presence
    known = {
        "expected": t.say("not here yet"),
        "here": t.say("is here"),
        "away": t.say("not at the tables"),
        "left": t.say("gone home"),
    }[presence]
    title = f"{_full(person, people)}: {known}"
    if table is not None:
        return Message(title, t.say("Table {table}", table=table))
    if seating is not None and evening.live and person in seating.resting:
        return Message(title, t.say("rests this round"))
    return Message(title)


def _full(person: str, people: People) -> str:
    record = people.get(person)
    if record is None:
        return person
    return f"{record.name} ({record.person.organisation})" if record.person.organisation else record.name


def _names(ids: list[str], people: People, t: Texts) -> str:
    return t.listing([people[p].name.split()[-1] if p in people else p for p in ids], most=6)
