"""The homeserver keeps everything over restarts and crashes, and limits people where it is asked to."""

from http import HTTPStatus

from tests.fakes.matrix import Homeserver, MatrixPhone


async def test_a_restart_and_a_crash_keep_everything() -> None:
    async with Homeserver() as hs, MatrixPhone(hs, "ada") as ada, MatrixPhone(hs, "bob") as bob:
        await ada.invites(bob.user)
        await bob.joins()
        await ada.says("vor dem Neustart")
        url = hs.url

        await hs.stop()
        await hs.start()
        assert hs.url == url
        await ada.says("nach dem Neustart")

        await hs.kill()
        await hs.start()
        await ada.says("nach dem Absturz")

        for words in ("vor dem Neustart", "nach dem Neustart", "nach dem Absturz"):
            assert (await bob.hears(words)).encrypted
        assert [one.text for one in bob.letters] == [
            "vor dem Neustart",
            "nach dem Neustart",
            "nach dem Absturz",
        ]
        assert bob.undecryptable == []


async def test_nothing_is_left_but_the_log() -> None:
    async with Homeserver() as hs:
        folder = hs.data
        assert (folder / "hs.db").exists()
    assert not folder.exists()
    assert hs.log.stat().st_size > 0


async def test_with_limits_the_eleventh_message_at_once_is_refused_until_an_admin_lifts_the_limit() -> None:
    async with Homeserver(limits=True) as hs:
        await hs.register("root", admin=True)
        admin, bot = await hs.login("root"), await hs.login("bot")
        status, room = await hs.request("POST", "/_matrix/client/v3/createRoom", {}, bot.token)
        assert status == HTTPStatus.OK

        async def says(number: int) -> int:
            where = f"/_matrix/client/v3/rooms/{room['room_id']}/send/m.room.message/{number}"
            status, answer = await hs.request("PUT", where, {"msgtype": "m.text", "body": "x"}, bot.token)
            assert status == HTTPStatus.OK or answer["errcode"] == "M_LIMIT_EXCEEDED"
            return status

        answers = [await says(number) for number in range(12)]
        assert answers[:8] == [HTTPStatus.OK] * 8
        assert HTTPStatus.TOO_MANY_REQUESTS in answers

        where = f"/_synapse/admin/v1/users/{bot.user}/override_ratelimit"
        free = {"messages_per_second": 0, "burst_count": 0}
        assert (await hs.request("POST", where, free, admin.token))[0] == HTTPStatus.OK
        assert {await says(number) for number in range(100, 112)} == {HTTPStatus.OK}
