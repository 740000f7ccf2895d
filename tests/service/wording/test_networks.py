"""A network in trouble, in the words an organiser reads: what it means for the guests of this evening."""

from typing import Any

import pytest
from msgspec.structs import replace

from service.evening import Evening
from service.evening.state import Organiser, Phase, Slot
from service.networks import NetworkStanding
from service.wording.networks import CALM, network_hints
from service.wording.refused import texts_of

TELEGRAM = NetworkStanding(name="telegram")
MATRIX = NetworkStanding(name="matrix")
EVENING = Evening(
    id="e",
    phase=Phase("running", round=2),
    people={
        "p1": Slot(1, channels=("telegram",)),
        "p2": Slot(2, channels=("matrix", "telegram")),
        "p3": Slot(3),
    },
)


def said(standing: NetworkStanding, evening: Evening = EVENING, language: str = "de") -> str | None:
    hints = network_hints(evening, (standing,), texts_of(evening, language))
    return " ".join((hints[0].text, hints[0].more)) if hints else None


def in_trouble(
    trouble: str, name: str = "telegram", *, people: tuple[str, ...] = (), **more: Any
) -> NetworkStanding:
    lasting = more.pop("lasting", 60_000)
    return NetworkStanding(
        name=name, trouble=trouble, lasting=lasting, waiting=len(people), people=frozenset(people), **more
    )


def test_who_waits_is_counted_and_what_goes_on_is_said() -> None:
    assert said(in_trouble("away", people=("p1", "p2"))) == (
        "Telegram ist gerade nicht erreichbar; 2 Gäste bekommen ihre Nachricht, sobald es wieder geht. "
        "Die Leinwand und die Webseiten gehen weiter."
    )
    assert said(in_trouble("away", "matrix", people=("p2",)), language="en") == (
        "The Matrix server cannot be reached right now; 1 guest gets their message as soon as it works again. "
        "The screen and the web pages go on."
    )


def test_an_organiser_who_waits_is_no_guest() -> None:
    assert said(in_trouble("away", people=("o1",))) == (
        "Telegram ist gerade nicht erreichbar. Die Leinwand und die Webseiten gehen weiter."
    )


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (in_trouble("conflict"), ["Ein zweites Programm benutzt denselben Telegram-Zugang.", "Beenden Sie"]),
        (in_trouble("token"), ["Telegram lässt uns nicht mehr hinein.", "TELEGRAM_TOKEN"]),
        (in_trouble("token", "matrix"), ["Der Matrix-Server lässt uns nicht", "MATRIX_ACCESS_TOKEN"]),
        (in_trouble("webhook"), ["Telegram erreicht uns nicht", "TELEGRAM_WEBHOOK_URL"]),
    ],
)
def test_what_somebody_can_mend_says_how(standing: NetworkStanding, words: list[str]) -> None:
    text = said(standing)
    assert text is not None
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (240_000, "Der Matrix-Server bremst uns: noch etwa 4 Minuten, bis alle Bescheid wissen."),
        (31_000, "Der Matrix-Server bremst uns: noch etwa 1 Minute, bis alle Bescheid wissen."),
        (None, "Der Matrix-Server bremst uns: Es dauert länger, bis alle Bescheid wissen."),
        (9_000, None),
    ],
)
def test_a_slow_network_says_about_how_long(left: int | None, words: str | None) -> None:
    text = said(replace(MATRIX, slow=True, waiting=40, people=frozenset({"p2"}), left=left))
    assert text == words if words is None else text is not None and text.startswith(words)


def test_a_network_nobody_of_this_evening_is_on_is_no_matter_of_theirs() -> None:
    away = in_trouble("away")
    nobody = replace(EVENING, people={"p3": Slot(3), "p4": Slot(4, presence="left", channels=("telegram",))})
    assert said(away, nobody) is None
    assert said(away, replace(nobody, organisers={"o1": Organiser("telegram")})) is not None
    assert said(in_trouble("away", people=("p3",)), nobody) is not None


def test_after_the_end_only_who_still_waits_counts() -> None:
    over = replace(EVENING, phase=Phase("ended"))
    assert said(in_trouble("away"), over) is None
    assert said(in_trouble("away", people=("p1",)), over) is not None


@pytest.mark.parametrize(
    "standing",
    [
        TELEGRAM,
        in_trouble("new"),
        in_trouble("away", people=("p1",), lasting=CALM - 1),
        replace(MATRIX, waiting=40, people=frozenset({"p2"})),
        replace(MATRIX, slow=True, left=60_000),
    ],
)
def test_what_is_well_new_short_or_has_nothing_waiting_is_worth_no_word(standing: NetworkStanding) -> None:
    assert said(standing) is None
