"""Looking: how it stands, tables, people, links and cards. Nothing changes by it."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.channel import Attachment, Message
from bot.conversation.acting import Acting
from bot.conversation.arguments import table_name
from bot.conversation.naming import one_of_the_list
from bot.conversation.organiser.sensible import sensible_buttons
from bot.conversation.organiser.status import status_message, table_message, who_message
from bot.conversation.plain_text import bare, plain
from bot.conversation.turn import Answer, Ask, Turn
from bot.conversation.usage import usage
from service.cards import cards_pdf, qr_png
from service.links import Links
from service.networks import Networks
from service.reach import to_tell_in_person, unreached
from service.store.outbox import Outbox

UNREACHED = ("unreached", "nicht erreicht", "unerreicht", "offen", "not reached")
EVERYBODY = ("all", "alle", "everybody", "alles")


class LookTalk:
    """Answers `status`, `table`, `who`, `links`."""

    def __init__(self, acting: Acting, links: Links, outbox: Outbox, networks: Networks) -> None:
        self._evenings = acting.evenings
        self._links = links
        self._outbox = outbox
        self._networks = networks
        self.answers: Mapping[str, Answer] = {
            "status": self.status,
            "table": self._table,
            "who": self._who,
            "links": self._all_links,
        }

    async def status(self, turn: Turn) -> Message:
        """Say how it stands, and offer the next step."""
        reached = await self._outbox.reached(turn.evening.id)
        message = status_message(turn, reached, self._networks(turn.evening.id), self._evenings.now())
        buttons = sensible_buttons(turn)
        if unreached(turn.evening, reached):
            buttons += ((turn.button(turn.t.say("Print cards"), "links unreached"),),)
        if to_tell_in_person(turn.evening, reached):
            buttons += ((turn.button(turn.t.say("Tell in person"), "told"),),)
        return Message(message.title, message.body, buttons)

    async def _table(self, turn: Turn) -> Message:
        return table_message(turn, table_name(turn.typed.rest))

    async def _who(self, turn: Turn) -> Message:
        if not bare(turn.typed.rest):
            raise Ask(usage(turn))
        person = one_of_the_list(turn, turn.typed.rest, lambda mark: f"who {mark}")
        return who_message(turn, person, await self._outbox.reached(turn.evening.id))

    async def _all_links(self, turn: Turn) -> Message:
        asked = plain(bare(turn.typed.rest))
        if asked in UNREACHED:
            return await self._unreached(turn)
        if asked in EVERYBODY:
            everybody = [p for p, slot in turn.evening.people.items() if slot.presence != "left"]
            return await self._cards(turn, everybody)
        if asked:
            return await self._one_card(turn)
        t, found = turn.t, self._links.evening(turn.evening)
        lines = [
            t.say("Desk: {url}", url=found.desk),
            t.say("Projector: {url}", url=found.screen),
            t.say("For guests: {url}", url=found.join),
        ]
        if found.telegram:
            lines.append(t.say("Another organiser: {url}", url=found.telegram))
        if found.matrix:
            lines.append(
                t.say(
                    "Another organiser in Matrix: {url} – send this code there: {code}",
                    url=plain_address(found.matrix),
                    code=self._links.organiser_code(turn.evening),
                )
            )
        lines.append(t.say("The picture is the way in for guests who are not on the list."))
        code = Attachment(f"{t.say('join')}.png", qr_png(found.join))
        return Message(t.say("The links of this evening"), "\n".join(lines), files=(code,))

    async def _one_card(self, turn: Turn) -> Message:
        person = one_of_the_list(turn, turn.typed.rest, lambda mark: f"links {mark}")
        t, found = turn.t, self._links.person(turn.evening, person)
        lines = [t.say("Page: {url}", url=found.page)]
        lines += [f"Telegram: {found.telegram}"] if found.telegram else []
        if found.matrix:
            code = self._links.code(turn.evening, person)
            address = plain_address(found.matrix)
            lines.append(t.say("In Matrix: {url} – send this code there: {code}", url=address, code=code))
        return Message(turn.full(person), "\n".join(lines), files=(await self._pdf(turn, [person]),))

    async def _unreached(self, turn: Turn) -> Message:
        silent = unreached(turn.evening, await self._outbox.reached(turn.evening.id))
        if not silent:
            return Message(turn.t.say("Everybody who has a table knows it."))
        return await self._cards(turn, silent)

    async def _cards(self, turn: Turn, people: Sequence[str]) -> Message:
        if not people:
            return Message(turn.t.say("Nobody is on the list yet."))
        title = turn.t.count("{n} card to print.", "{n} cards to print.", len(people))
        return Message(title, files=(await self._pdf(turn, people),))

    async def _pdf(self, turn: Turn, people: Sequence[str]) -> Attachment:
        language = turn.t.language
        made = await asyncio.to_thread(
            cards_pdf, turn.evening, turn.people, self._links, list(people), language
        )
        return Attachment(f"{turn.t.say('cards')}.pdf", made)


def plain_address(link: str) -> str:
    """Return the address of a chat without the code in it: apps that know no codes get it typed."""
    return link.partition("?")[0]
