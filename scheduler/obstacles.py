"""What in a problem itself stands in the way of a better plan, as facts that others put into words."""

from typing import Literal

import msgspec

Asked = Literal["together", "match"]
Because = Literal["absent", "apart", "tables"]


class NeverTogether(msgspec.Struct, frozen=True, tag_field="obstacle", tag="never_together"):
    """Two who were to meet and cannot, in none of the rounds their wish holds in.

    `absent`: one of them is always away. `apart`: they are kept apart whenever both are there. `tables`: rules
    seat them at two tables whenever both are there and may meet.
    """

    people: tuple[str, str]
    asked: Asked
    because: Because


class Crowd(msgspec.Struct, frozen=True, tag_field="obstacle", tag="crowd"):
    """More people of one kind than tables: in `rounds` rounds two of them must share one, `pairs` times in all.

    `people` and `tables` are those of the fullest such round.
    """

    field: str
    kind: str
    people: int
    tables: int
    rounds: int
    pairs: int


class Overfull(msgspec.Struct, frozen=True, tag_field="obstacle", tag="overfull"):
    """More people than the tables can seat: in `rounds` rounds somebody rests. Numbers are of the fullest of them."""

    people: int
    seats: int
    rounds: int


class ManyRounds(msgspec.Struct, frozen=True, tag_field="obstacle", tag="many_rounds"):
    """More rounds than can pass without a repeat: more than `most` are impossible, `known` are known to be possible.

    `known` is None where nobody has looked, as with tables of several sizes or people who are not always there.
    `tables` and `size` (of the largest) are what it holds for.
    """

    rounds: int
    most: int
    known: int | None
    people: int
    tables: int
    size: int


Obstacle = NeverTogether | Crowd | Overfull | ManyRounds
