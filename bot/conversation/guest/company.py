"""What participants say about others: whom they know, avoid, wish to meet again, and whose seat is empty.

A guest never learns who is on the list: names are completed and offered only of people they have sat with.
"""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.naming import People, all_of, candidates, on_the_list, one_of
from bot.conversation.plain_text import bare, plain
from bot.conversation.turn import Answer, Ask, Turn
from bot.conversation.usage import usage
from bot.conversation.words import word_of
from bot.spoken_names import isolated
from service.evening.commands import Avoid, DeclareKnown, ReportMissing, Wish
from service.evening.company import spoken_with
from service.people.facts import firm_number
from service.people.firms import firm_words, looks_like_a_firm

Named = tuple[tuple[str, ...], int]
"""People, and the number of the firm that was named (0: none)."""


class CompanyTalk:
    """Answers `known`, `avoid`, `wish`, `missing`."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {
            "known": self._known,
            "avoid": self._avoid,
            "wish": self._wish,
            "missing": self._missing,
        }

    async def _known(self, turn: Turn) -> Message:
        await self._acting.do(turn, DeclareKnown(turn.person, *_named(turn)))
        return Message(turn.t.say("Noted."), turn.t.say("You will rather meet somebody else."))

    async def _avoid(self, turn: Turn) -> Message:
        await self._acting.do(turn, Avoid(turn.person, *_named(turn)))
        return Message(
            turn.t.say("Noted, and nobody learns of it."),
            turn.t.say("Only the plan knows. It holds from the next round on."),
        )

    async def _wish(self, turn: Turn) -> Message:
        met = met_people(turn)
        if not bare(turn.typed.rest):
            if not met:
                return nobody_yet(turn)
            shown = [person for person in met if person not in turn.slot.wishes][:8]
            title = turn.t.say("Whom would you like to talk to once more?")
            return Message(
                title,
                turn.t.say(
                    "Others can be typed: {example}", example=word_of("guest", "wish").typed(turn.t.language)
                ),
                candidates(turn, shown, lambda mark: f"wish {mark}"),
            )
        other = one_of(turn, turn.typed.rest, lambda mark: f"wish {mark}", met)
        await self._acting.do(turn, Wish(turn.person, other))
        return Message(
            turn.t.say("Noted."),
            turn.t.say("If {name} wishes it too, you meet once more at the end.", name=turn.name(other)),
        )

    async def _missing(self, turn: Turn) -> Message:
        here = tablemates(turn)
        t = turn.t
        if not here:
            return Message(t.say("You are at no table right now."))
        if not bare(turn.typed.rest):
            buttons = tuple(
                (turn.button(turn.full(person), f"missing {turn.mark(person)}", bound=True),)
                for person in here
            )
            return Message(t.say("Whose seat is empty?"), "", buttons)
        other = one_of(turn, turn.typed.rest, lambda mark: f"missing {mark}", here)
        await self._acting.do(turn, ReportMissing(other, turn.person))
        return Message(
            t.say("Thank you, the seat of {name} counts as free.", name=turn.name(other)),
            t.say("Should {name} come after all, a word from them is enough.", name=turn.name(other)),
        )


def met_people(turn: Turn) -> People:
    """Return the records of those this guest has sat with, in the order of the list."""
    met = spoken_with(turn.evening, turn.person)
    return {p: turn.people[p] for p in turn.evening.people if p in met and p in turn.people}


def tablemates(turn: Turn) -> People:
    """Return the records of those who are to sit at this guest's table now."""
    seating = turn.evening.phase.seating
    table = seating.table_of(turn.person) if seating is not None and turn.evening.live else None
    if seating is None or table is None:
        return {}
    return {p: turn.people[p] for p in seating.tables[table] if p != turn.person and p in turn.people}


def nobody_yet(turn: Turn) -> Message:
    """Say that there is nobody to choose yet."""
    return Message(
        turn.t.say("You have not sat with anybody yet."),
        turn.t.say("After your first round you can choose here."),
    )


def _named(turn: Turn) -> Named:
    """Whom a guest names by the whole name or a firm; of those they have met a part of the name will do.

    A firm that nobody comes from is noted too where its legal form tells that it is one: somebody may come later.
    """
    asked = bare(turn.typed.rest)
    if not asked:
        raise Ask(usage(turn))
    listed = {p: r for p, r in on_the_list(turn).items() if p != turn.person and r.name}
    same = [p for p, r in listed.items() if plain(r.name) == plain(asked)]
    if len(same) == 1:
        return (same[0],), 0
    firm = firm_words(asked)
    from_there = [p for p, r in listed.items() if firm and firm_words(r.person.organisation) == firm]
    if from_there:
        return tuple(from_there), firm_number(turn.evening.id, asked)
    known = all_of(turn, turn.typed.rest, met_people(turn))
    if len(known) == 1:
        return known, 0
    if len(known) > 1:
        title = turn.t.say("Who is meant by “{name}”?", name=isolated(asked))
        word = turn.typed.word or ""
        raise Ask(Message(title, "", candidates(turn, known[:8], lambda mark: f"{word} {mark}")))
    if looks_like_a_firm(asked):
        return (), firm_number(turn.evening.id, asked)
    raise Ask(
        Message(
            turn.t.say("I don't find anybody by this name."),
            turn.t.say("Please write first name and surname, or the whole name of the firm."),
        )
    )
