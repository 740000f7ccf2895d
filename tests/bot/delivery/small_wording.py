"""Notices and words in their simplest form: what delivery needs to be seen at work."""

from collections.abc import Iterable, Mapping

from bot.channel import Message
from bot.notice import Kind, Notice, Topic
from service.evening import Evening
from service.evening import events as e
from service.evenings import Outcome
from service.people.person import PersonRecord


def notices(step: Outcome) -> list[Notice]:
    """Places as they are told, what is said (also to organisers), a quiet gong, and who was lost.

    What is said with a `~` in front is a signal: the next one replaces it.
    """
    after = step.after
    found = [
        _place(after, person)
        for person, told in after.told.items()
        if told.version == after.version and told != step.before.told.get(person)
    ]
    for event in step.entry.events:
        match event:
            case e.Said(text=text):
                topic: Topic = "signal" if text.startswith("~") else "saying"
                found += _to(after, [*after.people, *after.organisers], "say", topic, text)
            case e.RoundStarted():
                found += _to(after, after.people, "gong", "signal")
            case e.SoonCalled():
                found += _to(after, after.people, "soon", "signal")
            case e.Held():
                found += _to(after, after.people, "held", "signal")
            case _:
                pass
    return found


def current(evening: Evening, person: str) -> Notice | None:
    """The place that holds now."""
    return _place(evening, person) if evening.live and person in evening.told else None


def render(notice: Notice, evening: Evening, people: Mapping[str, PersonRecord]) -> Message:
    """`Tisch 7 (Anna)`, or what was said."""
    name = people[notice.person].name
    if notice.kind == "say" and notice.text == "unsayable":
        raise ValueError("no words for this")
    if notice.topic == "place":
        return Message(f"Tisch {notice.table} ({name})" if notice.table else f"Pause ({name})")
    return Message(f"{notice.kind}: {notice.text}" if notice.text else notice.kind)


def _place(evening: Evening, person: str) -> Notice:
    told = evening.told[person]
    return Notice(
        id=f"{told.version}.{person}.place",
        evening=evening.id,
        version=told.version,
        person=person,
        kind="rest" if told.table is None else "table",
        topic="place",
        round=told.round,
        table=told.table,
        expires=evening.phase.deadline,
    )


def _to(
    evening: Evening, people: Iterable[str], kind: Kind, topic: Topic, text: str | None = None
) -> list[Notice]:
    return [
        Notice(
            id=f"{evening.version}.{person}.{kind}",
            evening=evening.id,
            version=evening.version,
            person=person,
            kind=kind,
            topic=topic,
            text=text,
        )
        for person in people
    ]
