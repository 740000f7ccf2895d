"""Who may do what, and what strangers learn: nothing."""

import pytest

from tests.service.api.caller import SERVICE_TOKEN, Caller

ORGANISER_CALLS = [
    ("GET", ""),
    ("GET", "/links"),
    ("GET", "/journal"),
    ("GET", "/export"),
    ("POST", "/participants"),
    ("POST", "/commands"),
]


@pytest.mark.parametrize(("method", "path"), ORGANISER_CALLS)
async def test_an_evening_opens_to_its_organiser_only(api: Caller, method: str, path: str) -> None:
    mine = await api.evening()
    other = await api.evening()
    unknown = f"/api/v1/evenings/aaaaaaaaaa{path}"
    for address in (mine.path + path, unknown):
        nobody = await api.call(method, address, {})
        assert (nobody.status, nobody.body["code"]) == (401, "unauthorized")
        assert nobody.headers["WWW-Authenticate"] == 'Bearer realm="tischwechsel"'
        forged = await api.call(method, address, {}, token=f"{mine.id}-0-aaaaaaaaaaaaaaaaaaaa")
        assert (forged.status, forged.body["code"]) == (401, "unauthorized")
        assert 'error="invalid_token"' in forged.headers["WWW-Authenticate"]
        for token in (other.token, SERVICE_TOKEN):
            stranger = await api.call(method, address, {}, token=token)
            assert (stranger.status, stranger.body["code"]) == (403, "forbidden")


@pytest.mark.parametrize("path", ["/api/v1/evenings", "/api/v1/plans"])
async def test_the_service_token_is_needed_to_plan_and_create(api: Caller, path: str) -> None:
    organiser = await api.evening()
    for token, status in ((None, 401), ("wrong", 401), ("", 401), ("tøken", 401), (organiser.token, 403)):
        refused = await api.post(path, {}, token=token)
        assert refused.status == status
        assert refused.headers["Content-Type"].startswith("application/problem+json")


async def test_tokens_of_pages_do_not_drive_the_evening(api: Caller) -> None:
    organiser = await api.evening(1)
    desk = (await organiser.get("/links")).body["evening"]["desk"].rpartition("/")[2]
    assert (await api.get(organiser.path, token=desk)).status == 401


async def test_an_erased_evening_is_gone_for_its_organiser(api: Caller) -> None:
    token = api.services.tokens.token("organiser", "bbbbbbbbbb")
    gone = await api.get("/api/v1/evenings/bbbbbbbbbb", token=token)
    assert (gone.status, gone.body["code"]) == (404, "unknown_evening")


async def test_basic_authorization_is_not_a_bearer(api: Caller) -> None:
    refused = await api.get("/api/v1/evenings/x", headers={"Authorization": "Basic YTpi"})
    assert refused.status == 401


@pytest.mark.parametrize("path", ["/livez", "/nowhere", "/api/v1/evenings/x", "/api/v1/openapi.json"])
async def test_every_answer_is_guarded(api: Caller, path: str) -> None:
    headers = (await api.get(path)).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'; img-src 'self' data:;")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
