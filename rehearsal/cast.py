"""Who plays what: each guest's part in the evening, drawn by a seed."""

import random
from typing import Literal

import msgspec

LEAVING = 0.05
"""Share of the guests who go home before the end."""

PAUSING = 0.05
"""Share of the guests who sit out one round."""

NAPPING = 0.1
"""Share of the guests whose page loses its connection around a gong."""

EARLY = 0.5
"""Share of the guests who connect their phone at home; the others do it at the door."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one guest does.

    `comes` when, at the share `at` (0..1) of the check-in or, for late guests, of the talk in round `late_in`;
    `at_desk`: the organiser notes that they have come. `leaves_after`, `pauses_after` and `naps_in` are rounds;
    Whoever pauses misses the round before the coffee break and is back in it: in the middle of a round there
    may be one free chair in the hall, and whom one meets there is nobody's fault.
    """

    chat: bool
    early: bool
    comes: Literal["on_time", "late", "never"] = "on_time"
    at: float = 0.0
    late_in: int = 0
    at_desk: bool = False
    leaves_after: int | None = None
    pauses_after: int | None = None
    naps_in: int | None = None


def coffee_after(rounds: int) -> int | None:
    """Return the round the coffee break follows, None for an evening of one round."""
    return (rounds + 1) // 2 if rounds > 1 else None


def cast(people: int, *, rounds: int, no_show: float, late: float, seed: int) -> tuple[Part, ...]:
    """Draw a part for each of so many guests; `no_show` and `late` are shares of them."""
    chance = random.Random(f"cast {seed}")
    guests = list(range(people))
    chance.shuffle(guests)
    coffee = coffee_after(rounds)

    def draw(share: float, *, possible: bool = True) -> set[int]:
        number = min(round(people * share), len(guests)) if possible else 0
        return {guests.pop() for _ in range(number)}

    never, late_ones = draw(no_show), draw(late)
    leaving = draw(LEAVING, possible=rounds > 1)
    pausing = draw(PAUSING, possible=rounds > 2)
    at_desk = min(late_ones, default=None)
    chats = _half(people, chance)
    parts = []
    for guest in range(people):
        chat = guest in chats
        parts.append(
            Part(
                chat=chat,
                early=chance.random() < EARLY,
                comes="never" if guest in never else "late" if guest in late_ones else "on_time",
                at=chance.uniform(0.45, 0.75) if guest in late_ones else chance.random(),
                late_in=chance.randint(1, min(3, rounds)) if guest in late_ones else 0,
                at_desk=guest == at_desk,
                leaves_after=chance.randint(1, rounds - 1) if guest in leaving else None,
                pauses_after=coffee - 1 if coffee is not None and guest in pausing else None,
                naps_in=chance.randint(1, rounds) if not chat and chance.random() < 2 * NAPPING else None,
            )
        )
    return tuple(parts)


def _half(people: int, chance: random.Random) -> set[int]:
    return set(chance.sample(range(people), people // 2))
