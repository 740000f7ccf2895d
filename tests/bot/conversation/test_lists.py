"""A list in a chat: what it would do is read on one screen first, and one tap takes it, also after a restart."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.evening import commands as c
from tests.bot.conversation.talking import Talking

DATA = Path(__file__).parents[2] / "service" / "lists" / "data"
EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text())
ERRORS = {
    "empty.csv": "Die Datei ist leer.",
    "headings-only.csv": "Unter den Überschriften steht niemand.",
    "no-headings.csv": "Es gibt keine Zeile mit Überschriften.",
    "not-a-list.csv": "Das ist keine Liste",
    "mixed-encoding.csv": "Zeile 3 ",
    "bomb.xlsx": "Das ist zu viel",
}
BERGER = "Tom Berger;Berger Optik;p2@example.org"


async def test_a_list_is_shown_first_and_taken_on_a_tap(talking: Talking) -> None:
    boss = await talking.organiser()
    rows = f"Name;Firma;E-Mail;Branche\nEva Neu;Neu AG;;\n;Niemand;;\nUwe Alt;Alt KG;;\n{BERGER};Optik\n"
    shown = await boss.sends("gaeste.csv", rows.encode())
    assert shown.title == "3 Gäste: 2 neu, 1 geändert."
    assert shown.body.split("\n") == [
        "Geändert: Tom Berger (Branche)",
        "Zeile 3, Name: kein Name.",
        "Die anderen 3 sind in Ordnung – übernehmen?",
    ]
    assert boss.buttons == ["3 übernehmen", "Abbrechen"]
    assert len((await talking.now()).people) == 12
    taken = await boss.taps("3 übernehmen")
    assert taken.title == "2 Gäste übernommen, 1 geändert."
    assert boss.buttons == ["Einlass öffnen", "Planen"]
    assert len((await talking.now()).people) == 14
    assert (await boss.taps("3 übernehmen", shown)).title == "Diese Liste ist schon übernommen."
    assert (await boss.sends("gaeste.csv", rows.encode())).title == "3 Gäste: 3 unverändert."
    assert boss.buttons == []
    assert len((await talking.now()).people) == 14


async def test_the_tap_works_after_a_restart_and_whatever_step_it_is(talking: Talking) -> None:
    boss = await talking.organiser()
    await boss.sends("gaeste.csv", b"Name\nEva Neu\n")
    await talking.do(c.Open())
    talking.restart()
    assert (await boss.taps("1 übernehmen")).title == "1 Gast übernommen."


async def test_only_the_newest_list_waits(talking: Talking) -> None:
    boss = await talking.organiser()
    old = await boss.sends("gaeste.csv", b"Name\nEva Neu\n")
    await boss.sends("gaeste2.csv", b"Name\nUwe Alt\n")
    assert (await boss.taps("1 übernehmen", old)).title == "Diese Liste wartet nicht mehr."
    assert (await boss.says("liste")).title == "1 Gast: 1 neu."
    assert (await boss.taps("Abbrechen")).title == "Nichts übernommen."
    assert (await boss.taps("1 übernehmen", old)).title == "Diese Liste wartet nicht mehr."
    assert (await boss.says("liste")).title == "Schicken Sie mir die Liste als Datei."
    assert len((await talking.now()).people) == 12


async def test_a_waiting_list_is_gone_when_somebody_is_forgotten(talking: Talking) -> None:
    boss = await talking.organiser()
    shown = await boss.sends("gaeste.csv", b"Name\nEva Neu\n")
    await talking.do(c.Forget("p1"))
    assert (await boss.taps("1 übernehmen", shown)).title == "Diese Liste wartet nicht mehr."


async def test_lines_after_the_word_are_a_list(talking: Talking) -> None:
    boss = await talking.organiser()
    shown = await boss.says("/liste\nEva Neu; Neu AG\n2. Uwe Alt, Alt KG\nTom Berger; Berger Optik\n?")
    assert shown.title == "3 Gäste: 2 neu, 1 unverändert."
    assert "Zeile 4, Name: kein Name." in shown.body
    assert (await boss.taps("2 übernehmen")).title == "2 Gäste übernommen."
    names = {record.name for record in (await talking.evenings.people(talking.id)).values()}
    assert {"Eva Neu", "Uwe Alt"} <= names
    assert (await boss.says("/people Ida Lang; Lang & Co")).title == "1 Gast: 1 neu."
    assert (await boss.says("liste?")).title == "1 Gast: 1 neu."


async def test_what_somebody_said_themselves_stays_and_the_preview_says_so(talking: Talking) -> None:
    guest, boss = await talking.guest("p2"), await talking.organiser()
    await guest.says("/suche Beschichter")
    shown = await boss.sends("x.csv", f"Name;Firma;E-Mail;Ich suche\n{BERGER};Kunden\n".encode())
    assert shown.title == "1 Gast: 1 unverändert."
    assert shown.body.split("\n") == [
        "Bleibt, weil selbst so gesagt: Tom Berger (Ich suche)",
        "Es gibt nichts zu übernehmen.",
    ]


async def test_a_namesake_is_asked_about_and_one_tap_says_they_are_the_same(talking: Talking) -> None:
    boss = await talking.organiser()
    shown = await boss.says("/liste\nTom Berger; Optik Jena\nEva Neu")
    assert shown.title == "2 Gäste: 2 neu."
    question = "Tom Berger (Optik Jena) steht schon mit anderer Firma auf der Liste (Berger Optik)."
    assert shown.body == f"{question} Dieselbe Person?\nOhne Antwort bleiben es zwei."
    assert boss.buttons == ["2 übernehmen", "Abbrechen", "Tom Berger: dieselbe Person"]
    again = await boss.taps("Tom Berger: dieselbe Person")
    assert (again.title, again.body) == ("2 Gäste: 1 neu, 1 geändert.", "Geändert: Tom Berger (Firma)")
    await boss.taps("2 übernehmen")
    people = await talking.evenings.people(talking.id)
    assert people["p2"].person.organisation == "Optik Jena"
    assert sum(record.name == "Tom Berger" for record in people.values()) == 1


async def test_a_long_list_with_many_faults_fits_on_a_phone(talking: Talking) -> None:
    boss = await talking.organiser()
    rows = "".join(f";Firma {n}\nGast Nummer{chr(97 + n)} 7;Firma {n}\n" for n in range(20))
    shown = await boss.sends("gaeste.csv", f"Name;Firma;Sternzeichen\n{rows}".encode())
    assert shown.title == "20 Gäste: 20 neu."
    assert len(shown.body.split("\n")) <= 10
    assert "und 17 weitere" in shown.body


async def test_a_list_of_nothing_but_faults_has_nothing_to_take(talking: Talking) -> None:
    boss = await talking.organiser()
    shown = await boss.sends("gaeste.csv", b"Name;Firma\n;Nichts\n")
    assert (shown.title, boss.buttons) == ("Ein paar Zeilen stimmen nicht.", [])
    assert (await boss.sends("x.pdf", b"%PDF-1.4 nothing")).title == "Diese Liste kann ich nicht lesen."
    guest = await talking.guest("p1")
    assert (await guest.sends("gaeste.csv", b"Name\nX Y\n")).title == (
        "Gästelisten kann nur die Leitung schicken."
    )


async def test_after_the_end_no_list_is_shown(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.ended()
    assert (await boss.sends("gaeste.csv", b"Name\nEva Neu\n")).title.startswith("Der Abend ist vorbei.")


@pytest.mark.parametrize("name", EXPECTED)
async def test_every_list_that_comes_is_taken_or_refused_with_the_true_reason(
    talking: Talking, name: str
) -> None:
    boss = await talking.organiser()
    told, before = EXPECTED[name], len((await talking.now()).people)
    shown = await boss.sends(name, (DATA / name).read_bytes())
    if "error" in told:
        assert shown.title == "Diese Liste kann ich nicht lesen."
        assert ERRORS[name] in shown.body, shown.body
        assert boss.buttons == []
        return
    count = told["people"]
    assert shown.title == f"{count} Gäste: {count} neu."
    for row in told.get("bad_rows", []):
        assert f"Zeile {row['row']}, {row['column']}: " in shown.body
    for row in told.get("duplicates", []):
        assert f"Zeile {row['row']} bleibt weg: " in shown.body
    for row in told.get("warnings", []):
        assert f"Zeile {row['row']}, {row['column']}: keine E-Mail-Adresse" in shown.body
    for column in told.get("unknown_columns", []):
        assert column in shown.body
    assert (await boss.taps(f"{count} übernehmen")).title == f"{count} Gäste übernommen."
    assert len((await talking.now()).people) == before + count
    version = (await talking.now()).version
    assert f"{count} unverändert" in (await boss.sends(name, (DATA / name).read_bytes())).title
    assert (await talking.now()).version == version
