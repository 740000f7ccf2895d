"""What is kept of a participant, in words; and its end."""

from collections.abc import Iterator, Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.identity import Identities
from bot.conversation.turn import Answer, Turn
from bot.spoken_names import isolated
from service.evening.commands import Forget


class MemoryTalk:
    """Answers `me` and `forget`."""

    def __init__(self, acting: Acting, identities: Identities) -> None:
        self._acting = acting
        self._identities = identities
        self.answers: Mapping[str, Answer] = {"me": self._me, "forget": self._forget}

    async def _me(self, turn: Turn) -> Message:
        t = turn.t
        buttons = (
            (turn.button(t.say("Language"), "language"), turn.button(t.say("Delete everything"), "forget")),
        )
        return Message(t.say("This is stored about you:"), "\n".join(_stored(turn)), buttons)

    async def _forget(self, turn: Turn) -> Message:
        t = turn.t
        if not turn.typed.confirmed:
            return _question(turn)
        record = turn.people.get(turn.person)
        chats = dict(record.chats) if record is not None else {}
        chats[turn.chat.channel] = turn.chat.address
        await self._acting.do(turn, Forget(turn.person))
        for channel, address in chats.items():
            await self._identities.unlink(channel, address, turn.evening.id, turn.person)
        return Message(
            t.say("Everything about you is deleted."), t.say("You get no more messages. Get home safely.")
        )


def _question(turn: Turn) -> Message:
    t = turn.t
    lines = [t.say("Your name, your contact, your wishes and this chat: it cannot be taken back.")]
    if turn.evening.phase.step != "ended":
        lines.append(t.say("You leave the evening, your seat becomes free."))
    buttons = (
        turn.button(t.say("Delete everything"), "forget ok", bound=True),
        turn.button(t.say("Leave it"), "me"),
    )
    return Message(t.say("Delete everything about you?"), "\n".join(lines), (buttons,))


def _stored(turn: Turn) -> Iterator[str]:
    """Everything, one line each; what is not there is not mentioned."""
    t, slot, record = turn.t, turn.slot, turn.people.get(turn.person)
    if record is not None:
        person = record.person
        yield t.say("Name: {text}", text=isolated(person.name))
        channels = ", ".join(channel.capitalize() for channel in record.chats)
        for known, line in (
            (person.organisation, t.say("Firm: {text}", text=isolated(person.organisation or ""))),
            (person.industry, t.say("Industry: {text}", text=isolated(person.industry or ""))),
            (person.email, t.say("E-mail: {text}", text=person.email)),
            (person.phone, t.say("Telephone: {text}", text=person.phone)),
            (person.seeks, t.say("You are looking for: {text}", text=isolated(person.seeks or ""))),
            (person.offers, t.say("You offer: {text}", text=isolated(person.offers or ""))),
            (person.topics, t.say("Topics: {text}", text=", ".join(person.topics))),
            (person.languages, t.say("Languages: {text}", text=", ".join(person.languages))),
            (channels, t.say("Reached by: {text}", text=channels)),
        ):
            if known:
                yield line
        if turn.slot.shares is not None and (person.seeks or person.offers):
            yield t.say("With your name: yes.") if turn.slot.shares else t.say("With your name: no.")
        if record.notes:
            yield t.count("{n} note as a host", "{n} notes as a host", len(record.notes))
    for known, line in (
        (slot.knows, t.say("You know: {text}", text=_names(turn, slot.knows))),
        (slot.avoids, t.say("You avoid (nobody sees this): {text}", text=_names(turn, slot.avoids))),
        (slot.wishes, t.say("Once more: {text}", text=_names(turn, slot.wishes))),
        (slot.contacts, t.say("You would stay in touch with: {text}", text=_names(turn, slot.contacts))),
    ):
        if known:
            yield line
    # By number only: whether anybody comes from there is nothing a guest learns.
    if slot.knows_firms:
        yield t.count(
            "You know everybody from {n} firm", "You know everybody from {n} firms", len(slot.knows_firms)
        )
    if slot.avoids_firms:
        yield t.count(
            "You avoid everybody from {n} firm (nobody sees this)",
            "You avoid everybody from {n} firms (nobody sees this)",
            len(slot.avoids_firms),
        )
    if slot.stepfree:
        yield t.say("You sit at step-free tables only")
    if slot.rating is not None:
        yield t.say("Your rating: {stars} of 5", stars=slot.rating)
    yield t.say("And at which tables you sat, with whom.")


def _names(turn: Turn, people: tuple[str, ...]) -> str:
    return ", ".join(turn.name(person) for person in people)
