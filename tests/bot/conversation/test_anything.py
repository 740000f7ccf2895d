"""Whatever is typed, tapped or sent, by whomever, in whatever state: an answer a person understands."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channel import Message
from bot.conversation.words import GUEST, ORGANISER
from service.evening import commands as c
from service.store import Store
from tests.bot.conversation.talking import NAMES, Phone, Talking

WORDS = sorted({name for word in (*GUEST, *ORGANISER) for name in (word.name, word.german, *word.aliases)})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from([name for name, _ in NAMES.values()]),
    st.sampled_from(
        ["Berger", "#2", "#99", "1", "7", "-3", "2,5", ";", "nach 2", "after 99", "21:30", "ok", "✓", "+8"]
    ),
    st.sampled_from(
        ["rounds=3", "minuten=0", "size=2", "uhr=hand", "x=y", "{name}", "%s", "\u202e", "\x00", "<b>"]
    ),
    st.text(max_size=12),
)
SAID = st.one_of(
    st.lists(PIECES, max_size=5).map(" ".join),
    st.lists(PIECES, max_size=4).map(lambda words: "/" + " ".join(words)),
    st.text(max_size=200),
    st.just("ä" * 4000),
)
TAPPED = st.one_of(
    st.lists(PIECES, max_size=4).map(lambda words: f"1|{' '.join(words)}|"),
    st.text(max_size=64),
    st.sampled_from(
        ["1|forget ok|r1.x", "1|next ok|", "0|||", "1|say §00|", "1|undo v1|", "1|people ok|", "ok"]
    ),
)
STEPS: list[tuple[c.Command, ...]] = [
    (),
    (c.Open(),),
    (c.Open(), c.Begin(confirm=True)),
    (c.Open(), c.Begin(confirm=True), c.Next(confirm=True)),
    (c.Open(), c.Begin(confirm=True), c.Next(confirm=True), c.Hold()),
    (c.Open(), c.Begin(confirm=True), c.Next(confirm=True), c.Break(5), c.Next(confirm=True)),
    (c.Open(), c.Begin(confirm=True), c.Next(confirm=True), c.Stop(confirm=True)),
]


def buttons_of(message: Message) -> Iterator[str]:
    for row in message.buttons:
        for button in row:
            yield button.data


def is_sound(message: Message) -> None:
    """A person can read it and a network takes it."""
    assert message.title.strip()
    assert len(message.title) < 1200 or "ä" * 50 in message.title
    assert "Traceback" not in message.text
    for data in buttons_of(message):
        assert 1 <= len(data.encode()) <= 64
    for row in message.buttons:
        assert all(button.text.strip() for button in row)


@pytest.fixture
def loop_runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.parametrize("step", range(len(STEPS)))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(data=st.data())
def test_any_conversation_in_any_state(
    step: int, redis_url: str, loop_runner: asyncio.Runner, data: st.DataObject
) -> None:
    loop_runner.run(_converse(step, redis_url, data))


async def _converse(step: int, redis_url: str, data: st.DataObject) -> None:
    store = Store(redis_url)
    await store.connection.command("FLUSHALL")
    talking = Talking(store)
    try:
        await talking.set_up()
        phones = await _phones(talking)
        for command in STEPS[step]:
            await talking.do(command)
        for _ in range(8):
            phone = data.draw(st.sampled_from(phones), label="phone")
            shown = list(buttons_of(phone.last))
            kinds = ["says", "taps", "sends"] + (["presses", "presses"] if shown else [])
            match data.draw(st.sampled_from(kinds), label="does"):
                case "says":
                    is_sound(await phone.says(data.draw(SAID, label="text")))
                case "taps":
                    is_sound(await phone.says(data.draw(TAPPED, label="data"), tapped=True))
                case "presses":
                    is_sound(await phone.says(data.draw(st.sampled_from(shown)), tapped=True))
                case _:
                    is_sound(await phone.sends("x.csv", data.draw(st.binary(max_size=60), label="file")))
            talking.ms += data.draw(st.sampled_from([0, 1000, 600_000]))
        # Nobody is stuck: everybody still gets help, or is greeted.
        for phone in phones:
            await phone.says("abbrechen")
            is_sound(await phone.says("/hilfe"))
    finally:
        await talking.evenings.close()
        await store.close()


async def _phones(talking: Talking) -> list[Phone]:
    """A guest, one in English, an organiser, one who is both, one about to join, a stranger."""
    both = await talking.guest("p3")
    evening = await talking.now()
    await both.says(talking.tokens.token("organiser_chat", evening.id, 0, evening.organiser_code))
    joining = talking.phone("j")
    await joining.says(f"/join {talking.tokens.token('join', talking.id)}")
    found: list[Any] = [
        await talking.guest("p1"),
        await talking.guest("p2", language="en", channel="matrix"),
        await talking.organiser(),
        both,
        joining,
        talking.phone("s"),
    ]
    return found
