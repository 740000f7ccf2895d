"""Setting an evening up in a chat: the settings in words."""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.organiser.sensible import answered
from bot.conversation.setting_words import read_settings
from bot.conversation.turn import Answer, Turn
from bot.conversation.words import word_of
from service.evening import commands as c
from service.wording.catalogue import Texts
from service.wording.happened import settings_sentence
from service.wording.refused import texts_of


class SetUpTalk:
    """Answers `settings`."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {"settings": self._settings}

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
