"""What a participant can say, and what they hear."""

from collections.abc import Awaitable, Callable, Mapping

from bot.channel import Button, Message
from bot.conversation.parse import Typed, plain
from bot.conversation.roles import Guest
from bot.conversation.words import GUEST, called
from bot.notices import current_place
from bot.wording import place, texts
from service.evening import Evening, Refusal
from service.evening.commands import ChangePresence, ChooseLanguage
from service.evening.refusals import NothingNew, NotOpenYet
from service.evening.state import Presence
from service.evenings import Evenings, Outcome
from service.wording.catalogue import Texts
from service.wording.refused import sentence
from service.wording.refused import texts as refusal_texts

SPOKEN = {"de": "de", "deutsch": "de", "german": "de", "en": "en", "englisch": "en", "english": "en"}


class GuestTalk:
    """Answers participants."""

    def __init__(self, evenings: Evenings) -> None:
        self._evenings = evenings
        self._answers: Mapping[str, Callable[[Guest, Typed, str], Awaitable[Message]]] = {
            "here": self._here,
            "back": self._here,
            "table": self._table,
            "pause": self._pause,
            "leave": self._leave,
            "language": self._language,
            "help": self._help,
            "start": self._table,
            "status": self._table,
        }

    def understands(self, typed: Typed) -> bool:
        """Whether this is a word of participants."""
        return typed.word in self._answers

    async def answer(self, guest: Guest, typed: Typed, key: str) -> Message:
        """Do what was asked, once per `key`, and say so."""
        try:
            return await self._answers[typed.word or "help"](guest, typed, key)
        except Refusal as refusal:
            evening = await self._evenings.load(guest.evening)
            t = refusal_texts(evening.language_of(guest.person), evening.settings.timezone)
            return Message(sentence(refusal, t))

    async def welcome(self, guest: Guest) -> Message:
        """Greet somebody whose chat has just been connected."""
        evening = await self._evenings.load(guest.evening)
        t = texts(evening, guest.person)
        name = (await self._evenings.people(guest.evening))[guest.person].name
        title = t.say("Welcome to {evening}, {name}!", evening=evening.name, name=name)
        body = t.say("Before each round I'll tell you your table.")
        if evening.phase.step == "ended":
            return Message(title, t.say("The evening is over."))
        if evening.people[guest.person].presence != "expected" or evening.phase.step == "created":
            return Message(title, body)
        return Message(title, body + " " + t.say("Are you here yet?"), (_row(_here(t)),))

    async def not_understood(self, guest: Guest) -> Message:
        """Say what would be understood."""
        t = texts(await self._evenings.load(guest.evening), guest.person)
        return Message(
            t.say("I didn't understand that."), t.say("Your table: /table · everything else: /help")
        )

    async def _here(self, guest: Guest, typed: Typed, key: str) -> Message:
        try:
            done = await self._change(guest, "here", typed.word or "here", key)
        except NothingNew:
            return await self._table(guest, typed, key)
        except NotOpenYet:
            t = texts(await self._evenings.load(guest.evening), guest.person)
            return Message(t.say("The check-in is not open yet."), t.say("I'll ask you when it is."))
        evening = done.after
        t = texts(evening, guest.person)
        title = t.say("Good to have you here.")
        told = evening.told.get(guest.person)
        if told is not None and told.version == done.version:
            return Message(title, t.say("Your table is coming right away."))
        now = await self._place(evening, guest.person)
        if now is not None:
            return Message(now.title, f"{title}\n{now.body}".strip())
        return Message(title, t.say("Your next table will appear here."))

    async def _pause(self, guest: Guest, typed: Typed, key: str) -> Message:
        done = await self._change(guest, "away", "pause", key)
        t = texts(done.after, guest.person)
        button = Button(t.say("I'm back"), "back")
        return Message(
            t.say("You sit out."), t.say("Say /back when you are at the tables again."), (_row(button),)
        )

    async def _leave(self, guest: Guest, typed: Typed, key: str) -> Message:
        done = await self._change(guest, "left", "leave", key)
        t = texts(done.after, guest.person)
        return Message(
            t.say("Thank you for having been here. Get home safely."),
            t.say("If that was a mistake: /back."),
        )

    async def _table(self, guest: Guest, typed: Typed, key: str) -> Message:
        evening = await self._evenings.load(guest.evening)
        t = texts(evening, guest.person)
        now = await self._place(evening, guest.person)
        if now is not None:
            return now
        match evening.people[guest.person].presence, evening.phase.step:
            case _, "ended":
                return Message(
                    t.say("The evening is over."), t.say("Thank you for being here. Get home safely.")
                )
            case "away" | "left", _:
                button = Button(t.say("I'm back"), "back")
                return Message(
                    t.say("You sit out."),
                    t.say("Say /back when you are at the tables again."),
                    (_row(button),),
                )
            case "expected", "open":
                return Message(t.say("The check-in is open."), t.say("Are you here yet?"), (_row(_here(t)),))
            case _, "created":
                return Message(t.say("The check-in is not open yet."), t.say("I'll ask you when it is."))
            case _:
                return Message(t.say("No round is on right now."), t.say("Your next table will appear here."))

    async def _language(self, guest: Guest, typed: Typed, key: str) -> Message:
        wanted = SPOKEN.get(plain(typed.rest), plain(typed.rest))
        done = await self._evenings.execute(
            guest.evening, ChooseLanguage(guest.person, wanted), by=guest.person, command_id=key
        )
        return Message(texts(done.after, guest.person).say("From now on I speak English."))

    async def _help(self, guest: Guest, typed: Typed, key: str) -> Message:
        t = texts(await self._evenings.load(guest.evening), guest.person)
        lines = [
            f"/{called(w, t.language)} – {t.say(w.does)}" for w in GUEST if w.name not in ("start", "join")
        ]
        return Message(t.say("You can say this:"), "\n".join(lines))

    async def _change(self, guest: Guest, presence: Presence, word: str, key: str) -> Outcome:
        command = ChangePresence(guest.person, presence)
        return await self._evenings.execute(
            guest.evening, command, by=guest.person, word=word, command_id=key
        )

    async def _place(self, evening: Evening, person: str) -> Message | None:
        notice = current_place(evening, person)
        if notice is None or evening.people[person].presence not in ("expected", "here"):
            return None
        return place(notice, texts(evening, person), await self._evenings.people(evening.id, evening.version))


def sensible_words(evening: Evening, person: str) -> tuple[str, ...]:
    """Return the words that make sense for this participant now, the likeliest first."""
    presence = evening.people[person].presence
    match evening.phase.step, presence:
        case "ended", _:
            return ()
        case "created", _:
            return ("leave",)
        case _, "expected":
            return ("here", "leave")
        case _, "here":
            return ("pause", "leave")
        case _:
            return ("back",)


def _here(t: Texts) -> Button:
    return Button(t.say("I'm here"), "here")


def _row(*buttons: Button) -> tuple[Button, ...]:
    return buttons
