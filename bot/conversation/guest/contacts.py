"""Staying in touch: whom a guest gives their contact to, what came of it, and how good the evening was."""

import re
from collections.abc import Mapping

from bot.channel import Attachment, Message
from bot.conversation.acting import Acting
from bot.conversation.guest.company import met_people, nobody_yet
from bot.conversation.naming import one_of
from bot.conversation.plain_text import bare
from bot.conversation.turn import Answer, Turn, rows
from bot.conversation.usage import usage
from bot.given_contact import contact_lines
from bot.spoken_names import isolated
from service.cards import vcard
from service.evening.commands import OfferContact, Rate
from service.evening.rules.contacts import mutual_contacts

PAGE = 8
_OFFSET = re.compile(r"\+(\d{1,4})")
STARS = 5


class ContactTalk:
    """Answers `contact`, `contacts`, `rate`."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {
            "contact": self._contact,
            "contacts": self._contacts,
            "rate": self._rate,
        }

    async def _contact(self, turn: Turn) -> Message:
        t, asked = turn.t, turn.typed.rest
        met = met_people(turn)
        if not met:
            return nobody_yet(turn)
        offset = _OFFSET.fullmatch(asked.strip())
        if offset is not None or not bare(asked):
            return self._choose(turn, list(met), int(offset[1]) if offset else 0)
        sure = asked.endswith(SURE)
        other = one_of(turn, asked.removesuffix(SURE), lambda mark: f"contact {mark}", met)
        if not sure:
            return self._question(turn, other)
        done = await self._acting.do(turn, OfferContact(turn.person, other))
        if other in mutual_contacts(done.after, turn.person):
            return Message(
                t.say("{name} wants it too.", name=turn.name(other)),
                t.say("I send both of you the contact now. All of them: /contacts"),
            )
        return Message(
            t.say("Noted."),
            t.say("If {name} wants it too, you both get the contact.", name=turn.name(other)),
            ((turn.button(t.say("Somebody else"), "contact"),),),
        )

    @staticmethod
    def _choose(turn: Turn, met: list[str], start: int) -> Message:
        t = turn.t
        left = [person for person in met if person not in turn.slot.contacts]
        if not left:
            return Message(t.say("You have chosen everybody you met."), t.say("Your contacts: /contacts"))
        shown = left[start : start + PAGE] or left[:PAGE]
        start = start if left[start : start + PAGE] else 0
        buttons = list(rows([turn.button(turn.full(p), f"contact {turn.mark(p)}{SURE}") for p in shown]))
        if len(left) > PAGE:
            following = start + PAGE if start + PAGE < len(left) else 0
            buttons.append((turn.button(t.say("More names"), f"contact +{following}"),))
        return Message(t.say("Who would you like to stay in touch with?"), _given(turn), tuple(buttons))

    @staticmethod
    def _question(turn: Turn, other: str) -> Message:
        t = turn.t
        if other in turn.slot.contacts:
            return Message(
                t.say("Noted already."),
                t.say("If {name} wants it too, you both get the contact.", name=turn.name(other)),
            )
        buttons = (
            turn.button(t.say("Give my contact"), f"contact {turn.mark(other)}{SURE}"),
            turn.button(t.say("Leave it"), "table"),
        )
        title = t.say("Stay in touch with {name}?", name=turn.full(other))
        return Message(title, _given(turn), (buttons,))

    async def _contacts(self, turn: Turn) -> Message:
        t = turn.t
        mutual = [p for p in mutual_contacts(turn.evening, turn.person) if p in turn.people]
        waiting = [p for p in turn.slot.contacts if p not in mutual and p in turn.people]
        pending = (
            t.say("No answer yet: {names}", names=", ".join(turn.name(p) for p in waiting)) if waiting else ""
        )
        more = ((turn.button(t.say("Choose more"), "contact"),),) if met_people(turn) else ()
        if not mutual:
            return Message(t.say("You have no contacts yet."), pending, more)
        blocks = ["\n".join((turn.full(p), *contact_lines(turn.people[p]))) for p in mutual]
        title = t.count("{n} contact", "{n} contacts", len(mutual))
        file = Attachment(
            f"{t.say('contacts')}.vcf", b"".join(vcard(turn.people[person]) for person in mutual)
        )
        body = "\n\n".join([*blocks, pending] if pending else blocks)
        return Message(title, body, more, files=(file,))

    async def _rate(self, turn: Turn) -> Message:
        t, asked = turn.t, bare(turn.typed.rest)
        if not asked:
            buttons = tuple(turn.button(str(stars), f"rate {stars}") for stars in range(1, STARS + 1))
            return Message(t.say("How was the evening?"), t.say("1 is poor, 5 is great."), (buttons,))
        stars = asked.count("★") or asked.count("*") or asked
        if not str(stars).isdigit() or len(str(stars)) > 3:
            return usage(turn)
        await self._acting.do(turn, Rate(turn.person, int(stars)))
        return Message(t.say("Thank you: {stars} of 5.", stars=stars), t.say("Your name does not appear."))


SURE = " ✓"
"""What a button adds that was shown with the sentence about what is given."""


def _given(turn: Turn) -> str:
    """Say before anything is given what it will be, and when."""
    t, record = turn.t, turn.people.get(turn.person)
    if record is None:
        return ""
    person = record.person
    told = (person.name, person.organisation, person.email, person.phone)
    given = [isolated(text) for text in told if text]
    return t.say("Only if the other one wants it too, they get: {given}.", given=", ".join(given))
