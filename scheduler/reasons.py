"""Why no plan can exist: the wishes in conflict as data; `str` says each in English, with ids."""

from collections.abc import Sequence

import msgspec

NAMED = 5
"""So many people are named, and one more; of longer rows the rest is counted."""


class _Reason(msgspec.Struct, frozen=True, tag_field="kind"):
    """One wish of a conflict, or a fact that makes it one."""


class FixedSeat(_Reason, frozen=True, tag="fixed_seat"):
    """`people` sit at `table` in every round (their `table`)."""

    people: tuple[str, ...]
    table: str

    def __str__(self) -> str:
        sit = "sits" if len(self.people) == 1 else "sit"
        return f"{_names(self.people)} always {sit} at table {self.table}"


class Host(_Reason, frozen=True, tag="host"):
    """`people` are among the hosts of `table`."""

    people: tuple[str, ...]
    table: str

    def __str__(self) -> str:
        are = "is a host" if len(self.people) == 1 else "are hosts"
        return f"{_names(self.people)} {are} of table {self.table}"


class TableSeats(_Reason, frozen=True, tag="table_seats"):
    """`table` takes `seats` people at most."""

    table: str
    seats: int

    def __str__(self) -> str:
        return f"Table {self.table} has {_number(self.seats, 'seat')}"


class TooFewSeats(_Reason, frozen=True, tag="too_few_seats"):
    """`table` has `seats` seats, but all of `people` are fixed to it in `round`, by whichever wishes."""

    table: str
    seats: int
    people: tuple[str, ...]
    round: int

    def __str__(self) -> str:
        fixed = len(self.people)
        return (
            f"Table {self.table} has {_number(self.seats, 'seat')} but {_people(fixed)} "
            f"{'is' if fixed == 1 else 'are'} fixed to it in round {self.round}"
        )


class TableNeeds(_Reason, frozen=True, tag="table_needs"):
    """`table` needs `least` people when it is used."""

    table: str
    least: int

    def __str__(self) -> str:
        return f"Table {self.table} needs at least {_people(self.least)}"


class PeopleThere(_Reason, frozen=True, tag="people_there"):
    """Nobody's wish, but what makes others a conflict: how many are there in `round`."""

    number: int
    round: int

    def __str__(self) -> str:
        return f"In round {self.round} {_people(self.number)} {'is' if self.number == 1 else 'are'} there"


class Closed(_Reason, frozen=True, tag="closed"):
    """`table` is closed in `round`."""

    table: str
    round: int

    def __str__(self) -> str:
        return f"Table {self.table} is closed in round {self.round}"


class Apart(_Reason, frozen=True, tag="apart"):
    """`one` and `other` never share a table; in `rounds` only, where it names any."""

    one: str
    other: str
    rounds: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.one} and {self.other} are to stay apart{_limits(self.rounds)}"


class Inseparable(_Reason, frozen=True, tag="inseparable"):
    """`people`, two or a chain of more, share table or rest; in `rounds` only, where it names any."""

    people: tuple[str, ...]
    rounds: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{_names(self.people)} are inseparable{_limits(self.rounds)}"


class Stations(_Reason, frozen=True, tag="stations"):
    """Nobody sits at a station twice, and there are so many rounds and stations."""

    rounds: int
    stations: int

    def __str__(self) -> str:
        only = "but only" if self.stations < self.rounds else "and"
        return (
            f"There are {_number(self.rounds, 'round')} {only} {_number(self.stations, 'station')}, "
            "and nobody sits at a station twice"
        )


class Groups(_Reason, frozen=True, tag="groups"):
    """Every table gets its share of `group`, and no pair is of one group."""

    group: str

    def __str__(self) -> str:
        return f"Every table gets its share of group {self.group}, and pairs are across groups"


class Broken(_Reason, frozen=True, tag="broken"):
    """A hard rule that the best plan found breaks, as the audit words it; nobody knows whether it must."""

    rule: str

    def __str__(self) -> str:
        return self.rule


Reason = (
    FixedSeat
    | Host
    | TableSeats
    | TooFewSeats
    | TableNeeds
    | PeopleThere
    | Closed
    | Apart
    | Inseparable
    | Stations
    | Groups
    | Broken
)


def counted_from(reason: Reason, first: int) -> Reason:
    """The reason with its rounds renumbered: what it calls round 1 is round `first`."""
    match reason:
        case TooFewSeats() | PeopleThere() | Closed():
            return msgspec.structs.replace(reason, round=reason.round + first - 1)
        case Apart() | Inseparable():
            rounds = tuple(number + first - 1 for number in reason.rounds)
            return msgspec.structs.replace(reason, rounds=rounds)
        case _:
            return reason


def _names(people: Sequence[str]) -> str:
    if len(people) > NAMED + 1:
        return f"{', '.join(people[:NAMED])} and {len(people) - NAMED} more"
    return f"{', '.join(people[:-1])} and {people[-1]}" if len(people) > 1 else people[0]


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _limits(rounds: Sequence[int]) -> str:
    if not rounds:
        return ""
    numbers = str(rounds[0]) if len(rounds) == 1 else _names([str(number) for number in rounds])
    return f" in round{'s' * (len(rounds) > 1)} {numbers}"
