"""The steps that make sense for an organiser right now, and how an act is answered."""

from bot.channel import Message
from bot.conversation.buttons import OK
from bot.conversation.turn import Rows, Turn
from bot.spoken_names import spoken_names
from bot.wording import texts
from service.evenings import Evenings, Outcome
from service.wording.happened import happened
from service.wording.refused import texts_of


def sensible_buttons(turn: Turn) -> Rows:
    """Return the steps that make sense next, as buttons."""
    phase, t = turn.evening.phase, turn.t
    if phase.step == "ended":
        return ((turn.button(t.say("Report"), "report"),),) if phase.over else ()
    if phase.paused:
        return ((turn.button(t.say("Resume"), "resume"), turn.button(t.say("+2 minutes"), "extend 2")),)
    match phase.step:
        case "created":
            return ((turn.button(t.say("Open check-in"), "open"), turn.button(t.say("Plan"), "plan")),)
        case "open":
            return ((turn.button(t.say("Plan"), "plan"), turn.button(t.say("Begin"), "begin")),)
        case "announced":
            return (
                (
                    turn.button(t.say("Gong now"), f"next {OK}", bound=True),
                    turn.button(t.say("Hold"), "hold", bound=True),
                ),
            )
        case "running":
            return (
                (
                    turn.button(t.say("Next"), "next", bound=True),
                    turn.button(t.say("+2 minutes"), "extend 2", bound=True),
                    turn.button(t.say("Hold"), "hold", bound=True),
                ),
            )
        case _:
            return ((turn.button(t.say("Next round"), f"next {OK}", bound=True),),)


async def answered(done: Outcome, turn: Turn, evenings: Evenings) -> Message:
    """Say what an act did, and offer what makes sense after it."""
    evening = done.after
    people = await evenings.people(evening.id, evening.version)
    t = texts(evening, turn.person)
    told = happened(done, texts_of(evening, t.language), spoken_names(people, evening, t))
    after = Turn(turn.person, turn.chat, turn.typed, turn.key, evening, people, t, leads=True)
    return Message(told or t.say("Done."), "", sensible_buttons(after))
