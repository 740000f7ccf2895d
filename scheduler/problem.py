"""A problem: who is there, which tables stand where, and what is wished (`tischwechsel/problem@1`)."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from scheduler.errors import ProblemInvalid
from scheduler.plan import Plan

PROBLEM_FORMAT = "tischwechsel/problem@1"

Id = Annotated[str, msgspec.Meta(min_length=1)]
RoundNumber = Annotated[int, msgspec.Meta(ge=1)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Rounds = Annotated[int, msgspec.Meta(ge=1, le=1000)]
Weight = Annotated[float, msgspec.Meta(ge=0)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Pair = tuple[str, str]


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody to be seated. `absent` are rounds, `table` is where the person sits in every round."""

    id: Id
    name: str = ""
    organisation: str | None = None
    industry: str | None = None
    topics: tuple[str, ...] = ()
    offers: str | None = None
    seeks: str | None = None
    languages: tuple[str, ...] = ()
    group: str | None = None
    absent: tuple[RoundNumber, ...] = ()
    table: str | None = None
    tags: dict[str, str] = {}


class Table(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A table of `min` to `max` people, hosts included; with a `topic` it is a station. `at` is in metres."""

    id: Id
    min: Count
    max: Count
    topic: str | None = None
    hosts: tuple[str, ...] = ()
    closed: tuple[RoundNumber, ...] = ()
    at: tuple[float, float] | None = None


class Limited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wish about two people that holds in some rounds only."""

    people: Pair
    rounds: Annotated[tuple[RoundNumber, ...], msgspec.Meta(min_length=1)]


Wish = Pair | Limited


class Goals(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the soft goals cost when missed (see the contract); 0 switches one off."""

    repeat: Weight = 100
    together: Weight = 50
    seeks_offers: Weight = 10
    mix: dict[str, Weight] = msgspec.field(default_factory=lambda: {"industry": 5.0})
    same_organisation: Weight = 50
    topic: Weight = 5
    language: Weight = 20
    rest: Weight = 200
    walk: Weight = 0
    early: Weight = 1
    stability: Weight = 0


class Problem(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="format",
    tag=PROBLEM_FORMAT,
):
    """One planning task; everything it names exists, or `ProblemInvalid` is raised when it is made.

    `matches` are (seeker, offerer, weight 0..1), `None` where nobody has looked for them. `met` are pairs
    who met before, `previous` is a plan to stay near, `rested` says how often people have rested before round 1.
    """

    rounds: Rounds
    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    matches: tuple[tuple[str, str, Share], ...] | None = None
    met: tuple[Pair, ...] = ()
    apart: tuple[Wish, ...] = ()
    together: tuple[Wish, ...] = ()
    inseparable: tuple[Wish, ...] = ()
    goals: Goals = Goals()
    previous: Plan | None = None
    rested: dict[str, Count] = {}

    def __post_init__(self) -> None:
        _check_names(self)


def in_rounds(wishes: Iterable[Wish], rounds: int) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Each wish as its two people and the rounds, of `rounds`, in which it holds."""
    always = tuple(range(1, rounds + 1))
    for wish in wishes:
        if isinstance(wish, Limited):
            yield *wish.people, tuple(sorted({number for number in wish.rounds if number <= rounds}))
        else:
            yield *wish, always


def read_problem(data: bytes) -> Problem:
    """Read a problem from JSON; raises `ProblemInvalid`, whose `path` says where."""
    try:
        return msgspec.json.decode(data, type=Problem)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, ProblemInvalid):
            raise error.__cause__ from None
        text, _, path = str(error).partition(" - at ")
        raise ProblemInvalid("not_a_problem", text, path.strip("`") or "$") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemInvalid("not_json", f"This is not JSON: {error}") from error


def _check_names(problem: Problem) -> None:
    people = _unique((person.id for person in problem.people), "people", "Person")
    tables = _unique((table.id for table in problem.tables), "tables", "Table")
    for place, table in enumerate(problem.tables):
        path = f"$.tables[{place}]"
        if table.min > table.max:
            raise ProblemInvalid("size", f"Table {table.id} has min {table.min} above max {table.max}", path)
        for host in table.hosts:
            if host not in people:
                raise ProblemInvalid(
                    "unknown_person", f"Host {host} is not among the people", f"{path}.hosts"
                )
    for place, person in enumerate(problem.people):
        if person.table is not None and person.table not in tables:
            raise ProblemInvalid(
                "unknown_table",
                f"{person.id} sits at table {person.table}, which is not there",
                f"$.people[{place}].table",
            )
    for field in ("apart", "together", "inseparable"):
        for place, wish in enumerate(getattr(problem, field)):
            pair = wish.people if isinstance(wish, Limited) else wish
            _check_pair(pair, people, f"$.{field}[{place}]")
    for place, pair in enumerate(problem.met):
        _check_pair(pair, people, f"$.met[{place}]")
    for place, (seeker, offerer, _) in enumerate(problem.matches or ()):
        _check_pair((seeker, offerer), people, f"$.matches[{place}]")
    for rested in problem.rested:
        if rested not in people:
            raise ProblemInvalid("unknown_person", f"{rested} is not among the people", "$.rested")


def _unique(ids: Iterable[str], field: str, word: str) -> set[str]:
    known: set[str] = set()
    for place, identity in enumerate(ids):
        if identity in known:
            raise ProblemInvalid("twice", f"{word} {identity} is there twice", f"$.{field}[{place}].id")
        known.add(identity)
    return known


def _check_pair(pair: Pair, people: set[str], path: str) -> None:
    for one in pair:
        if one not in people:
            raise ProblemInvalid("unknown_person", f"{one} is not among the people", path)
    if pair[0] == pair[1]:
        raise ProblemInvalid("same_person", f"{pair[0]} is paired with themselves", path)
