"""Whatever the homeserver answers, nothing is lost, nothing comes twice, and nobody gets what can't be read."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.channel import ChannelError, Gone, Message, Rejected, TryLater
from bot.matrix import MatrixChannel
from tests.fakes.matrix import Gateway, Homeserver, MatrixPhone

from .conftest import PASSWORD, QUICK, Hall, Open, Reader


async def insist(work: Callable[[], Awaitable[object]]) -> None:
    """Do as the delivery does: again after TryLater."""
    for _ in range(400):
        try:
            await work()
        except TryLater as later:
            if not later.everybody or later.maybe_sent:
                raise
            await asyncio.sleep(0.05)
        else:
            return
    raise AssertionError("it never went through")


def spoil(gateway: Gateway, part: str, fault: str, times: int | None = 1) -> None:
    """Answer requests whose path has `part` so: a status, one with an error code after it, "drop" or "lose"."""
    status, _, code = fault.partition(" ")
    if fault in ("drop", "lose"):
        gateway.drops(times, path_part=part, passed_on=fault == "lose")
    elif status == "429":
        gateway.limits(1000, times=times, path_part=part)
    else:
        body = {"errcode": code, "error": "as ordered"} if code else None
        gateway.answers(int(status), body, times=times, path_part=part)


@pytest.fixture
async def gateway(homeserver: Homeserver) -> AsyncIterator[Gateway]:
    async with Gateway(homeserver) as made:
        yield made


async def test_what_a_refusal_means(hall: Hall, opened: Open, gateway: Gateway) -> None:
    channel = await opened(url=gateway.url)
    ines = await hall.guest("ines", channel, Reader(channel))
    await channel.send(ines.user, Message("Tisch 1"), key="n1")
    kinds: dict[str, type[ChannelError]] = {
        "429": TryLater,
        "502": TryLater,
        "503": TryLater,
        "500 M_UNKNOWN": TryLater,
        "200": TryLater,
        "drop": TryLater,
        "401 M_UNKNOWN_TOKEN": TryLater,
        "413 M_TOO_LARGE": Rejected,
        "413": Rejected,
        "400 M_BAD_JSON": Rejected,
        "403 M_FORBIDDEN": Gone,
    }
    for fault, kind in kinds.items():
        # The HTTP client asks once more by itself where the connection broke.
        spoil(gateway, "/send/", fault, 2 if fault == "drop" else 1)
        with pytest.raises(kind) as raised:
            await channel.send(ines.user, Message("Tisch 2"), key="n2")
        if isinstance(raised.value, TryLater):
            assert raised.value.everybody
            assert not raised.value.maybe_sent
            assert (raised.value.after == 1.0) or fault == "401 M_UNKNOWN_TOKEN"


async def test_an_answer_that_was_lost_does_not_make_a_second_message(
    hall: Hall, opened: Open, gateway: Gateway
) -> None:
    channel = await opened(url=gateway.url)
    ines = await hall.guest("ines", channel, Reader(channel))
    for fault in ("lose", "502", "lose"):
        spoil(gateway, "/send/", fault)
    await insist(lambda: channel.send(ines.user, Message("Tisch 7"), key="n1"))
    assert gateway.count("/send/") == 4
    await channel.send(ines.user, Message("danach"), key="n2")
    await ines.hears("danach")
    assert [letter.text for letter in ines.letters] == ["Tisch 7", "danach"]


@pytest.mark.parametrize("step", ["keys/claim", "sendToDevice", "keys/query"])
async def test_a_key_that_could_not_be_handed_out_holds_the_message_back(
    hall: Hall, opened: Open, gateway: Gateway, step: str
) -> None:
    channel = await opened(url=gateway.url)
    reader = Reader(channel)
    first = await hall.guest("first", channel, reader)
    await channel.send(first.user, Message("Tisch 1"), key="n0")
    for fault in ("502", "429", "drop", "lose"):
        spoil(gateway, step, fault)
    ines = await hall.guest("ines", channel, reader)
    await insist(lambda: channel.send(ines.user, Message("Tisch 7"), key="n1"))
    assert (await ines.hears("Tisch 7")).encrypted
    assert gateway.count(step) >= 5
    assert ines.undecryptable == []


async def test_a_refused_look_for_news_is_not_repeated_without_end(
    hall: Hall, opened: Open, gateway: Gateway
) -> None:
    channel = await opened(url=gateway.url)
    reader = Reader(channel)
    ines = await hall.guest("ines", channel, reader)
    for fault in ("502", "429"):
        gateway.clears()
        spoil(gateway, "/sync", fault, None)
        before = gateway.count("/sync")
        await ines.says("hallo")
        await asyncio.sleep(0.7)
        assert gateway.count("/sync") - before < 15
    gateway.clears()
    assert await reader.texts(2) == ["hallo", "hallo"]
    assert channel.trouble is None


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_a_homeserver_that_goes_and_comes_back_costs_nothing(end: str, tmp_path: Path) -> None:
    async with Homeserver() as server, MatrixPhone(server, "ines") as ines, MatrixPhone(server, "tom") as tom:
        bot = await server.register("bot", PASSWORD)
        channel = MatrixChannel(server.url, bot, password=PASSWORD, data=tmp_path, patience=QUICK)
        await channel.start()
        reader = Reader(channel)
        for phone in (ines, tom):
            await phone.invites(bot)
            assert (await reader.next()).address == phone.user
        await channel.send(ines.user, Message("Tisch 1"), key="a1")
        under_way = [
            asyncio.create_task(
                insist(
                    lambda who=who, n=n: channel.send(who.user, Message(f"Tisch {n}"), key=f"{who.user}{n}")
                )
            )
            for n in range(2, 12)
            for who in (ines, tom)
        ]
        await (server.stop() if end == "stop" else server.kill())
        await server.start()
        await asyncio.gather(*under_way)
        await tom.says("da")
        assert (await reader.next()).text == "da"
        for phone, first in ((ines, 1), (tom, 2)):
            for number in range(first, 12):
                await phone.hears(f"^Tisch {number}$")
            assert len(phone.letters) == 12 - first
            assert phone.undecryptable == []
        await channel.close()


async def test_limits_of_somebody_elses_homeserver_are_obeyed(tmp_path: Path) -> None:
    async with Homeserver(limits=True) as server, MatrixPhone(server, "ines") as ines:
        bot = await server.register("bot", PASSWORD)
        channel = MatrixChannel(server.url, bot, password=PASSWORD, data=tmp_path, patience=QUICK)
        await channel.start()
        await ines.invites(bot)
        assert (await Reader(channel).next()).text == "/start"
        with pytest.raises(TryLater) as refused:
            for number in range(30):
                await channel.send(ines.user, Message(f"Tisch {number}"), key=f"n{number}")
        assert refused.value.everybody
        assert 0 < refused.value.after <= 10
        await channel.close()
