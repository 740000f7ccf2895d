"""All seatings of a tiny problem, straight from the contract's text, and which wishes each of them breaks.

Shares nothing with the scheduler but its problems and the reasons it names.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise, product

from scheduler import Problem
from scheduler.problem import Limited
from scheduler.reasons import (
    Apart,
    Closed,
    FixedSeat,
    Groups,
    Host,
    Inseparable,
    Reason,
    Stations,
    TableNeeds,
    TableSeats,
)

Places = dict[str, str]
"""Where everybody is in a round: a table's id, or `~0`, `~1` ...: those who rest, by whom they rest with."""

Visits = frozenset[tuple[str, str]]
"""Who has sat at which station."""


def fewest_rests(problem: Problem) -> int | None:
    """How many rest in all in a legal plan with the fewest rests; None where there is no legal plan."""
    served = _fewest(problem, stations=True)
    if all(table.topic for number in _rounds(problem) for table in _open(problem, number)):
        # More rounds than such tables can serve: nobody rests only because of stations.
        return served if served == _fewest(problem, stations=False) else None
    return served


def fewest_repeats(problem: Problem) -> int | None:
    """The fewest repeats of a legal plan, one with the fewest rests; None where there is none."""
    rests = fewest_rests(problem)
    if rests is None:
        return None
    forced = {pair for number in _rounds(problem) for pair in _forced(problem, number)}
    met = frozenset(frozenset(pair) for pair in problem.met)
    best: dict[tuple[Visits, frozenset[frozenset[str]], int], int] = {(frozenset(), met, 0): 0}
    for number in _rounds(problem):
        after: dict[tuple[Visits, frozenset[frozenset[str]], int], int] = {}
        for places in _legal(problem, number):
            pairs = frozenset(
                frozenset(pair)
                for pair in combinations(places, 2)
                if places[pair[0]] == places[pair[1]] and places[pair[0]][0] != "~"
            )
            resting = sum(place[0] == "~" for place in places.values())
            visits = _visits(problem, number, places)
            for (before, known, rested), repeats in best.items():
                if rested + resting <= rests and before.isdisjoint(visits):
                    key = before | visits, known | pairs, rested + resting
                    again = repeats + len((known & pairs) - forced)
                    after[key] = min(again, after.get(key, again))
        best = after
    return min(repeats for (_, _, rested), repeats in best.items() if rested == rests)


def smallest_conflict(problem: Problem) -> int:
    """How many wishes the smallest set has that cannot all hold, where no plan is legal."""
    broken = _ways_to_break(problem)
    wishes = list({wish for way in broken for wish in way})
    for size in range(1, len(wishes) + 1):
        if any(conflict(broken, set(chosen)) for chosen in combinations(wishes, size)):
            return size
    raise AssertionError("there is a plan")


def conflict(broken: set[frozenset[Reason]], wishes: set[Reason]) -> bool:
    """Whether every way to seat people breaks one of `wishes`."""
    return all(way & wishes for way in broken)


def ways_to_break(problem: Problem) -> set[frozenset[Reason]]:
    """The sets of wishes that plans break; of a plan that breaks what another does and more, nothing is said."""
    return _ways_to_break(problem)


def _ways_to_break(problem: Problem) -> set[frozenset[Reason]]:
    enough = None
    pure = all(table.topic for number in _rounds(problem) for table in _open(problem, number))
    if pure and _fewest(problem, stations=False) is not None:
        enough = _fewest(problem, stations=False)
    stations = Stations(problem.rounds, sum(table.topic is not None for table in problem.tables))
    ways: set[tuple[frozenset[Reason], Visits, int]] = {(frozenset(), frozenset(), 0)}
    for number in _rounds(problem):
        seatings = _few(
            {
                (
                    _broken(problem, number, places),
                    _visits(problem, number, places),
                    sum(places[person][0] == "~" for person in _present(problem, number)),
                )
                for places in _seatings(problem, number, closed=True)
            }
        )
        ways = _few(
            {
                (
                    before | broken | ({stations} if visited & visits else set()),
                    visited | visits,
                    rested + resting,
                )
                for before, visited, rested in ways
                for broken, visits, resting in seatings
                if enough is None or rested + resting <= enough
            }
        )
    found = {broken for broken, _, _ in ways}
    return {way for way in found if not any(other < way for other in found)}


def _few(
    ways: set[tuple[frozenset[Reason], Visits, int]],
) -> set[tuple[frozenset[Reason], Visits, int]]:
    """Those than which no other is better in every respect."""
    kept: list[tuple[frozenset[Reason], Visits, int]] = []
    for way in sorted(ways, key=lambda way: (len(way[0]), len(way[1]), way[2], repr(way))):
        if not any(one[0] <= way[0] and one[1] <= way[1] and one[2] <= way[2] for one in kept):
            kept.append(way)
    return set(kept)


def _fewest(problem: Problem, *, stations: bool) -> int | None:
    ways: dict[Visits, int] = {frozenset(): 0}
    for number in _rounds(problem):
        after: dict[Visits, int] = {}
        for places in _legal(problem, number):
            visits = _visits(problem, number, places) if stations else frozenset()
            resting = sum(place[0] == "~" for place in places.values())
            for visited, rested in ways.items():
                if visited.isdisjoint(visits):
                    key = visited | visits
                    after[key] = min(rested + resting, after.get(key, rested + resting))
        ways = after
    return min(ways.values(), default=None)


def _legal(problem: Problem, number: int) -> list[Places]:
    """The seatings of one round that break nothing, who rests with whom left out of account."""
    found = {}
    for places in _seatings(problem, number, closed=False):
        if not _broken(problem, number, places):
            known = {person: places[person] for person in _present(problem, number)}
            found[tuple(place if place[0] != "~" else "~" for place in known.values())] = known
    return list(found.values())


def _rounds(problem: Problem) -> range:
    return range(1, problem.rounds + 1)


def _open(problem: Problem, number: int) -> list[object]:
    return [table for table in problem.tables if number not in table.closed]


def _present(problem: Problem, number: int) -> list[str]:
    return [person.id for person in problem.people if number not in person.absent]


def _pairs(
    wishes: tuple[object, ...], number: int, rounds: int
) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    for wish in wishes:
        if isinstance(wish, Limited):
            held = tuple(sorted({one for one in wish.rounds if one <= rounds}))
            if number in held:
                one, other = sorted(wish.people)
                yield one, other, held if len(held) < rounds else ()
        else:
            one, other = sorted(wish)
            yield one, other, ()


def _seatings(problem: Problem, number: int, *, closed: bool) -> Iterator[Places]:
    """Everywhere everybody can be, also somebody absent who holds a chain of inseparable people together."""
    people = _present(problem, number)
    linked = {person for pair in _pairs(problem.inseparable, number, problem.rounds) for person in pair[:2]}
    ghosts = [person for person in sorted(linked) if person not in people]
    tables = [table.id for table in problem.tables if closed or number not in table.closed]
    alone = not linked
    for chosen in product([*tables, "~"], repeat=len(people) + len(ghosts)):
        places = dict(zip([*people, *ghosts], chosen, strict=True))
        resting = [person for person, place in places.items() if place == "~"]
        for circles in [[resting]] if alone else _partitions(resting):
            for name, circle in enumerate(circles):
                places |= dict.fromkeys(circle, f"~{name}")
            yield dict(places)


def _partitions(people: list[str]) -> Iterator[list[list[str]]]:
    if not people:
        yield []
        return
    first, *others = people
    for circles in _partitions(others):
        yield [[first], *circles]
        for place in range(len(circles)):
            yield [*circles[:place], [first, *circles[place]], *circles[place + 1 :]]


def _broken(problem: Problem, number: int, places: Places) -> frozenset[Reason]:
    present = set(_present(problem, number))
    broken: set[Reason] = set()
    for person in problem.people:
        if person.id in present and person.table is not None and places[person.id] != person.table:
            broken.add(FixedSeat((person.id,), person.table))
    for table in problem.tables:
        people = [person for person in present if places[person] == table.id]
        if number in table.closed:
            if people:
                broken.add(Closed(table.id, number))
        else:
            broken |= {
                Host((host,), table.id) for host in table.hosts if host in present and host not in people
            }
        if len(people) > table.max:
            broken.add(TableSeats(table.id, table.max))
        if 0 < len(people) < table.min:
            broken.add(TableNeeds(table.id, table.min))
        broken |= _uneven(problem, number, table.max, people)
    linked = any(_pairs(problem.inseparable, number, problem.rounds))
    for one, other, rounds in _pairs(problem.apart, number, problem.rounds):
        together = one in present and other in present and places[one] == places[other]
        if together and (linked or places[one][0] != "~"):
            broken.add(Apart(one, other, rounds))
    for one, other, rounds in _pairs(problem.inseparable, number, problem.rounds):
        if places[one] != places[other]:
            broken.add(Inseparable((one, other), rounds))
    return frozenset(broken)


def _uneven(problem: Problem, number: int, most: int, people: list[str]) -> set[Reason]:
    """The groups of which too many or too few of `people` are."""
    group = {person.id: person.group for person in problem.people}
    groups = set(group.values()) - {None}
    present = _present(problem, number)
    broken: set[Reason] = set()
    for name in groups if len(groups) > 1 else ():
        here = sum(group[person] == name for person in people)
        if most == 2:
            wrong = here > 1
        else:
            share = sum(group[person] == name for person in present) * len(people) / max(1, len(present))
            wrong = not share - 1 < here < share + 1
        if wrong:
            broken.add(Groups(str(name)))
    return broken


def _visits(problem: Problem, number: int, places: Places) -> Visits:
    own = {person.id: person.table for person in problem.people}
    return frozenset(
        (person, table.id)
        for table in problem.tables
        if table.topic is not None
        for person in _present(problem, number)
        if places[person] == table.id and person not in table.hosts and own[person] != table.id
    )


def _forced(problem: Problem, number: int) -> set[frozenset[str]]:
    """The pairs whom inseparable chains, co-hosts and fixed seats bring to one table."""
    present = set(_present(problem, number))
    links = [pair[:2] for pair in _pairs(problem.inseparable, number, problem.rounds)]
    for table in problem.tables:
        fixed = [person.id for person in problem.people if person.table == table.id and person.id in present]
        if number not in table.closed:
            fixed += [host for host in table.hosts if host in present and host not in fixed]
            links += list(pairwise(fixed))
    chains: list[set[str]] = []
    for link in links:
        touched = [chain for chain in chains if chain & set(link)]
        chains = [chain for chain in chains if chain not in touched]
        chains.append(set(link).union(*touched))
    return {frozenset(pair) for chain in chains for pair in combinations(sorted(chain & present), 2)}
