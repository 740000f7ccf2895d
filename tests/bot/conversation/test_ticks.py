"""What is risky says what it would do and waits for a tick; a tick counts only where it was shown."""

from bot.conversation.buttons import data
from service.evening import commands as c
from service.evening.state import MINUTE
from tests.bot.conversation.talking import Talking


async def test_the_gong_comes_early_only_after_a_tick(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    question = await boss.says("weiter")
    assert question.title == "Die Runde läuft noch bis 09:08."
    assert question.body == "Jetzt beenden? 12 Gäste erfahren sofort ihren nächsten Tisch."
    assert boss.buttons == ["Beenden", "Lassen"]
    assert (await talking.now()).phase.step == "running"
    assert (await boss.taps("Beenden")).title.startswith("Runde 1 ist vorbei.")


async def test_the_question_before_a_break_names_the_break(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    await boss.says("kaffee 15")
    question = await boss.says("weiter")
    assert question.body == "Jetzt beenden? 12 Gäste erfahren sofort, dass 15 Minuten Pause sind."
    await boss.says("sprache en")
    question = await boss.says("next")
    assert question.body == "End it now? 12 guests will be told at once that there is a break of 15 minutes."
    assert "Break until" in (await boss.taps("End it now")).title


async def test_the_same_tick_a_second_time_ends_no_other_round(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    question = await boss.says("weiter")
    await boss.taps("Beenden", question)
    await talking.do(c.Next(confirm=True))
    assert (await talking.now()).phase.round == 2
    late = await boss.taps("Beenden", question)
    assert late.title.startswith("Runde 2 von 3")
    assert (await talking.now()).phase.round == 2
    assert (await talking.now()).phase.step == "running"


async def test_a_message_that_comes_twice_is_acted_on_once(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    before = (await talking.now()).phase.deadline
    for _ in range(2):
        await boss.says("verlängern 2", id="same")
    assert (await talking.now()).phase.deadline == (before or 0) + 2 * MINUTE


async def test_ending_the_evening(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.running()
    assert (await boss.says("ende")).title == "Den Abend in Runde 1 von 3 beenden?"
    assert "12 Gäste" in boss.last.body
    await boss.taps("Lassen")
    assert (await talking.now()).phase.step == "running"
    await boss.says("/ende ok")
    assert (await talking.now()).phase.step == "running", "typed words confirm nothing"
    await boss.says("ende")
    assert (await boss.taps("Abend beenden")).title.endswith("Der Abend ist vorbei.")


async def test_beginning_with_few(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.do(c.Open())
    assert (await boss.says("los")).title == "Erst 0 von 12 sind da."
    assert (await boss.taps("Los")).title.startswith("12 Gäste")
    assert (await talking.now()).phase.step == "announced"


async def test_what_is_said_to_everybody_is_shown_first(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.guest("p1")
    text = "Das Buffet ist eröffnet. " + "ä" * 400
    question = await boss.says(f"sagen {text}")
    assert question.title == "Das 12 Gästen sagen? Zurücknehmen lässt es sich nicht."
    assert question.body == text
    assert (await talking.now()).said is None
    talking.restart()  # the process is another one now
    assert (await boss.taps("Senden", question)).title == f"Allen gesagt: {text}"
    assert (await talking.now()).said == text
    assert (await boss.taps("Senden", question)).title == "Dieser Text ist schon gesendet oder verworfen."
    assert (await boss.says("sagen")).title == "/sagen braucht noch: TEXT."
    assert (await boss.says("sagen " + "x" * 501)).title.startswith("Hinter das Wort gehört")


async def test_the_tick_for_one_text_never_sends_another(talking: Talking) -> None:
    boss = await talking.organiser()
    first = await boss.says("sagen Erstens")
    await boss.says("sagen Zweitens")
    asked = await boss.taps("Senden", first)
    assert asked.body == "Zweitens"
    assert (await talking.now()).said is None
    await boss.taps("Senden", asked)
    assert (await talking.now()).said == "Zweitens"


async def test_taking_back_names_the_act(talking: Talking) -> None:
    boss = await talking.organiser()
    assert (await boss.says("rückgängig")).title == "/liste von 09:00 zurücknehmen?"
    await boss.says("öffnen")
    first = await boss.says("rückgängig")
    assert first.title == "/oeffnen von 09:00 zurücknehmen?"
    await boss.says("getrennt Ott; Kaya")
    asked = await boss.taps("Zurücknehmen", first)
    assert asked.title == "/getrennt von 09:00 zurücknehmen?", "the button was for the act before"
    assert (await boss.taps("Zurücknehmen", asked)).title.startswith("/getrennt ist zurückgenommen.")
    assert (await talking.now()).apart == ()


async def test_a_table_with_people_is_closed_after_a_tick(talking: Talking) -> None:
    boss = await talking.organiser()
    await talking.do(c.Configure({"tables": 4}))
    await talking.running()
    question = await boss.says("Zu 1!")
    assert question.title == "Tisch 1 schließen?"
    assert question.body.startswith("4 Gäste wechseln sofort den Platz:\nTisch 4: Sabine Beyer, ")
    assert (await talking.now()).closed == ()
    await boss.taps("Schließen")
    assert (await talking.now()).closed == ("1",)


async def test_an_old_button_says_where_to_be_now(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await talking.running()
    old = await guest.says("leer")
    text = old.buttons[0][0].text
    talking.ms += 8 * MINUTE
    await talking.do(c.Next(confirm=True))
    await talking.do(c.Next(confirm=True))
    now = await talking.now()
    seating = now.phase.seating
    assert seating is not None
    before = {person: slot.presence for person, slot in now.people.items()}
    answer = await guest.taps(text, old)
    assert answer.title == f"Diese Runde ist vorbei. Ihr Tisch jetzt: {seating.table_of('p1')}."
    assert {person: slot.presence for person, slot in (await talking.now()).people.items()} == before


async def test_buttons_of_another_version_are_old_ones(talking: Talking) -> None:
    guest, boss = await talking.guest("p1"), await talking.organiser()
    await talking.running()
    for alien in ("9|pause|", "7|next ok|r1.x", "a|b|c|d", "|", "1|+|"):
        assert (await guest.says(alien, tapped=True)).title.startswith("Diese Runde ist vorbei.")
        assert (await boss.says(alien, tapped=True)).title.startswith("Runde 1 von 3")
    assert (await talking.now()).people["p1"].presence == "here"


async def test_an_old_tick_to_delete_everything_asks_again(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await talking.all_here()
    question = await guest.says("vergiss")
    await talking.do(c.Begin(confirm=True))
    again = await guest.taps("Alles löschen", question)
    assert again.title == "Alles über Sie löschen?"
    assert (await guest.says(data("forget ok"), tapped=True)).title == "Alles über Sie löschen?"
    assert (await talking.now()).people["p1"].forgotten is False
