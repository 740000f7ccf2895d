"""Here, away, going home: what participants say about themselves, and where they are to be."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.arguments import after_round
from bot.conversation.guest.sensible import back_button, here_button
from bot.conversation.guest.sharing import choice, question, to_be_asked
from bot.conversation.turn import Answer, Turn
from bot.notices import current_place
from bot.wording import place, texts
from service.evening import Evening
from service.evening.commands import ChangePresence, LeaveAfter
from service.evening.refusals import NothingNew, NotOpenYet
from service.evening.state import Presence
from service.evenings import Outcome


class PresenceTalk:
    """Answers `here`, `back`, `table`, `pause`, `leave`."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {
            "here": self._here,
            "back": self._here,
            "table": self.table,
            "pause": self._pause,
            "leave": self._leave,
        }

    async def _here(self, turn: Turn) -> Message:
        try:
            done = await self._change(turn, "here")
        except NothingNew:
            return await self.table(turn)
        except NotOpenYet:
            return Message(
                turn.t.say("The check-in is not open yet."), turn.t.say("I'll ask you when it is.")
            )
        evening = done.after
        t = texts(evening, turn.person)
        title = t.say("Good to have you here.")
        told = evening.told.get(turn.person)
        if told is not None and told.version == done.version:
            answered = Message(title, t.say("Your table is coming right away."))
        elif (now := self._place(turn, evening)) is not None:
            answered = Message(now.title, f"{title}\n{now.body}".strip())
        else:
            answered = Message(title, t.say("Your next table will appear here."))
        if not to_be_asked(evening, turn.person, turn.people):
            return answered
        return replace(answered, body=f"{answered.body}\n\n{question(t)}", buttons=choice(t))

    async def _pause(self, turn: Turn) -> Message:
        done = await self._change(turn, "away")
        t = texts(done.after, turn.person)
        return Message(
            t.say("You sit out."), t.say("Say /back when you are at the tables again."), ((back_button(t),),)
        )

    async def _leave(self, turn: Turn) -> Message:
        later = after_round(turn.typed.rest)
        if later is not None:
            done = await self._acting.do(turn, LeaveAfter(turn.person, later[1]))
            t = texts(done.after, turn.person)
            return Message(
                t.say("Noted: you leave after round {round}.", round=later[1]),
                t.say("Until then everything stays as it is."),
            )
        done = await self._change(turn, "left")
        t = texts(done.after, turn.person)
        return Message(
            t.say("Thank you for having been here. Get home safely."),
            t.say("If that was a mistake: /back."),
        )

    async def table(self, turn: Turn) -> Message:
        """Say where this participant is to be now, or what they wait for."""
        evening, t = turn.evening, turn.t
        now = self._place(turn, evening)
        if now is not None:
            return now
        match turn.slot.presence, evening.phase.step:
            case _, "ended":
                return Message(
                    t.say("The evening is over."), t.say("Thank you for being here. Get home safely.")
                )
            case "away" | "left", _:
                return Message(
                    t.say("You sit out."),
                    t.say("Say /back when you are at the tables again."),
                    ((back_button(t),),),
                )
            case "expected", "open":
                return Message(
                    t.say("The check-in is open."), t.say("Are you here yet?"), ((here_button(t),),)
                )
            case _, "created":
                return Message(t.say("The check-in is not open yet."), t.say("I'll ask you when it is."))
            case _:
                return Message(t.say("No round is on right now."), t.say("Your next table will appear here."))

    def old(self, turn: Turn) -> Message:
        """Answer a button of a round that is over: where they are to be now."""
        evening, t = turn.evening, turn.t
        notice = current_place(evening, turn.person)
        if notice is None or notice.table is None:
            return Message(t.say("That round is over."), t.say("Your table: /table · everything else: /help"))
        return Message(t.say("That round is over. Your table now: {table}.", table=notice.table))

    async def _change(self, turn: Turn, presence: Presence) -> Outcome:
        return await self._acting.do(turn, ChangePresence(turn.person, presence))

    @staticmethod
    def _place(turn: Turn, evening: Evening) -> Message | None:
        notice = current_place(evening, turn.person)
        if notice is None or evening.people[turn.person].presence not in ("expected", "here"):
            return None
        return place(notice, texts(evening, turn.person), turn.people, evening)
