"""The Bot API server is as strict as the published one, or stricter."""

from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram import BotApi

from .conftest import Call, Clock


async def test_unknown_methods_and_tokens(call: Call) -> None:
    assert (await call("sendPigeon"))["error_code"] == 404
    assert await call("getMe", token="2000000:other") == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }


async def test_get_me_in_any_case_of_letters(call: Call) -> None:
    me = (await call("GETME"))["result"]
    assert (me["is_bot"], me["username"]) == (True, "TischwechselTestBot")


HELLO = {"chat_id": 7, "text": "hello"}
BUTTON = {"text": "ok", "callback_data": "ok"}


@pytest.mark.parametrize(
    ("given", "wording"),
    [
        ({"text": "hello"}, "chat_id is empty"),
        ({"chat_id": 7}, "message text is empty"),
        (HELLO | {"text": " \n"}, "message text is empty"),
        (HELLO | {"text": "x" * 4097}, "message is too long"),
        (HELLO | {"text": 5}, "expected String"),
        (HELLO | {"chat_id": 8}, "chat not found"),
        (HELLO | {"chat_id": True}, "chat not found"),
        (HELLO | {"disable_notification": "perhaps"}, "expected Boolean"),
        (HELLO | {"disable_web_page_preview": True}, 'unknown parameter "disable_web_page_preview"'),
        (HELLO | {"link_preview_options": {"off": True}}, "LinkPreviewOptions"),
        (HELLO | {"parse_mode": "Markdown"}, "unsupported parse_mode"),
        (HELLO | {"parse_mode": "HTML", "text": "<x>a</x>"}, 'Unsupported start tag "x" at byte offset 0'),
        (HELLO | {"parse_mode": "HTML", "text": "ü<b>a"}, 'end tag corresponding to start tag "b"'),
        (HELLO | {"parse_mode": "HTML", "text": "ü<b>a</i>"}, 'offset 6, expected "</b>", found "</i>"'),
        (HELLO | {"parse_mode": "HTML", "text": "1 < 2"}, "Unclosed start tag at byte offset 2"),
        (HELLO | {"parse_mode": "HTML", "text": "a</b>"}, "Unexpected end tag at byte offset 1"),
        (
            HELLO | {"entities": [{"type": "bold", "offset": 2, "length": 9}]},
            "ends after the end of the text",
        ),
        (HELLO | {"entities": [{"type": "loud", "offset": 0, "length": 1}]}, "Unsupported type"),
        (HELLO | {"entities": [{"type": "bold", "offset": 0}]}, "must be Integers"),
        (
            {"chat_id": 7, "text": "🎉", "entities": [{"type": "bold", "offset": 0, "length": 1}]},
            "in a middle",
        ),
        (HELLO | {"reply_markup": {"keyboard": []}}, "can't parse reply markup"),
        (HELLO | {"reply_markup": {"inline_keyboard": [BUTTON]}}, "Array of Arrays"),
        (HELLO | {"reply_markup": {"inline_keyboard": [[{"text": "ok"}]]}}, "Text buttons are unallowed"),
        (HELLO | {"reply_markup": {"inline_keyboard": [[BUTTON | {"text": " "}]]}}, "must be non-empty"),
        (
            HELLO | {"reply_markup": {"inline_keyboard": [[BUTTON | {"colour": "red"}]]}},
            'unknown field "colour"',
        ),
        (HELLO | {"reply_markup": {"inline_keyboard": [[BUTTON | {"url": "a"}]]}}, "exactly one"),
        (
            HELLO | {"reply_markup": {"inline_keyboard": [[BUTTON | {"callback_data": ""}]]}},
            "BUTTON_DATA_INVALID",
        ),
        (
            HELLO | {"reply_markup": {"inline_keyboard": [[BUTTON | {"callback_data": "ü" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_what_send_message_refuses(
    api: BotApi, call: Call, given: dict[str, Any], wording: str
) -> None:
    api.user(7).starts()
    answer = await call("sendMessage", **given)
    assert answer["error_code"] == 400
    assert answer["description"].startswith("Bad Request: ")
    assert wording in answer["description"]
    assert api.sent(7) == 0


async def test_html_is_shown_as_formatted_and_counted_without_its_tags(api: BotApi, call: Call) -> None:
    tom = api.user(7)
    tom.starts()
    text = " <b>Tisch 7</b>\nmit &lt;Tom&gt; &amp; <a href='https://example.org'>Ines</a> &nbsp;"
    sent = (await call("sendMessage", chat_id="7", text=text, parse_mode="HTML"))["result"]
    assert sent["text"] == "Tisch 7\nmit <Tom> & Ines &nbsp;"
    assert [entity["type"] for entity in sent["entities"]] == ["bold", "text_link"]
    assert sent["entities"][1]["offset"] == 20
    assert tom.inbox[0].bold == ("Tisch 7",)
    assert (await call("sendMessage", chat_id=7, text=f"<i>{'x' * 4096}</i>", parse_mode="HTML"))["ok"]


async def test_edits_change_what_is_read_and_only_if_something_changes(api: BotApi, call: Call) -> None:
    tom = api.user(7)
    tom.starts()
    number = (await call("sendMessage", **HELLO))["result"]["message_id"]
    same = await call("editMessageText", message_id=number, **HELLO)
    assert "message is not modified" in same["description"]
    lost = await call("editMessageText", message_id=99, **HELLO)
    assert lost["description"] == "Bad Request: message to edit not found"
    assert (await call("editMessageText", chat_id=7, message_id=number, text="other"))["ok"]
    assert [letter.text for letter in tom.inbox] == ["other"]
    assert (await call("deleteMessage", chat_id=7, message_id=number))["ok"]
    assert tom.inbox == ()
    assert api.sent(7) == 1


async def test_taps_are_answered_once_known_and_not_too_late(api: BotApi, call: Call, clock: Clock) -> None:
    tom = api.user(7)
    tom.starts()
    await call("sendMessage", **HELLO, reply_markup={"inline_keyboard": [[BUTTON]]})
    with pytest.raises(LookupError, match="only \\['ok'\\]"):
        tom.taps(tom.inbox[0], "no")
    tap = tom.taps(tom.inbox[0], "ok")
    assert (await call("answerCallbackQuery", callback_query_id="q0"))["error_code"] == 400
    assert (await call("answerCallbackQuery", callback_query_id=tap.query, text="x" * 201))[
        "error_code"
    ] == 400
    assert (await call("answerCallbackQuery", callback_query_id=tap.query, text="done"))["ok"]
    assert (await tap.answered()).text == "done"
    late = tom.taps(tom.inbox[0], "ok")
    clock.now += 120
    answer = await call("answerCallbackQuery", callback_query_id=late.query)
    assert "query is too old" in answer["description"]


async def test_about_thirty_a_second_in_all(api: BotApi, call: Call, clock: Clock) -> None:
    for number in range(1, 40):
        api.user(number).starts()
    answers = [await call("sendMessage", chat_id=number, text="x") for number in range(1, 40)]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False] * 9
    assert answers[-1]["description"] == "Too Many Requests: retry after 1"
    assert answers[-1]["parameters"] == {"retry_after": 1}
    clock.now += 1.0
    assert (await call("sendMessage", chat_id=39, text="x"))["ok"]


async def test_one_a_second_to_one_chat_with_short_bursts(api: BotApi, call: Call, clock: Clock) -> None:
    api.user(7).starts()
    answers = [await call("sendMessage", **HELLO) for _ in range(6)]
    assert [answer["ok"] for answer in answers] == [True] * 4 + [False] * 2
    clock.now += 1.0
    assert [(await call("sendMessage", **HELLO))["ok"] for _ in range(2)] == [True, False]


async def test_a_poll_waits_confirms_and_keeps_what_is_not_confirmed(api: BotApi, call: Call) -> None:
    tom = api.user(7)
    first, second = tom.types("one"), tom.types("two")
    assert second is not None
    assert len((await call("getUpdates"))["result"]) == 2
    assert [one["update_id"] for one in (await call("getUpdates", limit=1))["result"]] == [first]
    left = (await call("getUpdates", offset=second))["result"]
    assert [one["message"]["text"] for one in left] == ["two"]
    assert (await call("getUpdates", offset=second + 1))["result"] == []
    assert (await call("getUpdates", limit=101))["error_code"] == 400


async def test_updates_older_than_a_day_are_gone(api: BotApi, call: Call, clock: Clock) -> None:
    api.user(7).types("one")
    clock.now += 24 * 3600 + 1
    assert (await call("getUpdates"))["result"] == []


async def test_only_the_kinds_asked_for_come(api: BotApi, call: Call) -> None:
    tom = api.user(7)
    assert (await call("getUpdates", allowed_updates=["pigeon"]))["error_code"] == 400
    await call("getUpdates", allowed_updates=["my_chat_member"])
    tom.types("unheard")
    tom.blocks()
    (update,) = (await call("getUpdates"))["result"]
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(ValueError, match="blocked"):
        tom.types("from behind a wall")


async def test_a_second_poller_sends_the_first_away(api: BotApi, call: Call) -> None:
    import asyncio

    first = asyncio.create_task(call("getUpdates", timeout=30))
    await api.world.bell.until(lambda: api.world.updates.polls or None, 5.0)
    assert (await call("getUpdates"))["ok"]
    answer = await first
    assert answer["error_code"] == 409
    assert "terminated by other getUpdates request" in answer["description"]


async def test_a_webhook_and_a_poll_exclude_each_other(api: BotApi, call: Call) -> None:
    for url, secret in (
        ("http://example.org/", "a"),
        ("https://example.org:9999/", "a"),
        ("https://example.org/", "ü"),
    ):
        assert (await call("setWebhook", url=url, secret_token=secret))["error_code"] == 400
    assert (await call("setWebhook", url="http://127.0.0.1:1/hook", allowed_updates=["message"]))["ok"]
    assert (await call("getUpdates"))["error_code"] == 409
    api.user(7).types("one")
    await api.world.bell.until(lambda: api.world.webhook.last_error, 5.0)
    info = (await call("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == ("http://127.0.0.1:1/hook", 1)
    assert (info["last_error_message"], info["allowed_updates"]) == ("Connection refused", ["message"])
    assert (await call("deleteWebhook", drop_pending_updates=True))["ok"]
    assert (await call("getUpdates"))["result"] == []


async def test_commands_belong_to_scope_and_language(api: BotApi, call: Call) -> None:
    api.user(7)
    table = [{"command": "table", "description": "My table"}]
    assert (await call("setMyCommands", commands=table, language_code="en"))["ok"]
    assert (await call("getMyCommands", language_code="en"))["result"] == table
    assert (await call("getMyCommands"))["result"] == []
    assert (await call("getMyCommands", language_code="en", scope={"type": "chat", "chat_id": 7}))[
        "result"
    ] == []
    assert (await call("deleteMyCommands", language_code="en"))["ok"]
    assert (await call("getMyCommands", language_code="en"))["result"] == []
    for wrong in (
        [{"command": "Tisch", "description": "x"}],
        [{"command": "a", "description": ""}],
        table * 101,
    ):
        assert (await call("setMyCommands", commands=wrong))["error_code"] == 400
    elsewhere = await call("setMyCommands", commands=table, scope={"type": "chat", "chat_id": 8})
    assert elsewhere["description"] == "Bad Request: chat not found"
    assert (await call("setMyCommands", commands=table, language_code="english"))["error_code"] == 400
    assert (await call("setMyCommands", commands=table, scope={"type": "everybody"}))["error_code"] == 400


async def test_documents_go_both_ways(api: BotApi, call: Call) -> None:
    tom = api.user(7)
    tom.sends_file("list.csv", b"a;b")
    tom.sends_file("film.mp4", b"", size=21 * 1024 * 1024)
    small, large = [one["message"]["document"] for one in (await call("getUpdates"))["result"]]
    path = (await call("getFile", file_id=small["file_id"]))["result"]["file_path"]
    assert "file is too big" in (await call("getFile", file_id=large["file_id"]))["description"]
    assert "invalid file_id" in (await call("getFile", file_id="nonsense"))["description"]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{api.url}/file/bot{api.token}/{path}") as answer:
            assert await answer.read() == b"a;b"
        async with session.get(f"{api.url}/file/bot2000000:other/{path}") as answer:
            assert answer.status == 404
        form = aiohttp.FormData({"chat_id": "7", "caption": "Ihr Plan"})
        form.add_field("document", b"%PDF", filename="plan.pdf")
        async with session.post(f"{api.url}/bot{api.token}/sendDocument", data=form) as answer:
            assert (await answer.json())["result"]["document"]["file_name"] == "plan.pdf"
    assert tom.inbox[0].text == "Ihr Plan"
    assert (await call("sendDocument", chat_id=7, document="nowhere"))["error_code"] == 400


async def test_a_chat_action_is_one_of_the_published(api: BotApi, call: Call) -> None:
    api.user(7).starts()
    assert (await call("sendChatAction", chat_id=7, action="typing"))["ok"]
    assert (await call("sendChatAction", chat_id=7, action="thinking"))["error_code"] == 400


async def test_reading_waits_and_tells_what_was_there_instead(api: BotApi, call: Call) -> None:
    tom = api.user(7)
    tom.starts()
    await call("sendMessage", **HELLO)
    first = await tom.reads("hello")
    with pytest.raises(AssertionError, match="hello"):
        await tom.reads("Tisch", 0.01)
    with pytest.raises(AssertionError):
        await tom.reads("hello", 0.01, after=first)


async def test_trouble_on_order_can_be_for_one_person(api: BotApi, call: Call) -> None:
    for number in (7, 8):
        api.user(number).starts()
    api.fail("500", user=8)
    assert (await call("sendMessage", **HELLO))["ok"]
    assert (await call("sendMessage", chat_id=8, text="x"))["error_code"] == 500
    assert (await call("sendMessage", chat_id=8, text="x"))["ok"]
