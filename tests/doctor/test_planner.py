"""The planner is tried in a process of its own."""

from doctor.planner import check
from tests.doctor.conftest import Examined

GOOD = """print('{"compiled": 0.4, "planned": 0.01, "repeats": 0}')"""


async def test_the_real_one_plans(case: Examined) -> None:
    (found,) = await check(case(), compiling=3600)
    assert (found.state, found.code) == ("stands", "fine")


async def test_one_that_had_to_be_compiled_first(case: Examined) -> None:
    (found,) = await check(case(), program=GOOD, compiling=0.1)
    assert (found.state, found.code) == ("look", "compiled_now")


async def test_one_that_fails_says_why(case: Examined) -> None:
    (found,) = await check(case(), program="raise SystemExit('no room for the cache.')")
    assert (found.state, found.code) == ("broken", "fails")
    assert "no room for the cache." in found.text


async def test_one_that_cannot_be_started(case: Examined) -> None:
    (found,) = await check(case(), python="/nowhere/python")
    assert (found.state, found.code) == ("broken", "cannot_start")
