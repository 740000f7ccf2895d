"""The steps that make sense for an organiser right now, and how an act is answered."""

from bot.channel import Message
from bot.conversation.buttons import OK
from bot.conversation.turn import Rows, Turn
from bot.spoken_names import spoken_names
from bot.visit_wording import host_buttons
from bot.wording import texts
from service.evening.hosts import left_without_host
from service.evening.rules.in_person import to_be_told
from service.evenings import Evenings, Outcome
from service.wording.happened import happened
from service.wording.in_person import where_to
from service.wording.refused import texts_of

MOST_NAMED = 5


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
    lines, buttons = _to_do(done, after)
    return Message(told or t.say("Done."), "\n".join(lines), (*buttons, *sensible_buttons(after)))


def _to_do(done: Outcome, turn: Turn) -> tuple[list[str], Rows]:
    """What an act leaves to be done: somebody to be told face to face, a table that needs a host."""
    t, evening = turn.t, done.after
    lines: list[str] = []
    buttons: Rows = ()
    for table in left_without_host(done.before, evening):
        buttons += host_buttons(evening, table, t, turn.people)
    moved = [p for p in to_be_told(evening) if evening.told[p].version == evening.version]
    if moved:
        spoken = texts_of(evening, t.language)
        lines = [f"{turn.name(p)}: {where_to(evening, p, spoken)}" for p in moved[:MOST_NAMED]]
        lines.insert(0, t.say("They have no phone, please tell them:"))
        if len(moved) > MOST_NAMED:
            lines.append(t.say("and {n} more", n=len(moved) - MOST_NAMED))
        buttons += ((turn.button(t.say("Tell in person"), "told"),),)
    return lines, buttons
