"""A list at the desk of the real service: what it would do, in the evening's language and ready to be shown."""

from typing import Any

from tests.service.api.caller import Caller, Organiser
from tests.service.pages.test_desk_reach import desk

LISTED = "Name;Unternehmen;Branche;Sternzeichen\nTom Berger;Berger Optik;Optik;Krebs\n;Niemand;;\nTom Berger;Jena;;\n"


async def sent(
    api: Caller, organiser: Organiser, body: str, query: str = "preview=1", kind: str = "text/csv"
) -> tuple[int, dict[str, Any]]:
    path = f"{await desk(api, organiser)}/participants?{query}"
    async with api.client.post(path, data=body.encode(), headers={"Content-Type": kind}) as response:
        return response.status, await response.json()


async def test_a_preview_says_what_changes_in_german(api: Caller) -> None:
    organiser = await api.evening()
    known = {"name": "Tom Berger", "organisation": "Berger Optik", "industry": "Bau"}
    [berger] = (await organiser.people([known])).body["people"]
    status, shown = await sent(api, organiser, LISTED)
    assert status == 200
    assert (shown["title"], shown["take"]) == ("2 Gäste: 1 neu, 1 geändert.", 2)
    assert shown["changes"] == ["Tom Berger – Branche: Bau → Optik"]
    assert shown["bad"] == ["Zeile 3, Name: kein Name."]
    assert shown["columns"][1] == {"heading": "Unternehmen", "field": "Firma"}
    assert shown["unknown"] == ["Sternzeichen"]
    assert (shown["head"], shown["rows"][0]) == (
        ["Name", "Firma", "Branche"],
        ["Tom Berger", "Berger Optik", "Optik"],
    )
    status, shown = await sent(api, organiser, LISTED, "skip_bad=1")
    assert (status, shown["title"]) == (200, "1 Gast übernommen, 1 geändert.")
    _, shown = await sent(api, organiser, "Tom Berger; Weimar", kind="text/plain")
    [question] = shown["questions"]
    assert question["known"] == berger["id"]
    assert question["text"].endswith("Dieselbe Person?")
    _, shown = await sent(api, organiser, "Tom Berger; Weimar", f"same={berger['id']}", "text/plain")
    assert shown["title"] == "1 Gast geändert."


async def test_what_cannot_be_read_is_said_in_german_too(api: Caller) -> None:
    organiser = await api.evening()
    status, shown = await sent(api, organiser, "")
    assert (status, shown["code"]) == (422, "empty")
    assert shown["detail"].startswith("Die Datei ist leer.")
    await organiser.people([{"name": f"Gast {n}"} for n in "abcd"])
    await organiser.do("stop", confirm=True)
    status, shown = await sent(api, organiser, "Name\nTom Berger\n", "skip_bad=1")
    assert (status, shown["code"]) == (409, "ended")
    assert "vorbei" in shown["detail"]


async def test_an_english_evening_is_told_in_english(api: Caller) -> None:
    organiser = await api.evening(language="en")
    _, shown = await sent(api, organiser, LISTED)
    assert shown["title"] == "2 guests: 2 new."
    assert shown["bad"] == ["Row 3, Name: no name."]
    assert shown["columns"][1] == {"heading": "Unternehmen", "field": "Firm"}
