"""German or English: read from what was typed, or asked for with two buttons."""

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.identity import Identities
from bot.conversation.plain_text import bare, plain
from bot.conversation.turn import Turn
from bot.wording import texts
from service.evening.commands import ChooseLanguage
from service.evening.settings import LANGUAGES

SPOKEN = {
    "d": "de", "ger": "de", "deutsch": "de", "german": "de", "deutsche": "de",
    "e": "en", "eng": "en", "englisch": "en", "english": "en",
}  # fmt: skip


async def change_language(acting: Acting, identities: Identities, turn: Turn) -> Message:
    """Answer `language` of a participant or an organiser."""
    typed = plain(bare(turn.typed.rest))
    if not typed:
        buttons = (turn.button("Deutsch", "language de"), turn.button("English", "language en"))
        return Message(turn.t.say("German or English?"), "", (buttons,))
    wanted = SPOKEN.get(typed, typed)
    done = await acting.do(turn, ChooseLanguage(turn.person, wanted))
    identities.speaks(turn.chat, "organiser" if turn.leads else "guest", wanted)
    return Message(texts(done.after, turn.person).say("From now on I speak English."))


def spoken_language(code: str | None) -> str | None:
    """Return the language of a network's profile if we speak it: `de-AT` is German."""
    short = (code or "")[:2].lower()
    return short if short in LANGUAGES else None
