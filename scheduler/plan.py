"""A plan: who sits where in every round, and what it reaches (`tischwechsel/plan@1`)."""

import msgspec

from scheduler.errors import ProblemInvalid

PLAN_FORMAT = "tischwechsel/plan@1"


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """The seating of one round, counted from 1: people by table id, and who rests. Empty tables are left out."""

    round: int
    tables: dict[str, tuple[str, ...]]
    resting: tuple[str, ...] = ()


class Rests(msgspec.Struct, frozen=True, kw_only=True):
    """The fewest and the most rests anybody has."""

    min: int
    max: int


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a plan reaches.

    `repeats` counts the meetings of pairs who met before, `repeats_bound` is a proved lower bound of it and
    `proved` says that the two are equal. `seconds` is the time the planning took, `seed` its seed.
    `broken` names the hard rules the plan breaks, one sentence each; a sound plan has none.
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


class Plan(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="format", tag=PLAN_FORMAT, omit_defaults=True
):
    """The seatings of all rounds, in their order; `report` is missing where nobody has counted yet."""

    rounds: tuple[Round, ...]
    report: Report | None = None


def read_plan(data: bytes) -> Plan:
    """Read a plan from JSON; raises `ProblemInvalid` (`not_json`, `not_a_plan`)."""
    try:
        return msgspec.json.decode(data, type=Plan)
    except msgspec.ValidationError as error:
        text, _, path = str(error).partition(" - at ")
        raise ProblemInvalid("not_a_plan", text, path.strip("`") or "$") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemInvalid("not_json", f"This is not JSON: {error}") from error
