"""Acts that would make others change tables: what they would do is shown first, and a tap does it."""

from bot.channel import Message
from bot.conversation.buttons import OK
from bot.conversation.turn import Turn
from bot.spoken_names import spoken_names
from service.evening import commands as c
from service.evening.foresight import foreseen
from service.wording.foreseen import question
from service.wording.refused import texts_of


def shown_first(turn: Turn, command: c.Command, typed: str, now: int) -> Message | None:
    """Return the question with a button that does what was `typed`; None where it is done at once, or was asked.

    Raises what the rules refuse.
    """
    if turn.typed.confirmed:
        return None
    what = foreseen(turn.evening, command, now)
    if what is None:
        return None
    names = spoken_names(turn.people, turn.evening, turn.t)
    asked = question(command, what, texts_of(turn.evening, turn.t.language), names)
    buttons = (turn.button(asked.yes, f"{typed} {OK}", bound=True), turn.button(asked.no, "status"))
    return Message(asked.title, "\n".join(asked.lines), (buttons,))
