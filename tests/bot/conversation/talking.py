"""A hall to talk in: a real evening on a real Redis, and phones that say and tap things and read the answers."""

from typing import Any, cast

from bot.channel import Attachment, Incoming, Message, Role
from bot.conversation.talk import Conversation
from scheduler import Conflict, Plan, mend
from service.evening import Evening
from service.evening import commands as c
from service.evening.problem import fingerprint, no_plan_possible, problem_of, rounds_to_come, seatings_of
from service.evening.state import MINUTE, Draft
from service.evenings import Evenings, Outcome
from service.links import Links
from service.networks import NetworkStanding
from service.people.facts import newcomer
from service.people.person import Person, PersonRecord
from service.planning import Planner
from service.store import Outbox, Store
from service.store.links import Links as ChatStore
from service.tokens import TokenKey

START = 1_800_000_000_000

NAMES = {
    "p1": ("Sabine Beyer", "Beyer GmbH"),
    "p2": ("Tom Berger", "Berger Optik"),
    "p3": ("Ines Roth", "Glas Roth"),
    "p4": ("Ali Kaya", "Kaya Guss"),
    "p5": ("Jörg Weiß", "Berger Optik"),
    "p6": ("Petra Berger", "Wolf Logistik"),
    "p7": ("Karsten Ott", None),
    "p8": ("Ömer Yildiz", "Yildiz e.K."),
    "p9": ("Zoë Vogel", "Vogel & Söhne"),
    "p10": ("Beate Kühn", "Kühn AG"),
    "p11": ("Hans-Peter Müller", "Müller Bau"),
    "p12": ("Ulrike Jahn", "Jahn KG"),
}


class MendingPlanner:
    """Plans by mending nothing into something: quick, and the same every time."""

    async def propose(
        self, evening: Evening, people: object, *, seconds: float = 0, stability: float | None = None
    ) -> Draft:
        rounds = rounds_to_come(evening)
        try:
            plan = mend(problem_of(evening), Plan(rounds=()))
        except Conflict as conflict:
            raise no_plan_possible(evening, conflict, rounds) from conflict
        return Draft(seatings_of(plan, rounds), fingerprint(evening))


class Talking:
    """An evening of twelve guests and everything that is said about it."""

    def __init__(self, store: Store) -> None:
        self.ms = START
        self.store = store
        self.outbox = Outbox(store)
        self.tokens = TokenKey(b"a secret of tests")
        self.links = Links(
            self.tokens,
            "https://abend.example",
            lambda code: f"https://t.me/TischBot?start={code}",
            lambda code: "https://matrix.to/#/@tisch:hs.example",
        )
        self.chats = ChatStore(store)
        self.roles: list[tuple[str, str, Role, str]] = []
        self.networks: tuple[NetworkStanding, ...] = ()
        self.id = ""
        self.restart()

    def restart(self) -> None:
        """Begin anew, as another process would: nothing is known but what is stored."""
        self.evenings = Evenings(self.store, cast(Planner, MendingPlanner()), lambda: self.ms)
        self.conversation = Conversation(
            evenings=self.evenings,
            chats=self.chats,
            tokens=self.tokens,
            links=self.links,
            outbox=self.outbox,
            on_role=lambda *role: self.roles.append(role),
            private_link=lambda channel: "https://t.me/TischBot" if channel == "telegram" else None,
            networks=lambda evening: self.networks,
        )

    async def set_up(self, people: int = 12, **settings: Any) -> None:
        """Make the evening; nobody has a chat yet."""
        made = await self.evenings.create("Netzwerkabend Suhl", {"size": 4, "rounds": 3, **settings})
        self.id = made.id
        listed = dict(list(NAMES.items())[:people])
        records = {
            p: PersonRecord(
                person=Person(
                    name=name,
                    organisation=firm,
                    email=f"{p}@example.org" if p != "p4" else None,
                    phone="+49 3681 100" if p == "p2" else None,
                )
            )
            for p, (name, firm) in listed.items()
        }
        command = c.AddPeople({p: newcomer(self.id, record.person) for p, record in records.items()})
        await self.evenings.execute(self.id, command, by="organiser", records=records)

    async def now(self) -> Evening:
        """The evening as it is."""
        return await self.evenings.load(self.id)

    async def do(self, command: c.Command) -> Outcome:
        """Carry a command out as the organiser."""
        return await self.evenings.execute(self.id, command, by="organiser")

    async def all_here(self) -> None:
        """Open, and everybody is there."""
        if (await self.now()).phase.step == "created":
            await self.do(c.Open())
        for person, slot in (await self.now()).people.items():
            if slot.presence != "here":
                await self.do(c.ChangePresence(person, "here"))

    async def running(self) -> None:
        """Round 1 runs, with everybody there."""
        await self.all_here()
        await self.do(c.Begin(confirm=True))
        await self.do(c.Next(confirm=True))

    async def ended(self) -> None:
        """Everything is over after one round."""
        await self.running()
        self.ms += 8 * MINUTE
        await self.do(c.Next(confirm=True))
        await self.do(c.Stop(confirm=True))

    def phone(self, address: str = "1", *, channel: str = "telegram", language: str | None = "de") -> "Phone":
        """A phone nobody knows yet."""
        return Phone(self, channel, address, language)

    async def guest(self, person: str = "p1", *, channel: str = "telegram", language: str = "de") -> "Phone":
        """The phone of a guest, bound by the code on their card."""
        phone = Phone(self, channel, f"chat-{person}", language)
        await phone.says(f"/start {self.links.code(await self.now(), person)}")
        return phone

    async def organiser(self, *, channel: str = "telegram", language: str = "de") -> "Phone":
        """The phone of an organiser, bound by the code of the evening."""
        phone = Phone(self, channel, "boss", language)
        evening = await self.now()
        code = self.tokens.token("organiser_chat", evening.id, 0, evening.organiser_code)
        await phone.says(f"/start {code}")
        return phone

    def name(self, person: str) -> str:
        """A guest's name."""
        return NAMES[person][0]


class Phone:
    """Somebody's chat with the bot: what was answered last is there to be tapped."""

    def __init__(self, talking: Talking, channel: str, address: str, language: str | None) -> None:
        self.talking = talking
        self.channel = channel
        self.address = address
        self.language = language
        self.last = Message("")
        self._sent = 0

    async def says(self, text: str, *, id: str | None = None, **more: Any) -> Message:
        """Type something and read the answer."""
        self._sent += 1
        incoming = Incoming(
            channel=self.channel,
            address=self.address,
            id=id or str(self._sent),
            text=text,
            language=self.language,
            **more,
        )
        self.last = await self.talking.conversation.hear(incoming)
        return self.last

    async def taps(self, text: str, message: Message | None = None) -> Message:
        """Tap the button that says so, on the last answer or an earlier message."""
        shown = message or self.last
        data = next((b.data for row in shown.buttons for b in row if b.text == text), None)
        assert data is not None, f"no button {text!r} under {shown!r}"
        assert len(data.encode()) <= 64
        return await self.says(data, tapped=True, message="m1")

    async def sends(self, name: str, data: bytes) -> Message:
        """Send a file."""
        return await self.says("", file=Attachment(name, data))

    @property
    def buttons(self) -> list[str]:
        """What could be tapped under the last answer."""
        return [button.text for row in self.last.buttons for button in row]
