"""What in a problem itself stands in the way of a better plan, as facts that others put into words."""

from typing import Literal

import msgspec

Asked = Literal["together", "match"]
Because = Literal["absent", "apart", "group", "tables"]


class NeverTogether(msgspec.Struct, frozen=True, tag_field="obstacle", tag="never_together"):
    """Two who were to meet and cannot, in none of the rounds their wish holds in.

    `absent`: they are never there together. Else what holds in the last round in which both are: `apart`: they
    are kept apart. `group`: pairs are made across groups, and theirs is the same. `tables`: rules seat them at
    two tables.
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
    """More rounds than can pass, or are known to pass, without a repeat.

    `possible` rounds are known to be possible, more than `most` are impossible; None where that is not known.
    `tables` and `size`, that of the largest, are what they hold for.
    """

    people: int
    tables: int
    size: int
    possible: int | None
    most: int | None


Obstacle = NeverTogether | Crowd | Overfull | ManyRounds
