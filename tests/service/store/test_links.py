"""Chats are remembered apart from evenings."""

from service.store import Links, Store


async def test_a_chat_is_kept_replaced_and_forgotten(store: Store) -> None:
    """The same address on another channel is another chat."""
    links = Links(store)
    assert await links.chat("telegram", "42") is None
    await links.link_chat("telegram", "42", b"Ada")
    await links.link_chat("matrix", "42", b"Bo")
    await links.link_chat("telegram", "42", b"Ada again")
    assert await links.chat("telegram", "42") == b"Ada again"
    await links.unlink_chat("telegram", "42")
    assert await links.chat("telegram", "42") is None
    assert await links.chat("matrix", "42") == b"Bo"
