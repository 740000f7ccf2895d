"""Lists that wait for a word: one an organiser, over restarts, and not for ever."""

from service.store import Store, WaitingLists, keys
from service.store.lists import KEPT_MS


async def test_a_list_waits_until_it_is_replaced_or_dropped(store: Store, redis_url: str, put) -> None:
    await put(store, "e", 0)
    lists = WaitingLists(store)
    assert await lists.waiting("e", "o1") is None
    assert await lists.keep("e", "o1", b"\x00one")
    assert await lists.keep("e", "o2", b"two")
    elsewhere = Store(redis_url)
    assert await WaitingLists(elsewhere).waiting("e", "o1") == b"\x00one"
    await elsewhere.close()
    assert await lists.keep("e", "o1", b"three")
    await lists.drop("e", "o1")
    assert (await lists.waiting("e", "o1"), await lists.waiting("e", "o2")) == (None, b"two")
    await lists.forget("e")
    assert await lists.waiting("e", "o2") is None


async def test_a_list_goes_by_itself_and_with_its_evening(store: Store, put) -> None:
    await put(store, "e", 0)
    lists = WaitingLists(store)
    await lists.keep("e", "o", b"names")
    left = await store.connection.command("PTTL", keys.lists("e"))
    assert 0 < left <= KEPT_MS
    await store.erase("e")
    assert await lists.waiting("e", "o") is None
    assert not await lists.keep("e", "o", b"names")
    assert await store.connection.command("EXISTS", keys.lists("e")) == 0
