"""The small fields obey the laws."""

import pytest

from scheduler.construct.field import Field, field, prime_power


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 16, 25, 27, 49])
def test_a_field_obeys_the_laws(order: int) -> None:
    numbers = field(order)
    everyone = range(order)
    assert sorted(numbers.powers) == list(range(1, order))
    for one in everyone:
        assert numbers.plus(one, numbers.minus(one)) == 0
        assert numbers.times(one, 1) == one
        if one:
            assert {numbers.times(one, other) for other in everyone} == set(everyone)
        for other in everyone:
            third = (one + 2 * other + 1) % order
            left = numbers.times(third, numbers.plus(one, other))
            assert left == numbers.plus(numbers.times(third, one), numbers.times(third, other))
            assert numbers.times(one, numbers.times(other, third)) == numbers.times(
                numbers.times(one, other), third
            )


def test_there_is_no_field_of_six_elements() -> None:
    assert prime_power(6) is None
    assert prime_power(1) is None
    with pytest.raises(ValueError, match="6 elements"):
        Field(6)
