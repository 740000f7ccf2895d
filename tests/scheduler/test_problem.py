"""Problems and plans are read as the contract writes them; what is wrong is said with its place."""

import json

import msgspec
import pytest

from scheduler import (
    Goals,
    Limited,
    ProblemInvalid,
    counting_bound,
    even_tables,
    plan,
    read_plan,
    read_problem,
)
from tests.scheduler.problems import golf

WHOLE = {
    "format": "tischwechsel/problem@1",
    "rounds": 8,
    "people": [
        {
            "id": "p1", "name": "Sabine Beispiel", "organisation": "Beispiel GmbH", "industry": "Werkzeugbau",
            "topics": ["Digitalisierung"], "offers": "Sonderwerkzeuge", "seeks": "Beschichter",
            "languages": ["de"], "group": None, "absent": [1], "table": None, "tags": {"first_timer": "yes"},
        },
        *({"id": f"p{number}"} for number in range(2, 7)),
    ],
    "tables": [{"id": "1", "min": 4, "max": 5, "topic": None, "hosts": [], "closed": [], "at": [1.5, 2]}],
    "matches": [["p1", "p2", 0.8]],
    "met": [["p1", "p2"]],
    "apart": [["p1", "p3"], {"people": ["p2", "p3"], "rounds": [1, 2]}],
    "together": [["p1", "p4"]],
    "inseparable": [["p5", "p6"]],
    "goals": {"mix": {"industry": 7}, "walk": 3},
}  # fmt: skip


def test_every_field_of_the_contract_is_read() -> None:
    problem = read_problem(json.dumps(WHOLE).encode())
    assert problem.people[0].absent == (1,)
    assert problem.apart[1] == Limited(people=("p2", "p3"), rounds=(1, 2))
    assert problem.goals == Goals(mix={"industry": 7.0}, walk=3)
    assert problem.goals.repeat == 100
    assert read_problem(msgspec.json.encode(problem)) == problem


def test_little_is_needed() -> None:
    problem = read_problem(
        b'{"rounds": 1, "people": [{"id": "a"}], "tables": [{"id": "1", "min": 1, "max": 2}]}'
    )
    assert problem.goals == Goals()
    assert problem.matches is None


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"format": "tischwechsel/problem@2"}, "not_a_problem", "$.format"),
        ({"rounds": 0}, "not_a_problem", "$.rounds"),
        ({"peopel": []}, "not_a_problem", "$"),
        ({"people": [{"id": "p1"}, {"id": "p1"}]}, "twice", "$.people[1].id"),
        ({"tables": [{"id": "1", "min": 6, "max": 5}]}, "size", "$.tables[0]"),
        (
            {"tables": [{"id": "1", "min": 1, "max": 5, "hosts": ["x"]}]},
            "unknown_person",
            "$.tables[0].hosts",
        ),
        (
            {"people": [{"id": f"p{number}", "table": "9"} for number in range(1, 7)]},
            "unknown_table",
            "$.people[0].table",
        ),
        ({"met": [["p1", "x"]]}, "unknown_person", "$.met[0]"),
        ({"apart": [["p1", "p1"]]}, "same_person", "$.apart[0]"),
        ({"matches": [["p1", "p2", 2]]}, "not_a_problem", "$.matches[0][2]"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(change: dict[str, object], code: str, path: str) -> None:
    with pytest.raises(ProblemInvalid) as caught:
        read_problem(json.dumps(WHOLE | change).encode())
    assert (caught.value.code, caught.value.path) == (code, path)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ProblemInvalid) as caught:
        read_problem(data)
    assert caught.value.code == "not_json"


def test_a_plan_is_written_and_read_as_the_contract_says() -> None:
    made = plan(golf(2, 3, 1), iterations=10)
    written = json.loads(msgspec.json.encode(made))
    assert written["format"] == "tischwechsel/plan@1"
    assert set(written["rounds"][0]) == {"round", "tables", "resting"}
    assert set(written["report"]) >= {
        "repeats", "repeats_bound", "distinct_meetings", "together_met", "together_asked", "matches_met",
        "matches_known", "rests", "seconds", "seed", "proved",
    }  # fmt: skip
    assert read_plan(msgspec.json.encode(made)) == made
    with pytest.raises(ProblemInvalid, match="rounds"):
        read_plan(b"{}")


@pytest.mark.parametrize(
    ("people", "wanted", "sizes"),
    [
        (47, {"tables": 10}, [(4, 5)] * 10),
        (50, {"size": 5}, [(5, 5)] * 10),
        (48, {"size": 5}, [(4, 5)] * 10),
        (12, {}, [(4, 4)] * 3),
        (9, {"size": 2}, [(2, 2)] * 4),
        (0, {"size": 4}, []),
    ],
)
def test_even_tables_differ_by_one_seat_at_most(
    people: int, wanted: dict[str, int], sizes: list[tuple[int, int]]
) -> None:
    tables = even_tables(people, **wanted)
    assert [(table.min, table.max) for table in tables] == sizes
    assert [table.id for table in tables] == [str(number + 1) for number in range(len(sizes))]


@pytest.mark.parametrize("wanted", [{"tables": 0}, {"size": 1}, {"tables": 2, "size": 3}])
def test_impossible_tables_are_refused(wanted: dict[str, int]) -> None:
    with pytest.raises(ProblemInvalid):
        even_tables(10, **wanted)


@pytest.mark.parametrize(
    ("tables", "size", "rounds", "bound"),
    [
        (10, 5, 12, 0),
        (10, 5, 13, 75),  # 52 table mates, 49 others
        (4, 4, 5, 0),
        (4, 4, 6, 24),
        (3, 4, 2, 3),  # four people over three tables: one pair stays together, three times
        (2, 2, 4, 2),
    ],
)
def test_the_bound_counts_table_mates_and_pigeonholes(
    tables: int, size: int, rounds: int, bound: int
) -> None:
    assert counting_bound(golf(tables, size, rounds)) == bound


def test_history_raises_the_bound() -> None:
    problem = golf(2, 2, 2)
    assert counting_bound(problem) == 0
    assert counting_bound(msgspec.structs.replace(problem, met=(("p0", "p1"), ("p2", "p3")), rounds=3)) == 2
