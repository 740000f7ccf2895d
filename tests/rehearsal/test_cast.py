"""Who plays what is drawn by the seed, in the shares that were asked for."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rehearsal.cast import cast, coffee_after


def test_the_same_seed_gives_the_same_parts() -> None:
    parts = [cast(50, rounds=7, no_show=0.06, late=0.08, seed=seed) for seed in (1, 1, 2)]
    assert parts[0] == parts[1] != parts[2]


def test_shares_are_kept() -> None:
    parts = cast(50, rounds=7, no_show=0.06, late=0.08, seed=1)
    assert Counter(part.comes for part in parts) == {"on_time": 43, "late": 4, "never": 3}
    assert sum(part.chat for part in parts) == 25
    assert sum(part.at_desk for part in parts) == 1


@given(
    people=st.integers(2, 80),
    rounds=st.integers(1, 12),
    no_show=st.floats(0, 0.9),
    late=st.floats(0, 0.9),
    seed=st.integers(0, 1000),
)
def test_every_part_can_be_played(people: int, rounds: int, no_show: float, late: float, seed: int) -> None:
    coffee = coffee_after(rounds)
    assert coffee is None or 1 <= coffee < rounds
    for part in cast(people, rounds=rounds, no_show=no_show, late=late, seed=seed):
        assert (part.comes == "late") == (1 <= part.late_in <= min(3, rounds))
        assert part.leaves_after is None or 1 <= part.leaves_after < rounds
        if part.pauses_after is not None:
            assert part.comes == "on_time"
            assert 1 <= part.pauses_after == (coffee or 0) - 1
