"""What a participant's page shows, worked out from the evening; the page only draws it."""

import base64
import mimetypes
from collections.abc import Mapping
from typing import Any

from bot.channel import Attachment, Message
from bot.conversation.guest import sensible_words
from bot.notice import Notice
from bot.notices import current_place, gongs
from bot.openers import openers
from bot.rest_wording import free_company
from bot.spoken_names import names
from bot.wording import render, shared_topic, texts
from service.evening import Evening
from service.links import Links
from service.people.person import PersonRecord

People = Mapping[str, PersonRecord]


def page_view(
    evening: Evening,
    person: str,
    people: People,
    *,
    now: int,
    messages: list[dict[str, Any]],
    chats: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the whole view of one participant's page."""
    phase, slot = evening.phase, evening.people[person]
    record = people.get(person)
    return {
        "now": now,
        "name": evening.name,
        "me": {"name": record.name if record else "", "presence": slot.presence},
        "state": phase.step,
        "paused": phase.paused,
        "round": phase.round,
        "rounds": evening.settings.rounds,
        "deadline": phase.deadline,
        "started": phase.since if evening.begun else None,
        "remaining": phase.remaining if phase.paused else None,
        "place": _place(evening, person, people),
        "language": evening.language_of(person),
        "anrede": evening.settings.anrede,
        "timezone": evening.settings.timezone,
        "version": evening.version,
        "messages": messages,
        "commands": _commands(evening, person),
        "chats": chats,
    }


def notice_data(notice: Notice, evening: Evening, people: People, now: int) -> dict[str, Any]:
    """Return a notice as the page gets it (section 4 of the contract)."""
    message = render(notice, evening, people)
    return {
        "id": notice.id,
        "kind": notice.kind,
        "round": notice.round,
        "table": notice.table,
        "with": names(notice.with_, people, firms=True) if notice.kind != "rest" else [],
        "until": notice.until,
        "title": message.title,
        "text": message.text,
        "files": [file_data(file) for file in message.files],
        "now": now,
    }


def message_data(message: Message) -> dict[str, Any]:
    """Return an answer of the conversation as the page gets it."""
    buttons = [[{"text": b.text, "data": b.data} for b in row] for row in message.buttons]
    files = [file_data(file) for file in message.files]
    return {"title": message.title, "body": message.body, "buttons": buttons, "files": files}


def file_data(file: Attachment) -> dict[str, str]:
    """Return a file as a link that saves it: no address of its own, so nobody else can fetch it."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return {"name": file.name, "url": f"data:{kind};base64,{base64.b64encode(file.data).decode()}"}


def _place(evening: Evening, person: str, people: People) -> dict[str, Any]:
    nowhere: dict[str, Any] = {
        "kind": "none",
        "table": None,
        "with": [],
        "until": None,
        "topic": None,
        "next_table": None,
    }
    notice = current_place(evening, person)
    if notice is None or evening.people[person].presence not in ("expected", "here"):
        return nowhere
    t = texts(evening, person)
    if notice.table is None:
        free = free_company(notice, t, people)
        on = {"kind": "rest", "until": notice.again or gongs(evening)[1], "next_table": notice.then}
        return nowhere | on | {"topic": free or None}
    reasons = openers(person, notice.with_, evening, people, t)
    if not reasons and (topic := shared_topic(person, notice.with_, people)):
        reasons = [t.say("A topic you share: {topic}.", topic=topic)]
    return nowhere | {
        "kind": "table",
        "table": notice.table,
        "with": names(notice.with_, people, firms=True),
        "until": gongs(evening)[1],
        "topic": "\n".join(reasons) or None,
    }


def chats_view(evening: Evening, person: str, links: Links) -> dict[str, Any] | None:
    """Return how a guest without a chat gets one: a link for Telegram, an address and a code for Matrix."""
    if evening.phase.step == "ended" or evening.people[person].channels:
        return None
    found = links.person(evening, person)
    matrix = None
    if found.matrix is not None:
        link = found.matrix.partition("?")[0]
        user = link.rpartition("/")[2]
        matrix = {"user": user, "link": link, "code": links.code(evening, person)}
    return {"telegram": found.telegram, "matrix": matrix} if found.telegram or matrix else None


def _commands(evening: Evening, person: str) -> list[dict[str, str]]:
    t = texts(evening, person)
    labels = {
        "here": t.say("I'm here"),
        "pause": t.say("Pause"),
        "back": t.say("I'm back"),
        "leave": t.say("I'm leaving"),
        "missing": t.say("A seat is empty"),
        "contact": t.say("Stay in touch"),
        "rate": t.say("Rate the evening"),
    }
    return [{"word": word, "text": labels[word]} for word in sensible_words(evening, person)]
