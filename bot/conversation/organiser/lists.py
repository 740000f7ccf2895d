"""The list of guests in a chat, as a file or as lines after the word: shown first, taken on a tap."""

import hashlib
import re
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from bot.channel import Attachment, Button, Message
from bot.conversation.buttons import marked_person
from bot.conversation.organiser.sensible import sensible_buttons
from bot.conversation.plain_text import sound
from bot.conversation.turn import Answer, Rows, Turn
from bot.spoken_names import isolated
from service.evening.refusals import EveningIsOver
from service.evenings import Evenings
from service.lists import ListUnreadable
from service.people.guest_list import GuestList, ListTaken
from service.store.lists import WaitingLists
from service.wording import imported
from service.wording.refused import texts_of
from service.wording.unreadable import row_in_words, why_unreadable

SHOWN = 3
"""So many of a kind stand in a preview: it is read on one screen of a phone."""

_TAPPED = re.compile(r"(take|drop|same) ([0-9a-f]{8})(?: (#\d+))?")
_LINES = re.compile(r"[\n;\t]")


class WaitingList(msgspec.Struct, frozen=True, omit_defaults=True):
    """A list that waits for a tap. `mark` names it in buttons, `name` is its file's (None: pasted lines).

    `same` are guests whom the organiser has found in it. What has been taken keeps no `data`.
    """

    mark: str
    name: str | None
    data: bytes
    same: tuple[str, ...] = ()
    taken: bool = False


_decoder = msgspec.msgpack.Decoder(WaitingList)


class ListTalk:
    """Answers `people`, and a file."""

    def __init__(self, evenings: Evenings, guests: GuestList) -> None:
        self._guests = guests
        self._lists = WaitingLists(evenings.store)
        self.answers: Mapping[str, Answer] = {"people": self._people}

    async def take_file(self, turn: Turn, file: Attachment) -> Message:
        """Show what a list of people that was sent as a file would do."""
        return await self._preview(turn, WaitingList(_mark(turn.key), sound(file.name), file.data))

    async def _people(self, turn: Turn) -> Message:
        rest = turn.typed.rest
        tapped = _TAPPED.fullmatch(rest.strip())
        if tapped is not None:
            return await self._tapped(turn, *tapped.groups())
        if _LINES.search(rest) or (turn.typed.signed and any(letter.isalpha() for letter in rest)):
            return await self._preview(turn, WaitingList(_mark(turn.key), None, rest.encode()))
        waiting = await self._waiting(turn)
        if waiting is not None and not waiting.taken:
            return await self._preview(turn, waiting)
        return _asked_for(turn)

    async def _tapped(self, turn: Turn, act: str, mark: str, person: str | None) -> Message:
        t, waiting = turn.t, await self._waiting(turn)
        if waiting is None or waiting.mark != mark:
            return Message(t.say("This list does not wait any more."), t.say("Please send it once more."))
        if waiting.taken:
            return Message(t.say("This list has been taken already."), "", sensible_buttons(turn))
        if act == "take":
            return await self._take(turn, waiting)
        if act == "drop":
            await self._lists.drop(turn.evening.id, turn.person)
            return Message(t.say("Nothing was taken."), "", sensible_buttons(turn))
        known = marked_person(person or "", turn.evening)
        same = dict.fromkeys((*waiting.same, known)) if known is not None else waiting.same
        return await self._preview(turn, replace(waiting, same=tuple(same)))

    async def _preview(self, turn: Turn, waiting: WaitingList) -> Message:
        try:
            taken = await self._read(turn, waiting, preview=True)
        except ListUnreadable as problem:
            spoken = texts_of(turn.evening, turn.t.language)
            return Message(turn.t.say("I can't read this list."), why_unreadable(problem, spoken))
        if turn.evening.phase.step == "ended":
            raise EveningIsOver
        if taken.new or taken.changed:
            await self._lists.keep(turn.evening.id, turn.person, msgspec.msgpack.encode(waiting))
        return _shown(turn, waiting, taken)

    async def _take(self, turn: Turn, waiting: WaitingList) -> Message:
        taken = await self._read(turn, waiting, preview=False)
        done = replace(waiting, data=b"", taken=True)
        await self._lists.keep(turn.evening.id, turn.person, msgspec.msgpack.encode(done))
        spoken = texts_of(turn.evening, turn.t.language)
        return Message(imported.taken_over(taken, spoken), "", sensible_buttons(turn))

    async def _read(self, turn: Turn, waiting: WaitingList, *, preview: bool) -> ListTaken:
        return await self._guests.take(
            turn.evening.id,
            waiting.data,
            waiting.name,
            skip_bad=True,
            preview=preview,
            same=waiting.same,
            key=turn.key,
        )

    async def _waiting(self, turn: Turn) -> WaitingList | None:
        found = await self._lists.waiting(turn.evening.id, turn.person)
        return _decoder.decode(found) if found is not None else None


def _asked_for(turn: Turn) -> Message:
    t, known = turn.t, len(turn.evening.people)
    lines = [
        t.say(
            "Excel or CSV, one person a row, headings such as Vorname, Nachname, Firma, Ich suche, Ich biete."
        ),
        t.say("Or lines after /people, one guest each: Petra Wolf; Wolf Logistik"),
    ]
    if known:
        lines.append(t.count("{n} guest is on the list.", "{n} guests are on the list.", known))
    return Message(t.say("Send me the list as a file."), "\n".join(lines))


def _shown(turn: Turn, waiting: WaitingList, taken: ListTaken) -> Message:
    """What a list would do, on one screen of a phone."""
    t, spoken = turn.t, texts_of(turn.evening, turn.t.language)
    bad = [f"{row_in_words(note, spoken)}." for note in taken.report.bad_rows]
    if not taken.ids:
        return Message(t.say("Some rows need a look."), "\n".join(_some(turn, bad)))
    changed = imported.in_short(taken.changes, spoken, SHOWN, isolated)
    lines = [
        t.say("Changed: {names}", names=changed) if changed else "",
        imported.kept_in_short(taken.changes, spoken, SHOWN, isolated),
        *_some(turn, bad),
        *(imported.question(one, taken, turn.people, spoken, isolated) for one in taken.questions[:SHOWN]),
        t.say("Without an answer they stay two.") if taken.questions else "",
        *_some(turn, imported.remarks(taken, spoken)),
    ]
    if unknown := taken.report.unknown_columns:
        lines.append(t.say("Columns I don't use: {columns}.", columns=t.listing(list(unknown))))
    take = taken.new + taken.changed
    if bad and take == len(taken.ids):
        lines.append(t.count("The other one is fine – take it?", "The other {n} are fine – take them?", take))
    rows: Rows = ()
    if take:
        yes = turn.button(t.say("Take {n}", n=take), f"people take {waiting.mark}")
        no = turn.button(t.say("Cancel"), f"people drop {waiting.mark}")
        rows = ((yes, no), *((_same(turn, waiting, one.known),) for one in taken.questions[:SHOWN]))
    else:
        lines.append(t.say("There is nothing to take."))
    return Message(imported.counted(taken, spoken), "\n".join(filter(None, lines)), rows)


def _same(turn: Turn, waiting: WaitingList, known: str) -> Button:
    text = turn.t.say("{name}: the same person", name=turn.name(known))
    return turn.button(text, f"people same {waiting.mark} {turn.mark(known)}")


def _some(turn: Turn, lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return lines if more <= 1 else [*lines[:SHOWN], turn.t.say("and {n} more", n=more)]


def _mark(key: str) -> str:
    """A list has the same mark however often its message is delivered."""
    return hashlib.blake2b(key.encode(), digest_size=4).hexdigest()
