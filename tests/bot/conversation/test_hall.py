"""What organisers hear about tables: what would follow first, who must be told, who could be the host."""

from service.evening import commands as c
from tests.bot.conversation.talking import Talking


async def seats(talking: Talking) -> dict[str, tuple[str, ...]]:
    seating = (await talking.now()).phase.seating
    assert seating is not None
    return seating.tables


async def test_who_is_moved_without_a_phone_is_told_in_person_and_ticked(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    tables = await seats(talking)
    (first, people), (second, others) = list(tables.items())[:2]
    one, other = people[-1], others[-1]
    moved = await boss.says(f"tausch {talking.name(one)}; {talking.name(other)}")
    assert "Ohne Telefon, bitte persönlich sagen:" in moved.body
    listed = await boss.taps("Persönlich sagen")
    assert listed.title == "2 Gästen persönlich Bescheid sagen:"
    assert f"Tisch {second}, nicht mehr Tisch {first}" in listed.body
    assert "Persönlich sagen: " in (await boss.says("stand")).body
    left = await boss.taps(f"Gesagt: {talking.name(one)}", listed)
    assert left.title == "1 Gast persönlich Bescheid sagen:"
    again = await boss.says(f"gesagt {talking.name(one)}")
    assert again.title == f"{talking.name(one)} muss nichts persönlich gesagt werden."
    done = await boss.taps(f"Gesagt: {talking.name(other)}", left)
    assert done.title == "Niemandem muss etwas persönlich gesagt werden."


async def test_a_host_who_goes_is_asked_about_and_another_one_is_a_tap_away(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    table, people = next(iter((await seats(talking)).items()))
    host, *others = people
    await talking.do(c.AppointHost(host, table))
    asked = await boss.says(f"geht {talking.name(host)}")
    assert asked.title == f"{talking.name(host)} ist Gastgeber. Trotzdem austragen?"
    assert asked.body == f"Tisch {table} geht ohne Gastgeber weiter."
    assert host in (await seats(talking))[table]
    gone = await boss.taps("Austragen", asked)
    assert f"Tisch {table} geht ohne Gastgeber weiter." in gone.title
    offered = [button.text for row in gone.buttons for button in row]
    assert f"Tisch {table} schließen" in offered
    name = next(text for text in offered if text.startswith("Gastgeber: "))
    await boss.taps(name, gone)
    now = await talking.now()
    assert next(p for p, slot in now.people.items() if slot.hosting and slot.presence != "left") in others


async def test_a_guest_of_honour_with_times_and_tables(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    answer = await boss.says("besuch Yildiz 18.45 - 19.30 Uhr; 2 und 1")
    assert answer.title.startswith("Ömer Yildiz ist von 18:45 bis 19:30 Ehrengast. Zuerst die Tische 2, 1")
    slot = (await talking.now()).people["p8"]
    assert (slot.window, slot.route) == ((1125, 1170), ("2", "1"))
    wrong = await boss.says("besuch Yildiz 19:30-18:45")
    assert (
        wrong.title
        == "Von 19:30 bis 18:45 ist kein Besuch: erst der Anfang, dann das Ende, zum Beispiel 18:45-19:30."
    )
    half = await boss.says("besuch Yildiz 18:45")
    assert half.title == "Der Besuch geht von einer Uhrzeit bis zu einer anderen, zum Beispiel 18:45-19:30."
    nowhere = await boss.says("besuch Yildiz; 99")
    assert nowhere.title.startswith("Es gibt keinen Tisch 99.") or "99" in nowhere.title
