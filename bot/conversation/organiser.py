"""What an organiser can say, and what they hear."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channel import Attachment, Button, Message
from bot.conversation.parse import Typed, read_settings
from bot.conversation.roles import Organiser
from bot.conversation.status import status_message, table_message, who_message
from bot.conversation.words import ORGANISER, called
from bot.wording import texts
from service.asking import ArgumentMissing, organiser_command
from service.directory import find_one
from service.evening import Evening, Refusal
from service.evening.commands import Command
from service.evening.refusals import ConfirmNeeded
from service.evenings import Evenings, Outcome
from service.guest_list import GuestList, ListTaken
from service.links import Links
from service.lists import ListUnreadable
from service.person import names_of
from service.store.outbox import Outbox
from service.wording.catalogue import Texts
from service.wording.happened import happened
from service.wording.refused import choices, sentence
from service.wording.refused import texts as service_texts
from service.wording.unreadable import why_not_taken, why_unreadable

CONFIRMED = "ok"
"""What a confirming button adds to its word, with the step it was shown for: `next ok running2`."""

ASKED = ("absent", "back", "leave")
PLAIN = ("open", "plan", "begin", "next", "hold", "resume", "stop", "undo")


class OrganiserTalk:
    """Answers organisers: every word is one command, or a look."""

    def __init__(self, evenings: Evenings, guests: GuestList, links: Links, outbox: Outbox) -> None:
        self._evenings = evenings
        self._guests = guests
        self._links = links
        self._outbox = outbox
        self._lists: dict[str, Attachment] = {}
        self._looks: Mapping[str, Callable[[Organiser, Typed], Awaitable[Message]]] = {
            "status": self._status,
            "table": self._table,
            "who": self._who,
            "links": self._all_links,
            "help": self._help,
            "start": self._status,
            "people": self._ask_for_list,
        }
        self._words = {word.name for word in ORGANISER} - {"new"} | {"help", "start"}

    def understands(self, typed: Typed) -> bool:
        """Whether this is a word of organisers."""
        return typed.word in self._words

    async def answer(self, who: Organiser, typed: Typed, key: str) -> Message:
        """Do what was asked, once per `key`, and say what happened."""
        word = typed.word or "help"
        evening = await self._evenings.load(who.evening)
        try:
            if word in self._looks and not (word == "people" and typed.rest.startswith(CONFIRMED)):
                return await self._looks[word](who, typed)
            if word == "people":
                return await self._take_list(who, key, skip_bad=True)
            if self._too_old(evening, typed):
                return await self._status(who, typed)
            done = await self._do(who, word, await self._arguments(who, word, typed.rest), key)
        except ConfirmNeeded as question:
            return await self._question(question, who)
        except Refusal as refusal:
            return await self._refused(refusal, who)
        return await self._done(done, who)

    async def take_file(self, who: Organiser, file: Attachment, key: str) -> Message:
        """Take in a list of people that was sent as a file."""
        self._lists[who.id] = file
        return await self._take_list(who, key, skip_bad=False)

    async def _take_list(self, who: Organiser, key: str, *, skip_bad: bool) -> Message:
        evening = await self._evenings.load(who.evening)
        t = texts(evening, who.id)
        file = self._lists.get(who.id)
        if file is None:
            return await self._ask_for_list(who, Typed("people"))
        try:
            taken = await self._guests.take(who.evening, file.data, file.name, skip_bad=skip_bad, key=key)
        except ListUnreadable as problem:
            return Message(
                t.say("I can't read this list."), why_unreadable(problem, service_texts(t.language))
            )
        if taken.stored:
            del self._lists[who.id]
        return self._list_answer(taken, t)

    def _list_answer(self, taken: ListTaken, t: Texts) -> Message:
        report = taken.report
        if taken.stored:
            title = t.count("{n} guest taken.", "{n} guests taken.", taken.new)
            lines = (
                [t.count("{n} was on the list already.", "{n} were on the list already.", taken.known)]
                if taken.known
                else []
            )
            if report.unknown_columns:
                lines.append(
                    t.say("Columns I don't use: {columns}.", columns=", ".join(report.unknown_columns))
                )
            return Message(
                title,
                "\n".join(lines),
                ((Button(t.say("Open check-in"), "open"), Button(t.say("Plan"), "plan")),),
            )
        spoken = service_texts(t.language)
        wrong = [why_not_taken(bad, spoken) for bad in report.bad_rows[:5]]
        if len(report.bad_rows) > len(wrong):
            wrong.append(t.say("and {n} more", n=len(report.bad_rows) - len(wrong)))
        good = report.people
        lines = [
            *wrong,
            t.count("The other one is fine – take it?", "The other {n} are fine – take them?", good),
        ]
        buttons = (
            Button(t.say("Take {n}", n=good), f"people {CONFIRMED}"),
            Button(t.say("Cancel"), "status"),
        )
        return Message(t.say("Some rows need a look."), "\n".join(lines), (buttons,))

    async def _arguments(self, who: Organiser, word: str, rest: str) -> dict[str, Any]:
        """Read what followed the word as arguments by name."""
        if word in PLAIN:
            return {"confirm": rest.startswith(CONFIRMED)}
        if word in ("extend", "break"):
            return {"minutes": rest.split(maxsplit=1)[0] if rest else None}
        if word == "say":
            return {"text": rest}
        if word == "settings":
            return {"settings": read_settings(rest)}
        if word in ASKED:
            return {"participant": await self._person(who, word, rest)}
        return {}

    async def _person(self, who: Organiser, word: str, name: str) -> str:
        if not name:
            raise ArgumentMissing(word=word, argument="NAME")
        people = await self._evenings.people(who.evening)
        listed = (await self._evenings.load(who.evening)).people
        return find_one(name, {p: record for p, record in people.items() if p in listed})

    async def _do(self, who: Organiser, word: str, arguments: dict[str, Any], key: str) -> Outcome:
        command: Command = organiser_command(word, arguments)
        return await self._evenings.execute(who.evening, command, by="organiser", word=word, command_id=key)

    async def add(self, who: Organiser, rest: str, key: str) -> Message:
        """Put one more guest on the list: `NAME; FIRM`."""
        name, _, organisation = (part.strip() for part in rest.partition(";"))
        try:
            if not name:
                raise ArgumentMissing(word="add", argument="NAME; FIRM")
            done = await self._guests.add(who.evening, name, organisation or None, key=key)
        except Refusal as refusal:
            return await self._refused(refusal, who)
        return await self._done(done, who)

    async def _question(self, question: ConfirmNeeded, who: Organiser) -> Message:
        evening = await self._evenings.load(who.evening)
        t = texts(evening, who.id)
        spoken = service_texts(t.language, evening.settings.timezone)
        yes, no = choices(question, spoken)
        told = sentence(question, spoken)
        first, _, rest = told.partition(". ")
        shown_for = f"{question.details['word']} {CONFIRMED} {_step(evening)}"
        buttons = (Button(yes, shown_for), Button(no, "status"))
        return Message(f"{first}." if rest else told, rest, (buttons,))

    def _too_old(self, evening: Evening, typed: Typed) -> bool:
        """A confirming button of a step that is over must not end the next one."""
        parts = typed.rest.split()
        return (
            typed.word in PLAIN and len(parts) == 2 and parts[0] == CONFIRMED and parts[1] != _step(evening)
        )

    async def _refused(self, refusal: Refusal, who: Organiser) -> Message:
        evening = await self._evenings.load(who.evening)
        t = texts(evening, who.id)
        people = await self._evenings.people(who.evening)
        told = sentence(
            refusal,
            service_texts(t.language, evening.settings.timezone),
            names_of(people),
        )
        return Message(told)

    async def _done(self, done: Outcome, who: Organiser) -> Message:
        evening = done.after
        t = texts(evening, who.id)
        people = await self._evenings.people(who.evening)
        names = names_of(people)
        told = happened(done, service_texts(t.language, evening.settings.timezone), names)
        return Message(told or t.say("Done."), "", sensible_buttons(evening, t))

    async def _status(self, who: Organiser, typed: Typed) -> Message:
        evening = await self._evenings.load(who.evening)
        people = await self._evenings.people(who.evening)
        reached = await self._outbox.reached(who.evening)
        t = texts(evening, who.id)
        message = status_message(evening, people, reached, t, self._evenings.now())
        return Message(message.title, message.body, sensible_buttons(evening, t))

    async def _table(self, who: Organiser, typed: Typed) -> Message:
        evening = await self._evenings.load(who.evening)
        return table_message(
            evening, typed.rest, await self._evenings.people(who.evening), texts(evening, who.id)
        )

    async def _who(self, who: Organiser, typed: Typed) -> Message:
        person = await self._person(who, "who", typed.rest)
        evening = await self._evenings.load(who.evening)
        return who_message(evening, person, await self._evenings.people(who.evening), texts(evening, who.id))

    async def _all_links(self, who: Organiser, typed: Typed) -> Message:
        evening = await self._evenings.load(who.evening)
        t = texts(evening, who.id)
        found = self._links.evening(evening)
        lines = [
            t.say("Desk: {url}", url=found.desk),
            t.say("Projector: {url}", url=found.screen),
            t.say("For guests: {url}", url=found.join),
        ]
        if found.telegram:
            lines.append(t.say("Another organiser: {url}", url=found.telegram))
        return Message(t.say("The links of this evening"), "\n".join(lines))

    async def _ask_for_list(self, who: Organiser, typed: Typed) -> Message:
        t = texts(await self._evenings.load(who.evening), who.id)
        return Message(
            t.say("Send me the list as a file."),
            t.say(
                "Excel or CSV, one person a row, headings such as Vorname, Nachname, Firma, Ich suche, Ich biete."
            ),
        )

    async def not_understood(self, who: Organiser) -> Message:
        """Say what would be understood."""
        t = texts(await self._evenings.load(who.evening), who.id)
        return Message(
            t.say("I didn't understand that."), t.say("How it stands: /status · everything else: /help")
        )

    async def _help(self, who: Organiser, typed: Typed) -> Message:
        t = texts(await self._evenings.load(who.evening), who.id)
        lines = [f"/{called(w, t.language)} {w.follows}".rstrip() + f" – {t.say(w.does)}" for w in ORGANISER]
        return Message(t.say("You can say this:"), "\n".join(lines))


def sensible_buttons(evening: Evening, t: Texts) -> tuple[tuple[Button, ...], ...]:
    """Return the steps that make sense next, as buttons."""
    phase = evening.phase
    if phase.step == "ended":
        return ()
    if phase.paused:
        return ((Button(t.say("Resume"), "resume"), Button(t.say("+2 minutes"), "extend 2")),)
    match phase.step:
        case "created":
            return ((Button(t.say("Open check-in"), "open"), Button(t.say("Plan"), "plan")),)
        case "open":
            return ((Button(t.say("Plan"), "plan"), Button(t.say("Begin"), "begin")),)
        case "announced":
            return (
                (
                    Button(t.say("Gong now"), f"next {CONFIRMED} {_step(evening)}"),
                    Button(t.say("Hold"), "hold"),
                ),
            )
        case "running":
            return (
                (
                    Button(t.say("Next"), "next"),
                    Button(t.say("+2 minutes"), "extend 2"),
                    Button(t.say("Hold"), "hold"),
                ),
            )
        case _:
            return ((Button(t.say("Next round"), f"next {CONFIRMED} {_step(evening)}"),),)


def _step(evening: Evening) -> str:
    return f"{evening.phase.step}{evening.phase.round}"
