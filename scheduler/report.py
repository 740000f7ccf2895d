"""What is known of a plan: what it reaches, what it costs, and what stands in the way of a better one."""

import msgspec

from scheduler.obstacles import Obstacle

PLACES = 6
"""Decimals of costs: weights are given by hand, what lies behind these is noise of the arithmetic."""


class Costs(msgspec.Struct, frozen=True, kw_only=True):
    """What each goal of a problem costs in a plan, in the units of its weights; 0 where a goal is reached or off."""

    repeat: float = 0.0
    together: float = 0.0
    seeks_offers: float = 0.0
    mix: float = 0.0
    same_organisation: float = 0.0
    topic: float = 0.0
    language: float = 0.0
    rest: float = 0.0
    walk: float = 0.0
    early: float = 0.0
    stability: float = 0.0

    @property
    def soft(self) -> float:
        """All goals but `repeat`, which no other goal is weighed against."""
        return round(self.total - self.repeat, PLACES)

    @property
    def total(self) -> float:
        """All goals together."""
        costs: dict[str, float] = msgspec.structs.asdict(self)
        return round(sum(costs.values()), PLACES)


class Rests(msgspec.Struct, frozen=True, kw_only=True):
    """The fewest and the most rests anybody has."""

    min: int
    max: int


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a plan reaches.

    `repeats` counts the meetings of pairs who met before, `repeats_bound` is a proved lower bound of it and
    `proved` says that the two are equal. `seconds` is the time the planning took, `seed` its seed.
    `broken` names the hard rules the plan breaks, one sentence each; a sound plan has none.

    `repeats_by_round` says how many of the repeats happen in which round; `alike` how often two of a kind share
    a table, by attribute or tag, `speechless` how often two without a common language do. `costs` is what every
    goal costs and `least` what it must cost in any plan. `obstacles` are reasons in
    the problem itself why there is no better plan. `construction` names the design that a plan was laid out by.
    """

    repeats: int
    repeats_bound: int
    distinct_meetings: int
    together_met: int
    together_asked: int
    matches_met: int
    matches_known: int
    rests: Rests
    seconds: float
    seed: int
    proved: bool
    broken: tuple[str, ...] = ()
    repeats_by_round: tuple[int, ...] = ()
    alike: dict[str, int] = {}
    speechless: int = 0
    costs: Costs = Costs()
    least: Costs = Costs()
    obstacles: tuple[Obstacle, ...] = ()
    construction: str | None = None

    @property
    def best(self) -> bool:
        """No plan is better: none has fewer repeats, and no other cost can fall but `early`, how soon wishes are met."""
        return self.proved and self.costs.soft - self.costs.early <= self.least.soft

    @property
    def fresh_rounds(self) -> int:
        """How many rounds pass before the first in which two meet again."""
        again = (place for place, repeats in enumerate(self.repeats_by_round) if repeats)
        return next(again, len(self.repeats_by_round))
