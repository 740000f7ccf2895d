"""What a button carries fits every network and is read again as it was meant, or politely not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.buttons import Tap, data, is_tap, marked_person, person_mark, read_tap, step_of
from service.evening import Evening
from service.evening.state import Phase, Slot

RUNNING = Evening("abcdefghij", phase=Phase(step="running", round=12))


@given(st.text(), st.booleans())
def test_a_button_is_never_longer_than_a_network_takes(words: str, bound: bool) -> None:
    made = data(words.replace("\ud800", ""), RUNNING if bound else None)
    assert 1 <= len(made.encode("utf-8", "surrogatepass")) <= 64


@pytest.mark.parametrize(
    "words", ["here", "leave #12 after 4", "together #1000; #1001", "close 3 ok", "a|b", "say §0011"]
)
def test_words_and_step_come_back(words: str) -> None:
    assert read_tap(data(words)) == Tap(words, "")
    assert read_tap(data(words, RUNNING)) == Tap(words, step_of(RUNNING))


def test_what_does_not_fit_asks_for_the_rest() -> None:
    assert read_tap(data("close " + "x" * 60)).words == "close"
    assert read_tap(data("x" * 80)).words == ""


def test_buttons_of_other_versions_have_no_words() -> None:
    assert read_tap("2|next ok|r1.abc") == Tap("", "r1.abc")
    assert read_tap("was|auch") == Tap("")


def test_the_buttons_of_early_days_are_words_that_confirm_nothing() -> None:
    assert read_tap("here") == Tap("here")
    assert read_tap("next ok") == Tap("next")


def test_a_step_is_of_one_round_of_one_evening() -> None:
    other = Evening("klmnopqrst", phase=RUNNING.phase)
    later = Evening(RUNNING.id, phase=Phase(step="running", round=13))
    assert len({step_of(RUNNING), step_of(other), step_of(later)}) == 3


def test_what_people_type_is_no_button() -> None:
    assert is_tap(data("here"))
    assert not is_tap("1 | 2 | 3 Tische?")
    assert not is_tap("tisch 7")


def test_people_have_marks() -> None:
    evening = Evening("e", people={"a-very-long-id" * 4: Slot(17), "p2": Slot(2)})
    assert person_mark(evening, "p2") == "#2"
    assert marked_person(" #17 ", evening) == "a-very-long-id" * 4
    assert marked_person("#3", evening) is None
    assert marked_person("#²", evening) is None
    assert marked_person("17", evening) is None
