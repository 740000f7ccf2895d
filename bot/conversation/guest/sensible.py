"""What makes sense for a participant to say right now."""

from bot.channel import Button
from bot.conversation.buttons import data
from service.evening import Evening
from service.wording.catalogue import Texts


def sensible_words(evening: Evening, person: str) -> tuple[str, ...]:
    """Return the words that make sense for this participant now, the likeliest first."""
    presence = evening.people[person].presence
    match evening.phase.step, presence:
        case "ended", _:
            return ("contact", "rate") if evening.phase.over else ()
        case "created", _:
            return ("leave",)
        case _, "expected":
            return ("here", "leave")
        case "announced" | "running", "here":
            return ("pause", "missing", "leave")
        case _, "here":
            return ("pause", "leave")
        case _:
            return ("back",)


def here_button(t: Texts) -> Button:
    """The button that checks in."""
    return Button(t.say("I'm here"), data("here"))


def back_button(t: Texts) -> Button:
    """The button for those who sat out."""
    return Button(t.say("I'm back"), data("back"))
