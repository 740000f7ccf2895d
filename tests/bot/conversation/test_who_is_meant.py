"""Names, sloppily typed: one fits, two fit, nobody fits; and guests find nobody by trying."""

import pytest

from service.evening import commands as c
from service.evening.events import AvoidDeclared
from service.evening.firms import avoided_by, known_to
from service.people.person import Person, PersonRecord
from service.people.privacy import public_entry, public_evening
from tests.bot.conversation.talking import Talking


@pytest.mark.parametrize(
    "typed", ["Weiss", "weiß", "jörg weiss", "Weiß, Jörg", "joerg", "Weiß Optik", "#5", "p5", "Weiss, bitte!"]
)
async def test_one_who_fits_is_found(talking: Talking, typed: str) -> None:
    boss = await talking.organiser()
    assert (await boss.says(f"wer {typed}")).title.startswith("Jörg Weiß (Berger Optik):")


@pytest.mark.parametrize(
    ("said", "did"),
    [
        ("fehlt berger", "Tom Berger ist gerade nicht dabei."),
        ("geht Berger nach 2", "Tom Berger"),
        ("gastgeber 2; Berger", "Gastgeber von Tisch 2 ist ab jetzt Tom Berger."),
        ("besuch Berger", "Tom Berger ist jetzt Ehrengast"),
        ("getrennt Berger; Ott", "Tom Berger und Karsten Ott kommen nicht an einen Tisch."),
        ("zusammen Ott und Berger", "Tom Berger und Karsten Ott sitzen einmal zusammen"),
        ("wer Berger", "Tom Berger (Berger Optik): ist da"),
        ("links Berger", "Tom Berger (Berger Optik)"),
    ],
)
async def test_two_who_fit_are_offered_and_the_tap_carries_the_whole_command(
    talking: Talking, said: str, did: str
) -> None:
    boss = await talking.organiser()
    await talking.all_here()
    asked = await boss.says(said)
    assert "gemeint?" in asked.title
    assert boss.buttons == ["Tom Berger (Berger Optik)", "Petra Berger (Wolf Logistik)"]
    answer = await boss.taps("Tom Berger (Berger Optik)")
    assert answer.title.startswith(did), answer


async def test_both_of_a_pair_may_be_asked_for(talking: Talking) -> None:
    boss = await talking.organiser()
    await boss.says("getrennt Berger; Bergr")
    await boss.taps("Tom Berger (Berger Optik)")
    assert boss.last.body == "Meinten Sie:"
    await boss.taps("Petra Berger (Wolf Logistik)")
    assert (await talking.now()).apart == (("p2", "p6"),)


async def test_names_without_a_sign_count_only_if_they_can_mean_two_people(talking: Talking) -> None:
    boss = await talking.organiser()
    await boss.says("getrennt Karsten Ott Ali Kaya")
    assert (await talking.now()).apart == (("p4", "p7"),)
    assert "gemeint?" in (await boss.says("getrennt Berger Ott")).title


async def test_nobody_fits(talking: Talking) -> None:
    boss = await talking.organiser()
    near = await boss.says("fehlt Yildis")
    assert near.title == "„Yildis“ steht nicht auf der Liste."
    assert boss.buttons == ["Ömer Yildiz (Yildiz e.K.)"]
    assert (await boss.says("fehlt Xaver Quast")).buttons == ()


async def test_too_many_fit(talking: Talking) -> None:
    people = {f"m{n}": c.Newcomer() for n in range(9)}
    records = {p: PersonRecord(person=Person(name=f"Anna Muster{p}")) for p in people}
    await talking.evenings.execute(talking.id, c.AddPeople(people), by="organiser", records=records)
    boss = await talking.organiser()
    answer = await boss.says("fehlt anna")
    assert answer.title == "„anna“ kann 9 Personen meinen."
    assert answer.buttons == ()


async def test_long_ids_fit_on_buttons(talking: Talking) -> None:
    people = {"x" * 60 + str(n): c.Newcomer() for n in range(3)}
    records = {
        p: PersonRecord(person=Person(name=f"Eva Lang {p[-1]}", organisation="L" * 190)) for p in people
    }
    await talking.evenings.execute(talking.id, c.AddPeople(people), by="organiser", records=records)
    boss = await talking.organiser()
    await boss.says("zusammen Eva; Ott")
    await boss.taps(boss.buttons[1])
    assert (await talking.now()).together == (("p7", "x" * 60 + "1"),)


@pytest.mark.parametrize("word", ["kenne", "meide", "wunsch", "kontakt", "leer"])
@pytest.mark.parametrize("tried", ["Berger", "a", "Ber", "Tom", "Yildis", "#2", "p2", "Optik", "Otto"])
async def test_a_guest_learns_of_nobody_by_trying_names(talking: Talking, word: str, tried: str) -> None:
    """Before they have met anybody; neither in words nor on buttons, and no different for who is not there."""
    guest = await talking.guest("p1")
    answer = await guest.says(f"{word} {tried}")
    nobody = await guest.says(f"{word} Xaver Quast")
    assert answer.text.replace(f"„{tried}“", "") == nobody.text.replace("„Xaver Quast“", "")
    assert answer.buttons == nobody.buttons == ()


async def test_of_those_a_guest_has_met_a_part_of_the_name_will_do(talking: Talking) -> None:
    await talking.do(c.Configure({"size": 12}))
    await talking.running()
    guest = await talking.guest("p1")
    await guest.says("wunsch Yildis")
    assert guest.buttons == ["Ömer Yildiz (Yildiz e.K.)"]
    await guest.says("kenne Berger")
    assert guest.buttons == ["Tom Berger (Berger Optik)", "Petra Berger (Wolf Logistik)"]
    await guest.taps("Petra Berger (Wolf Logistik)")
    assert (await talking.now()).people["p1"].knows == ("p6",)
    await guest.says("kenne Berger Optik")
    assert (await talking.now()).people["p1"].knows == ("p6", "p2", "p5"), "everybody of the firm"


async def test_a_firm_that_is_avoided_is_avoided_whoever_comes_from_there_later(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await guest.says("meide Berger Optik")
    assert (await guest.says("meide Späth Maschinenbau GmbH")).title == "Notiert, und niemand erfährt davon."
    assert (await guest.says("kenne Glas Roth")).title == "Notiert."
    boss = await talking.organiser()
    for late in ("Lena Neu; Berger Optik e.K.", "Uwe Spät; SPÄTH Maschinenbau", "Ida Glas; Glas Roth GmbH"):
        await boss.says(f"dazu {late}")

    evening = await talking.now()
    came = {record.name: person for person, record in (await talking.evenings.people(talking.id)).items()}
    assert avoided_by(evening, "p1") == {"p2", "p5", came["Lena Neu"], came["Uwe Spät"]}
    assert known_to(evening, "p1") == {"p3", came["Ida Glas"]}
    assert "Späth" not in (await guest.says("ich")).body, "nobody learns that somebody came from there"


async def test_a_firm_is_avoided_in_private(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await guest.says("meide Kühn AG")
    await guest.says("meide Unbekannt GmbH")
    evening = await talking.now()
    assert len(evening.people["p1"].avoids_firms) == 2
    assert public_evening(evening).people["p1"].avoids_firms == ()
    entries = await talking.evenings.steps(talking.id, 0)
    shown = [event for step in entries for event in public_entry(step.entry).events]
    assert [e for e in shown if isinstance(e, AvoidDeclared)] == [AvoidDeclared("p1")] * 2


async def test_a_name_that_runs_from_right_to_left_keeps_to_itself(talking: Talking) -> None:
    records = {"h1": PersonRecord(person=Person(name="משה כהן", organisation="<b>_x_</b>"))}
    await talking.evenings.execute(
        talking.id, c.AddPeople({"h1": c.Newcomer()}), by="organiser", records=records
    )
    boss = await talking.organiser()
    answer = await boss.says("wer משה")
    assert answer.title == "\u2068משה כהן\u2069 (<b>_x_</b>): noch nicht da"
