"""The desk: every state is shown, every button does one thing once."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.looking import PHONE, SMALL, TABLET, grave_faults, overflow
from tests.pages.tiny_service import Hall
from tests.pages.views import DESKS, desk_view

pytestmark = pytest.mark.asyncio(loop_scope="session")

WIDE = {"width": 1280, "height": 900}


@pytest.mark.parametrize("state", DESKS)
async def test_the_desk_shows_every_state(state: str, look: Callable[..., Any]) -> None:
    """On a tablet nothing serious is found by axe, and at 320 px nothing has to be scrolled sideways."""
    page = await look("/d/state", DESKS[state], TABLET)
    assert await page.locator("#primary b").inner_text()
    if state in {"created", "planning", "running", "paused"}:
        assert await grave_faults(page) == []
    await page.set_viewport_size(SMALL)
    assert await overflow(page, "Width") == 0


async def test_the_desk_asks_before_a_risky_act_and_repeats_it_confirmed(
    look: Callable[..., Any], hall: Hall
) -> None:
    """`confirm_needed` becomes a question in the service's words; yes sends the command again, confirmed."""
    hall.answers = [
        (
            409,
            {
                "code": "confirm_needed",
                "detail": "Die Runde läuft noch bis 18:50. Jetzt beenden?",
                "confirm": {"yes": "Beenden", "no": "Lassen"},
            },
        ),
        (200, {"version": 43, "events": [], "text": "Runde 3 ist angesagt."}),
    ]
    page = await look("/d/ask", DESKS["running"], TABLET)
    await page.get_by_role("button", name="Gong jetzt").click()
    dialog = page.get_by_role("dialog")
    assert "18:50" in await dialog.inner_text()
    await dialog.get_by_role("button", name="Beenden").click()
    await page.get_by_text("Runde 3 ist angesagt.").wait_for()
    sent = [json.loads(body) for _, _, body in hall.posted]
    assert sent == [{"command": "next"}, {"command": "next", "confirm": True}]
    keys = [headers["Idempotency-Key"] for _, headers, _ in hall.posted]
    assert len(set(keys)) == len(keys)


async def test_the_next_step_names_a_break_that_comes(look: Callable[..., Any], hall: Hall) -> None:
    page = await look("/d/coffee", DESKS["running"], TABLET)
    await page.get_by_text("Runde 2 endet, alle erfahren ihren nächsten Tisch").wait_for()
    hall.push("coffee", DESKS["running"] | {"version": 43, "coming_break": 15.0})
    await page.get_by_text("Runde 2 endet, dann 15 Minuten Pause").wait_for()


async def test_a_command_lost_on_the_way_is_repeated_with_the_same_key(
    look: Callable[..., Any], hall: Hall
) -> None:
    """Without an answer the desk says so, and the second try can't count twice."""
    page = await look("/d/lost", DESKS["running"], TABLET)
    hall.answers = [(503, {})]
    await page.get_by_role("button", name="Anhalten").click()
    await page.get_by_role("button", name="Noch einmal").click()
    await page.wait_for_function("() => document.querySelector('#answer').textContent === ''")
    keys = [headers["Idempotency-Key"] for _, headers, _ in hall.posted]
    assert len(keys) == 2
    assert len(set(keys)) == 1


async def test_guests_are_found_by_name_and_marked_with_one_tap(look: Callable[..., Any], hall: Hall) -> None:
    """Searching forgives accents; tapping sends the guest's id."""
    page = await look("/d/guests", DESKS["running"], PHONE)
    wanted = next(person for person in DESKS["running"]["everyone"] if not person["name"].isascii())
    plain = unicodedata.normalize("NFD", wanted["name"]).encode("ascii", "ignore").decode()
    await page.get_by_role("searchbox").fill(plain.lower())
    assert await page.locator("#people li b").all_inner_texts() == [wanted["name"]]
    await page.locator("#people li .acts button").first.click()
    await page.wait_for_function("() => !document.querySelector('#people [aria-busy]')")
    sent = json.loads(hall.posted[0][2])
    assert sent["command"] in {"absent", "back"}
    assert sent["participant"].startswith("p")


TROUBLE = {
    "text": "Telegram ist gerade nicht erreichbar; 31 Gäste bekommen ihre Nachricht, sobald es wieder geht.",
    "more": "Die Leinwand und die Webseiten gehen weiter.",
}


@pytest.mark.parametrize("size", [PHONE, TABLET, SMALL])
async def test_a_network_in_trouble_is_said_above_everything_and_goes_by_itself(
    size: dict[str, int], look: Callable[..., Any], hall: Hall
) -> None:
    """It comes and goes with a view of the same version, is read out, and takes no button's place."""
    calm = desk_view("running")
    page = await look("/d/trouble", calm, size)
    banner = page.locator("#networks")
    assert await banner.inner_text() == ""
    await hall.connected["trouble"].wait()
    hall.push("trouble", calm | {"networks": [TROUBLE]})
    await page.get_by_text(TROUBLE["text"]).wait_for()
    assert await banner.inner_text() == f"{TROUBLE['text']}\n{TROUBLE['more']}"
    assert await banner.get_attribute("role") == "status"
    assert await overflow(page, "Width") == 0
    assert await grave_faults(page) == []
    hall.push("trouble", calm)
    await page.get_by_text(TROUBLE["text"]).wait_for(state="detached")


LIST: dict[str, Any] = {
    "title": "50 Gäste: 46 neu, 2 geändert, 2 unverändert.",
    "take": 48,
    "changes": ["Tom Berger – Firma: Berger → Berger Optik", "Ines Roth – Branche: Glas"],
    "kept": ["Ali Kaya – Ich suche: Gussteile"],
    "questions": [{"text": "Bernd Müller steht schon mit anderer Firma da. Dieselbe Person?", "known": "p7"}],
    "bad": ["Zeile 12, Nachname: kein Name."],
    "notes": ["Zeile 10 bleibt weg: dasselbe wie Zeile 2."],
    "columns": [{"heading": "Vorname", "field": "Vorname"}, {"heading": "Unternehmen", "field": "Firma"}],
    "unknown": ["Sternzeichen"],
    "head": ["Name", "Firma", "Ich suche"],
    "rows": [
        ["Tom Berger", "Berger Optik", "Beschichter für Linsen aus Quarzglas"],
        ["Ines Roth", "Glas Roth", ""],
    ],
}
TAKEN = LIST | {"title": "46 Gäste übernommen, 2 geändert.", "take": 48}


@pytest.mark.parametrize("size", [SMALL, PHONE, TABLET, WIDE])
async def test_a_list_is_shown_before_it_is_taken(
    look: Callable[..., Any], hall: Hall, size: dict[str, int]
) -> None:
    """First what it would do, with the rows in error; the good ones are taken on a second word."""
    hall.answers, hall.posted = [(200, LIST), (200, TAKEN)], []
    page = await look("/d/list", DESKS["open"], size)
    await page.get_by_text("Gästeliste laden").click()
    upload = {"name": "gäste.csv", "mimeType": "text/csv", "buffer": b"Name\nTom Berger"}
    await page.locator("#file").set_input_files(files=[upload])
    for told in (LIST["title"], *LIST["bad"], *LIST["changes"], *LIST["kept"], *LIST["notes"]):
        await page.get_by_text(told).wait_for()
    await page.get_by_role("cell", name="Beschichter für Linsen").wait_for()
    await page.get_by_text("Unternehmen → Firma").wait_for()
    assert await overflow(page, "Width") == 0
    assert await grave_faults(page) == []
    await page.get_by_role("button", name="48 übernehmen").click()
    await page.get_by_text(TAKEN["title"]).wait_for()
    assert [path.split("?")[1] for path, _, _ in hall.posted] == ["preview=1", "skip_bad=1"]


async def test_the_settings_form_sends_what_was_changed_and_nothing_else(
    look: Callable[..., Any], hall: Hall
) -> None:
    page = await look("/d/settings", DESKS["created"], TABLET)
    await page.locator("#settings summary").click()
    form = page.locator("#settings form")
    assert await form.get_by_label("Stufenlose Tische").input_value() == "1, 2"
    await form.get_by_label("Runden", exact=True).fill("6")
    await form.get_by_label("Alle werden").select_option("geduzt")
    await form.get_by_label("Wettbewerber einer Branche").select_option("nie an einem Tisch")
    await form.get_by_label("Stufenlose Tische").fill("3")
    await form.get_by_role("button").click()
    sent = {"rounds": 6, "anrede": "du", "competitors": "apart", "stepfree": "3"}
    while not hall.posted:
        await page.wait_for_timeout(20)
    assert [json.loads(body) for _, _, body in hall.posted] == [{"command": "settings", "settings": sent}]


async def test_pasted_lines_are_looked_at_and_a_question_is_answered(
    look: Callable[..., Any], hall: Hall
) -> None:
    """Lines go out as plain text; whoever is the same person is named in what follows."""
    hall.answers, hall.posted = [(200, LIST), (200, LIST | {"questions": []}), (200, TAKEN)], []
    page = await look("/d/pasted", DESKS["open"], PHONE)
    await page.get_by_text("Gästeliste laden").click()
    await page.get_by_label("Oder hier einfügen").fill("Petra Wolf; Wolf Logistik\nBernd Müller")
    await page.get_by_role("button", name="Ansehen").click()
    await page.get_by_role("button", name="Dieselbe Person").click()
    await page.get_by_text("Ohne Antwort bleiben es zwei.").wait_for(state="detached")
    await page.get_by_role("button", name="48 übernehmen").click()
    await page.get_by_text(TAKEN["title"]).wait_for()
    assert await page.get_by_label("Oder hier einfügen").input_value() == ""
    queries = [path.split("?")[1] for path, _, _ in hall.posted]
    assert queries == ["preview=1", "preview=1&same=p7", "skip_bad=1&same=p7"]
    assert {headers["Content-Type"] for _, headers, _ in hall.posted} == {"text/plain"}


async def test_a_list_that_says_nothing_new_has_nothing_to_take(look: Callable[..., Any], hall: Hall) -> None:
    """Only the way out is left."""
    hall.answers = [(200, LIST | {"take": 0, "title": "2 Gäste: 2 unverändert."})]
    page = await look("/d/same", DESKS["open"], PHONE)
    await page.get_by_text("Gästeliste laden").click()
    await page.get_by_label("Oder hier einfügen").fill("Tom Berger; Berger Optik")
    await page.get_by_role("button", name="Ansehen").click()
    await page.get_by_text("2 Gäste: 2 unverändert.").wait_for()
    assert await page.get_by_role("button", name="übernehmen").count() == 0
    await page.get_by_role("button", name="Abbrechen").click()
    assert await page.locator("#list-report").inner_text() == ""


async def test_those_not_reached_are_one_tap_away_with_their_table_and_the_reason(
    look: Callable[..., Any],
) -> None:
    """Who is told in person is told a number; who is not found gets a card, and nobody else does."""
    page = await look("/d/silent", DESKS["running"], PHONE)
    await page.get_by_role("button", name="3 nicht erreicht").click()
    rows = await page.locator("#people > li").all_inner_texts()
    silent = [person for person in DESKS["running"]["everyone"] if person["unreached"]]
    assert len(rows) == len(silent) == 3
    for person in silent:
        [row] = [text for text in rows if person["name"] in text]
        assert f"Tisch {person['table']}" in row
    assert [why for why in ("noch unterwegs", "Bot blockiert", "kein Chat") if why in "".join(rows)] == [
        "noch unterwegs",
        "Bot blockiert",
        "kein Chat",
    ]
    cards = page.get_by_role("link", name="3 Karten drucken")
    assert await cards.get_attribute("href") == "/d/silent/cards?only=unreached"
    assert await overflow(page, "Width") == 0
    assert await grave_faults(page) == []


async def test_every_row_names_the_channels_and_the_one_that_got_through(look: Callable[..., Any]) -> None:
    page = await look("/d/channels", DESKS["running"], TABLET)
    for person in DESKS["running"]["everyone"][:4]:
        row = page.locator(f"#people li[data-id={person['id']}]")
        said = [text.strip() for text in await row.locator(".channel").all_text_contents()]
        named = {"telegram": "Telegram", "matrix": "Matrix", "web": "Seite"}
        bound = [named[one] + " (erreicht)" * (one == person["reached"]) for one in person["channels"]]
        by_page = ["Seite (erreicht)"] if person["reached"] == "web" else []
        lost = [f"{named[one]} (verloren)" for one in person["lost"]]
        assert said == bound + by_page + lost


async def test_before_the_evening_begins_cards_are_for_those_without_a_chat(look: Callable[..., Any]) -> None:
    page = await look("/d/nochat", DESKS["open"], PHONE)
    await page.get_by_role("button", name="Ohne Chat").click()
    expected = [
        person["id"]
        for person in DESKS["open"]["everyone"]
        if not person["channels"] and person["presence"] in {"here", "expected"}
    ]
    rows = page.locator("#people > li")
    assert {await row.get_attribute("data-id") for row in await rows.all()} == set(expected)
    cards = page.get_by_role("link", name=f"{len(expected)} Karten drucken")
    assert await cards.get_attribute("href") == "/d/nochat/cards?only=no_chat"
    assert await grave_faults(page) == []


async def test_a_guest_has_a_card_a_link_and_a_code_for_each_network(look: Callable[..., Any]) -> None:
    page = await look("/d/one", DESKS["running"], TABLET)
    person = DESKS["running"]["everyone"][6]
    row = page.locator(f"#people li[data-id={person['id']}]")
    await row.locator("summary").click()
    shown = [await field.input_value() for field in await row.get_by_role("textbox").all()]
    assert shown == [*person["links"].values(), person["code"]]
    card = row.get_by_role("link", name=f"Karte für {person['name']} drucken")
    assert await card.get_attribute("href") == f"/d/one/cards?person={person['id']}"
