"""Setting an evening up in a chat: the list as a file, the settings in words."""

from collections import OrderedDict
from collections.abc import Mapping

from bot.channel import Attachment, Message
from bot.conversation.acting import Acting
from bot.conversation.buttons import OK
from bot.conversation.organiser.sensible import answered
from bot.conversation.setting_words import read_settings
from bot.conversation.turn import Answer, Turn
from bot.conversation.words import word_of
from service.evening import commands as c
from service.lists import ListUnreadable
from service.people.guest_list import GuestList, ListTaken
from service.wording.catalogue import Texts
from service.wording.happened import settings_sentence
from service.wording.refused import texts_of
from service.wording.unreadable import why_not_taken, why_unreadable

FILES_KEPT = 16
"""Files that wait for a tick are kept in memory, the newest ones; of an older one the organiser is asked again."""


class SetUpTalk:
    """Answers `people`, `settings`, and a file."""

    def __init__(self, acting: Acting, guests: GuestList) -> None:
        self._acting = acting
        self._guests = guests
        self._files: OrderedDict[str, Attachment] = OrderedDict()
        self.answers: Mapping[str, Answer] = {"people": self._people, "settings": self._settings}

    async def take_file(self, turn: Turn, file: Attachment) -> Message:
        """Take in a list of people that was sent as a file."""
        self._files[turn.person] = file
        self._files.move_to_end(turn.person)
        while len(self._files) > FILES_KEPT:
            self._files.popitem(last=False)
        return await self._take(turn, file, skip_bad=False)

    async def _people(self, turn: Turn) -> Message:
        file = self._files.get(turn.person)
        if turn.typed.confirmed and file is not None:
            return await self._take(turn, file, skip_bad=True)
        t = turn.t
        known = len(turn.evening.people)
        lines = [
            t.say(
                "Excel or CSV, one person a row, headings such as Vorname, Nachname, Firma, Ich suche, Ich biete."
            )
        ]
        if known:
            lines.append(t.count("{n} guest is on the list.", "{n} guests are on the list.", known))
        return Message(t.say("Send me the list as a file."), "\n".join(lines))

    async def _take(self, turn: Turn, file: Attachment, *, skip_bad: bool) -> Message:
        t = turn.t
        try:
            taken = await self._guests.take(
                turn.evening.id, file.data, file.name, skip_bad=skip_bad, key=turn.key
            )
        except ListUnreadable as problem:
            spoken = texts_of(turn.evening, t.language)
            return Message(t.say("I can't read this list."), why_unreadable(problem, spoken))
        if not taken.stored:
            return _some_rows(turn, taken)
        self._files.pop(turn.person, None)
        return _stored(turn, taken)

    async def _settings(self, turn: Turn) -> Message:
        t, typed = turn.t, turn.typed.rest.strip()
        changes: dict[str, str | int | float | None] = dict(read_settings(typed))
        if not changes:
            spoken = texts_of(turn.evening, t.language)
            example = word_of("organiser", "settings").typed(t.language)
            lines = [
                t.say("To change it, for example: {example}", example=example),
                t.say("What there is: {names}", names=_names(t)),
            ]
            title = settings_sentence(turn.evening, spoken)
            return Message(title if not typed else t.say("I didn't understand that."), "\n".join(lines))
        done = await self._acting.do(turn, c.Configure(changes))
        return await answered(done, turn, self._acting.evenings)


def _names(t: Texts) -> str:
    if t.language == "de":
        return (
            "runden, minuten, wechsel, plaetze, tische, uhr=auto|hand, form=tische|paare, sprache=de|en, "
            "anrede=sie|du, konkurrenten=mischen|getrennt, kollegen=mischen|frei, stufenlos=1,2, zeitzone"
        )
    return (
        "rounds, minutes, change, size, tables, clock=auto|manual, format=tables|pairs, language=de|en, "
        "anrede=sie|du, competitors=mix|apart, colleagues=mix|free, stepfree=1,2, timezone"
    )


def _stored(turn: Turn, taken: ListTaken) -> Message:
    t = turn.t
    lines = []
    if taken.known:
        lines.append(t.count("{n} was on the list already.", "{n} were on the list already.", taken.known))
    if unknown := taken.report.unknown_columns:
        lines.append(t.say("Columns I don't use: {columns}.", columns=", ".join(unknown)))
    buttons = (turn.button(t.say("Open check-in"), "open"), turn.button(t.say("Plan"), "plan"))
    return Message(t.count("{n} guest taken.", "{n} guests taken.", taken.new), "\n".join(lines), (buttons,))


def _some_rows(turn: Turn, taken: ListTaken) -> Message:
    t, report = turn.t, taken.report
    spoken = texts_of(turn.evening, t.language)
    lines = [why_not_taken(bad, spoken) for bad in report.bad_rows[:5]]
    if len(report.bad_rows) > len(lines):
        lines.append(t.say("and {n} more", n=len(report.bad_rows) - len(lines)))
    good = report.people
    if not good:
        return Message(t.say("Some rows need a look."), "\n".join(lines))
    lines.append(t.count("The other one is fine – take it?", "The other {n} are fine – take them?", good))
    buttons = (
        turn.button(t.say("Take {n}", n=good), f"people {OK}", bound=True),
        turn.button(t.say("Cancel"), "status"),
    )
    return Message(t.say("Some rows need a look."), "\n".join(lines), (buttons,))
