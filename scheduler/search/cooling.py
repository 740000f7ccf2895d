"""How fast to cool: a run's temperatures, learnt from how many changes were taken at those of the run before.

Where most changes are taken a seating is still shapeless, where hardly any are it is frozen; in between it
settles, and there the time is well spent (after Lam and Delosme, "Performance of a New Annealing Schedule",
DAC 1988, who hold the share of changes taken at a useful level).
"""

from collections.abc import Iterator, Sequence

import msgspec

LEVELS = 48
LAST_LEVELS = 8
LAST_SHARE = 0.05
MANY, HARDLY_ANY = 0.03, 0.0005
"""Shares of changes taken, between which a seating settles."""


class Level(msgspec.Struct, frozen=True):
    """A temperature, in units of cost, and the share of a run's moves tried at it; `last` is the final freezing."""

    temperature: float
    share: float
    last: bool


def from_hot_to_cold(hot: float, cold: float) -> tuple[Level, ...]:
    """Levels from `hot` to `cold`, each the same part cooler than the one before."""
    ratio = (cold / hot) ** (1 / (LEVELS - 1))
    return tuple(Level(hot * ratio**step, 1 / LEVELS, step >= LEVELS - LAST_LEVELS) for step in range(LEVELS))


def where_it_settles(levels: Sequence[Level], taken: Sequence[float]) -> tuple[Level, ...]:
    """The next run's levels, after a run in which `taken` (0 to 1, for each level) of the changes were taken."""
    hot = next(
        (level.temperature for level, share in zip(levels, taken, strict=True) if share < MANY),
        levels[-1].temperature,
    )
    coldest = levels[-1].temperature
    frozen = (level.temperature for level, share in zip(levels, taken, strict=True) if share < HARDLY_ANY)
    cold = max(coldest, next(frozen, coldest))
    hot = max(hot, 1.5 * cold)
    return (*_slowly(hot, cold), *_at_last(cold, coldest))


def _slowly(hot: float, cold: float) -> Iterator[Level]:
    steps = LEVELS - LAST_LEVELS
    for step in range(steps):
        yield Level(hot * (cold / hot) ** (step / (steps - 1)), (1 - LAST_SHARE) / steps, False)


def _at_last(cold: float, coldest: float) -> Iterator[Level]:
    for step in range(1, LAST_LEVELS + 1):
        yield Level(cold * (coldest / cold) ** (step / LAST_LEVELS), LAST_SHARE / LAST_LEVELS, True)
