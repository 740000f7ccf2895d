"""What is measured stays the same, so that figures of different years can stand side by side."""

from hashlib import blake2b

import msgspec
import pytest

from benchmarks.instances import NAMED, named
from benchmarks.peers import peers
from benchmarks.records import records

FINGERPRINTS = {
    "irregular-23": "061a380ea4d338c1",
    "irregular-47": "b3a9c45c50885a9a",
    "irregular-120": "fd7e02f9bb572cb8",
    "irregular-480": "954aa9d8869e0a10",
    "full-47": "6c840b0504caf78d",
    "full-120": "2e8bb9a9ace87463",
}


@pytest.mark.parametrize("name", NAMED)
def test_an_instance_is_drawn_the_same_everywhere(name: str) -> None:
    problem = msgspec.json.encode(named(name))
    assert blake2b(problem, digest_size=8).hexdigest() == FINGERPRINTS[name]


def test_golf_is_named_by_tables_seats_and_rounds() -> None:
    problem = named("10-5-7")
    assert (len(problem.people), len(problem.tables), problem.rounds) == (50, 10, 7)
    assert {(table.min, table.max) for table in problem.tables} == {(5, 5)}


def test_what_others_reached_can_be_read() -> None:
    facts = records()
    assert len({(record.tables, record.seats) for record in facts}) == len(facts) == 64
    assert all(max(record.reach, record.published) <= record.upper_bound for record in facts)
    for instance, those in peers().items():
        assert len(named(instance).people) > 0
        assert any(peer.repeats is not None for peer in those)
