"""A call sent again with the same key is answered again and not done again."""

import asyncio

import pytest

from tests.service.api.caller import SERVICE_TOKEN, Caller


async def test_a_repeated_command_is_done_once(api: Caller) -> None:
    organiser = await api.evening(4)
    first = await organiser.say("add", key="k1", name="Kim Sommer")
    await organiser.do("open")
    again = await organiser.say("add", key="k1", name="Kim Sommer")
    assert again.body == first.body
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len((await organiser.now())["people"]) == 5


@pytest.mark.parametrize("word", ["open", "add", "undo", "plan"])
async def test_a_command_sent_many_times_at_once_is_done_once(api: Caller, word: str) -> None:
    organiser = await api.evening(4, rounds=1, size=4)
    version = (await organiser.now())["version"]
    arguments = {"name": "Kim Sommer"} if word == "add" else {}
    replies = await asyncio.gather(*(organiser.say(word, key="same", **arguments) for _ in range(5)))
    assert [reply.status for reply in replies] == [200] * 5
    assert {reply.body["version"] for reply in replies} == {version + 1}
    assert (await organiser.now())["version"] == version + 1


async def test_commands_at_once_without_a_key_are_all_done(api: Caller) -> None:
    organiser = await api.evening(2)
    replies = await asyncio.gather(*(organiser.say("say", text=f"Nummer {n}") for n in range(10)))
    assert sorted(reply.body["version"] for reply in replies) == list(range(3, 13))


async def test_a_key_is_good_for_one_command(api: Caller) -> None:
    organiser = await api.evening()
    await organiser.say("open", key="k")
    other = await organiser.say("say", key="k", text="Hallo")
    assert (other.status, other.body["code"]) == (422, "idempotency_key_reused")


async def test_the_same_key_in_two_evenings_is_two_keys(api: Caller) -> None:
    one, other = await api.evening(), await api.evening()
    assert (await one.say("open", key="k")).status == (await other.say("open", key="k")).status == 200
    assert (await other.now())["state"] == "open"


async def test_an_evening_asked_for_twice_is_made_once(api: Caller) -> None:
    async def create() -> dict[str, object]:
        body = {"name": "Abend", "settings": {"rounds": 3}}
        headers = {"Idempotency-Key": "2026-11"}
        reply = await api.post("/api/v1/evenings", body, token=SERVICE_TOKEN, headers=headers)
        assert reply.status == 201
        made: dict[str, object] = reply.body
        return made

    made = await asyncio.gather(*(create() for _ in range(3)))
    assert made[0] == made[1] == made[2] == await create()
    assert len(await api.services.evenings.store.evenings()) == 1


@pytest.mark.parametrize("key", ["", "x" * 201, "ü"])
async def test_a_key_is_short_and_plain(api: Caller, key: str) -> None:
    organiser = await api.evening()
    reply = await organiser.post("/commands", {"command": "open"}, headers={"Idempotency-Key": key})
    assert (reply.status, reply.body["code"]) == (400, "bad_idempotency_key")
