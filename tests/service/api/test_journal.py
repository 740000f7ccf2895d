"""The journal: as a list, and live."""

import asyncio

import pytest

from tests.service.api.caller import Caller, next_event


async def test_the_journal_tells_what_happened_in_order(api: Caller) -> None:
    organiser = await api.evening(2)
    await organiser.do("open")
    entries = (await organiser.get("/journal")).body
    assert [(entry["version"], entry["word"]) for entry in entries] == [
        (1, "new"),
        (2, "people"),
        (3, "open"),
    ]
    assert {entry["by"] for entry in entries} == {"organiser"}
    assert all(entry["at"] > 1_700_000_000_000 for entry in entries)
    assert entries[2]["events"] == [{"event": "opened"}]
    assert (await organiser.get("/journal?after=2")).body == entries[2:]
    assert (await organiser.get("/journal?after=3")).body == []


async def test_live_it_begins_with_what_there_is_and_goes_on(api: Caller) -> None:
    organiser = await api.evening(2)
    async with asyncio.timeout(10), organiser.live() as stream:
        assert stream.content_type == "text/event-stream"
        for version in (1, 2):
            event, entry = await next_event(stream)
            assert (event, entry["version"]) == (str(version), version)
        await organiser.do("open")
        assert (await next_event(stream))[1]["word"] == "open"
        other = await api.evening()
        await other.do("open")
        await organiser.do("say", text="Zwei\nZeilen")
        event, entry = await next_event(stream)
        assert (event, entry["events"][0]["text"]) == ("4", "Zwei\nZeilen")


async def test_a_reader_that_comes_back_gets_what_it_missed_and_nothing_twice(api: Caller) -> None:
    organiser = await api.evening()
    async with asyncio.timeout(10):
        async with organiser.live() as stream:
            seen, _ = await next_event(stream)
        for n in range(5):
            await organiser.do("say", text=str(n))
        async with organiser.live(**{"Last-Event-ID": seen}) as stream:
            versions = [(await next_event(stream))[1]["version"] for _ in range(5)]
            await organiser.do("open")
            versions.append((await next_event(stream))[1]["version"])
    assert versions == [2, 3, 4, 5, 6, 7]


async def test_many_readers_all_hear_everything(api: Caller) -> None:
    organiser = await api.evening()

    async def read() -> list[int]:
        async with organiser.live() as stream:
            return [(await next_event(stream))[1]["version"] for _ in range(21)]

    async with asyncio.timeout(20):
        readers = [asyncio.create_task(read()) for _ in range(8)]
        for n in range(20):
            await organiser.do("say", text=str(n))
        assert await asyncio.gather(*readers) == [list(range(1, 22))] * 8


async def test_streams_end_when_the_service_stops(api: Caller) -> None:
    organiser = await api.evening()
    async with asyncio.timeout(10), organiser.live() as stream:
        await next_event(stream)
        await api.client.app.shutdown()
        with pytest.raises(EOFError):
            await next_event(stream)


async def test_a_reader_that_leaves_is_forgotten(api: Caller) -> None:
    from service.api.streams import OPEN

    organiser = await api.evening()
    async with organiser.live() as stream:
        await next_event(stream)
        assert len(api.client.app[OPEN]) == 1
        stream.close()
    async with asyncio.timeout(20):
        while api.client.app[OPEN]:
            await organiser.do("say", text="noch da?")
            await asyncio.sleep(0.02)


async def test_an_id_that_is_no_version_is_refused(api: Caller) -> None:
    organiser = await api.evening()
    async with organiser.live(**{"Last-Event-ID": "gestern"}) as stream:
        assert stream.status == 400
        assert (await stream.json(content_type=None))["code"] == "bad_query"
