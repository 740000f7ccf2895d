"""Organisers look at matches in the chat, strike out and add with a tap; guests say whether they may be named."""

import pytest

from service.evening import commands as c
from service.evening.matching import Match, Matching
from tests.bot.conversation.talking import Talking


@pytest.fixture
async def matched(talking: Talking) -> Talking:
    """Eight of twelve guests seek what the next one offers."""
    await talking.set_up()
    await talking.do(c.Open())
    for n in range(1, 9):
        seeks, offers = f"Gesuch Nummer {n}", f"Angebot Nummer {n}"
        words = c.ChangeProfile(f"p{n}", seeks=seeks, offers=offers)
        await talking.evenings.execute(talking.id, words, by=f"p{n}")
    found = tuple(Match(f"p{n}", f"p{n + 1}", 1 - n / 20, 0, 0) for n in range(1, 8))
    await talking.evenings.execute(
        talking.id, c.TakeMatches(Matching(found, unmet=(("p8", 0),))), by="matcher"
    )
    return talking


async def test_the_best_stand_first_and_fit_on_one_screen(matched: Talking) -> None:
    boss = await matched.organiser()
    told = await boss.says("/treffer")
    assert told.title == "7 Treffer: wer sucht, was andere bieten"
    lines = told.body.splitlines()
    assert lines[0] == "1. Sabine Beyer sucht: „Gesuch Nummer 1“ – Tom Berger bietet: „Angebot Nummer 2“"
    assert len(lines) == 6
    assert boss.buttons == [*(f"{n} streichen" for n in range(1, 7)), "Weitere Treffer"]
    more = await boss.taps("Weitere Treffer")
    assert more.body.startswith("7. Karsten Ott sucht: „Gesuch Nummer 7“")


async def test_a_tap_strikes_out_and_another_takes_up_again(matched: Talking) -> None:
    boss = await matched.organiser()
    await boss.says("/treffer")
    struck = await boss.taps("1 streichen")
    assert struck.title == "Sabine Beyer und Tom Berger: Der Treffer ist gestrichen."
    assert boss.buttons == ["Wieder aufnehmen", "Alle Treffer"]
    again = await boss.taps("Wieder aufnehmen")
    assert again.title == "Sabine Beyer sucht, was Tom Berger bietet: Der Plan setzt beide einmal zusammen."


async def test_with_a_name_only_theirs_are_shown(matched: Talking) -> None:
    boss = await matched.organiser()
    told = await boss.says("/treffer Roth")
    assert told.title == "2 Treffer für Ines Roth"
    nobody = await boss.says("/treffer Jahn")
    assert nobody.title == "Zu Ulrike Jahn passt noch niemand."


async def test_the_round_in_which_two_meet_stands_behind(matched: Talking) -> None:
    boss = await matched.organiser()
    await matched.do(c.MakePlan())
    told = await boss.says("/treffer")
    assert "(Runde " in told.body


async def test_what_cannot_be_is_said_with_what_can(matched: Talking) -> None:
    boss = await matched.organiser()
    told = await boss.says("/streichen Kühn; Jahn")
    assert told.title == "Beate Kühn und Ulrike Jahn sind kein Treffer. Alle: /treffer"
    twice = await boss.says("/passt Kühn; Jahn")
    assert "Beate Kühn sucht, was Ulrike Jahn bietet" in twice.title
    assert (
        await boss.says("/passt Kühn; Jahn")
    ).title == "Beate Kühn und Ulrike Jahn sind schon ein Treffer."


async def test_what_nobody_offers_is_a_list_of_whom_to_invite(matched: Talking) -> None:
    boss = await matched.organiser()
    told = await boss.says("/einladen")
    assert told.title == "Das bietet hier niemand:"
    assert told.body.splitlines() == [
        "Ömer Yildiz (Yildiz e.K.): „Gesuch Nummer 8“",
        "Kennen Sie jemanden? Dann nächstes Mal einladen.",
    ]


async def test_whoever_checks_in_is_asked_once_whether_they_may_be_named(matched: Talking) -> None:
    guest = await matched.guest("p1")
    asked = await guest.says("hier")
    assert asked.title == "Schön, dass Sie da sind."
    assert "mit Ihrem Namen" in asked.body
    thanks = await guest.taps("Ja, gern")
    assert thanks.title == "Danke."
    assert (await matched.now()).people["p1"].shares is True
    await guest.says("pause")
    back = await guest.says("zurück")
    assert "mit Ihrem Namen" not in back.body


async def test_who_seeks_and_offers_nothing_is_not_asked(matched: Talking) -> None:
    guest = await matched.guest("p12")
    assert "Namen" not in (await guest.says("hier")).text


@pytest.mark.parametrize(
    ("said", "holds"), [("ja", True), ("Ja gern", True), ("nein", False), ("lieber nicht", False)]
)
async def test_consent_is_typed_as_people_say_it(said: str, holds: bool, matched: Talking) -> None:
    guest = await matched.guest("p1")
    await guest.says(f"/nennen {said}")
    assert (await matched.now()).people["p1"].shares is holds
    now = await guest.says("/nennen")
    assert ("Im Moment: ja." if holds else "Im Moment: nein.") in now.body
    assert ("Mit Ihrem Namen: ja." if holds else "Mit Ihrem Namen: nein.") in (await guest.says("/ich")).body


async def test_in_english(matched: Talking) -> None:
    guest = await matched.guest("p1", language="en")
    await guest.says("/language en")
    asked = await guest.says("/share")
    assert (
        asked.title == "May I tell those it concerns at your table what you seek and offer, with your name?"
    )
    assert guest.buttons == ["Yes, gladly", "Rather not"]
