"""A plan: who sits where in every round (`tischwechsel/plan@1`)."""

import msgspec

from scheduler.errors import ProblemInvalid
from scheduler.report import Report

PLAN_FORMAT = "tischwechsel/plan@1"


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """The seating of one round, counted from 1: people by table id, and who rests. Empty tables are left out."""

    round: int
    tables: dict[str, tuple[str, ...]]
    resting: tuple[str, ...] = ()


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
