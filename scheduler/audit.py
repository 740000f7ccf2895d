"""The independent recount of a plan: everything from scratch, with sets and counters, nothing from the search."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from scheduler.best_possible import best_possible
from scheduler.bound import counting_bound
from scheduler.costs import count_repeats, like_pairs, speechless_pairs, weigh
from scheduler.layout import Span, most_seated
from scheduler.many_rounds import many_rounds
from scheduler.plan import Plan, Round
from scheduler.problem import Problem
from scheduler.recount import Facts, Recount, chains, recount, seating_of, sorted_pair, wish_of
from scheduler.report import Report, Rests
from scheduler.round_limits import rests_at_most

PAIR = 2


def audit(problem: Problem, plan: Plan) -> Report:
    """Recount what `plan` reaches for `problem`, and name in `broken` every hard rule it breaks.

    `seconds`, `seed` and `construction` are taken over from the plan's own report. That fewer could rest is only said where
    it is certain: by the tables' sizes alone, or because somebody resting could just sit down.
    """
    counted = recount(problem, plan)
    facts = counted.facts
    rounds = {one.round: one for one in plan.rounds}
    broken = [*_numbering(problem, plan)]
    visits: dict[tuple[str, str], list[int]] = {}
    for number in range(1, problem.rounds + 1):
        one = rounds.get(number)
        if one is not None:
            broken += _seats(facts, one)
            broken += _sizes(facts, one)
            broken += _tied(facts, one)
            broken += _pairs(problem, facts, one)
            broken += _groups(facts, one)
            _visit(facts, one, visits)
    for (person, table), numbers in visits.items():
        if len(numbers) > 1:
            broken.append(f"{person} sits at station {table} in rounds {_list(numbers)}")
    for number in range(1, problem.rounds + 1):
        if number in rounds:
            broken += _rests(problem, facts, rounds[number], visits)
    return _report(problem, plan, counted, tuple(broken))


def _report(problem: Problem, plan: Plan, counted: Recount, broken: tuple[str, ...]) -> Report:
    rounds, met = counted.rounds, counted.met
    resting = Counter(person for one in rounds for person in one.resting)
    rests = [
        resting[person]
        for person, absent in counted.facts.absent.items()
        if any(number not in absent for number in range(1, problem.rounds + 1))
    ]
    together = [
        any(not limits or number in limits for number in met.get(pair, ()))
        for pair, limits in map(wish_of, problem.together)
    ]
    matches = [sorted_pair(seeker, offerer) in met for seeker, offerer, _ in problem.matches or ()]
    complete = len(rounds) == problem.rounds
    repeats = count_repeats(problem, counted)
    most_resting = rests_at_most(problem, counted)
    bound = counting_bound(problem, most_resting) if complete else 0
    best = best_possible(problem, counted)
    rounds_at_most = many_rounds(problem, most_resting, bound) if repeats and complete else None
    own = plan.report
    return Report(
        repeats=repeats,
        repeats_bound=bound,
        distinct_meetings=len(met),
        together_met=sum(together),
        together_asked=len(together),
        matches_met=sum(matches),
        matches_known=len(matches),
        rests=Rests(min=min(rests, default=0), max=max(rests, default=0)),
        seconds=own.seconds if own else 0.0,
        seed=own.seed if own else 0,
        proved=not broken and repeats == bound,
        broken=broken,
        repeats_by_round=_by_round(problem, counted),
        alike=like_pairs(problem, counted),
        speechless=speechless_pairs(problem, counted),
        costs=weigh(problem, counted),
        least=msgspec.structs.replace(best.least, repeat=problem.goals.repeat * bound),
        obstacles=(*((rounds_at_most,) if rounds_at_most else ()), *best.obstacles),
        construction=own.construction if own else None,
    )


def _by_round(problem: Problem, counted: Recount) -> tuple[int, ...]:
    """How many meet again in each round, whom no rule forces to."""
    before = {sorted_pair(*pair) for pair in problem.met}
    again = Counter(
        number
        for pair, numbers in counted.met.items()
        if pair not in counted.forced
        for number in (numbers if pair in before else numbers[1:])
    )
    return tuple(again[number] for number in range(1, problem.rounds + 1))


def _numbering(problem: Problem, plan: Plan) -> Iterator[str]:
    wanted = list(range(1, problem.rounds + 1))
    numbers = [one.round for one in plan.rounds]
    if numbers != wanted:
        yield f"The plan has rounds {_list(numbers)} instead of 1 to {problem.rounds}"


def _seats(facts: Facts, one: Round) -> Iterator[str]:
    places = Counter(person for people in one.tables.values() for person in people)
    places.update(one.resting)
    for person, times in places.items():
        if person not in facts.absent:
            yield f"{person} is not among the people but has a place in round {one.round}"
        elif one.round in facts.absent[person]:
            yield f"{person} is absent in round {one.round} but has a place"
        if times > 1:
            yield f"{person} has {times} places in round {one.round}"
    for person, absent in facts.absent.items():
        if one.round not in absent and person not in places:
            yield f"{person} neither sits nor rests in round {one.round}"


def _sizes(facts: Facts, one: Round) -> Iterator[str]:
    for name, people in one.tables.items():
        table = facts.tables.get(name)
        if table is None:
            yield f"Table {name} in round {one.round} does not exist"
        elif people and one.round in table.closed:
            yield f"Table {name} is closed in round {one.round} but used"
        elif people and not table.min <= len(people) <= table.max:
            yield f"Table {name} has {len(people)} people in round {one.round}, not {table.min} to {table.max}"


def _tied(facts: Facts, one: Round) -> Iterator[str]:
    seats = _seating(one)
    for table in facts.tables.values():
        for host in table.hosts if one.round not in table.closed else ():
            if one.round not in facts.absent[host] and seats.get(host) != table.id:
                yield f"{host} is a host of table {table.id} but does not sit there in round {one.round}"
    for person, own in facts.own_table.items():
        if one.round not in facts.absent[person] and seats.get(person) != own:
            yield f"{person} does not sit at their table {own} in round {one.round}"


def _pairs(problem: Problem, facts: Facts, one: Round) -> Iterator[str]:
    seats = _seating(one)
    for pair, limits in map(wish_of, problem.apart):
        holds = not limits or one.round in limits
        if holds and pair[0] in seats and seats[pair[0]] == seats.get(pair[1]):
            yield f"{pair[0]} and {pair[1]} are to stay apart but share table {seats[pair[0]]} in round {one.round}"
    for chain in chains(problem, one.round):
        here = sorted(person for person in chain if one.round not in facts.absent[person])
        if len({seats.get(person) for person in here}) > 1:
            yield f"{_list(here)} are inseparable but parted in round {one.round}"


def _groups(facts: Facts, one: Round) -> Iterator[str]:
    here = Counter(facts.group[person] for person in facts.group if one.round not in facts.absent[person])
    present = sum(one.round not in absent for absent in facts.absent.values())
    if len(set(facts.group.values())) < PAIR:
        return
    for name, people in one.tables.items():
        sitting = Counter(facts.group[person] for person in people if person in facts.group)
        table = facts.tables.get(name)
        for group, number in here.items():
            share, rest = divmod(number * len(people), present)
            if table is not None and table.max == PAIR:
                if sitting[group] > 1:
                    yield f"Both at table {name} in round {one.round} are of group {group}"
            elif not share <= sitting[group] <= share + (rest > 0):
                yield f"Table {name} has {sitting[group]} of group {group} in round {one.round}"


def _visit(facts: Facts, one: Round, visits: dict[tuple[str, str], list[int]]) -> None:
    for name, people in one.tables.items():
        table = facts.tables.get(name)
        if table is not None and table.topic is not None:
            for person in people:
                if person not in table.hosts and facts.own_table.get(person) != name:
                    visits.setdefault((person, name), []).append(one.round)


def _rests(
    problem: Problem, facts: Facts, one: Round, visits: dict[tuple[str, str], list[int]]
) -> Iterator[str]:
    if not one.resting:
        return
    tied = Counter(own for person, own in facts.own_table.items() if one.round not in facts.absent[person])
    for table in facts.tables.values():
        tied[table.id] += sum(
            one.round not in facts.absent[host] and facts.own_table.get(host) != table.id
            for host in table.hosts
        )
    opened = [table for table in facts.tables.values() if one.round not in table.closed]
    ranges = [Span(max(table.min, tied[table.id]), table.max, tied[table.id] > 0) for table in opened]
    present = sum(one.round not in absent for absent in facts.absent.values())
    most = most_seated(ranges, present)
    plain = not (problem.apart or problem.inseparable or facts.group or any(table.topic for table in opened))
    if plain and most is not None and len(one.resting) > present - most:
        yield f"{len(one.resting)} rest in round {one.round} but {present - most} need to"
        return
    enemies: dict[str, set[str]] = {}
    for (first, second), limits in map(wish_of, problem.apart):
        if not limits or one.round in limits:
            enemies.setdefault(first, set()).add(second)
            enemies.setdefault(second, set()).add(first)
    bound = {person for chain in chains(problem, one.round) for person in chain} | set(facts.group)
    for person in one.resting:
        for table in opened if person not in bound else ():
            people = one.tables.get(table.id, ())
            again = table.topic is not None and (person, table.id) in visits
            if (
                table.min - 1 <= len(people) < table.max
                and not again
                and not enemies.get(person, set()) & set(people)
            ):
                yield f"{person} rests in round {one.round} though table {table.id} has a seat"
                break


def _seating(one: Round) -> dict[str, str]:
    return dict(seating_of(one))


def _list(values: Sequence[object]) -> str:
    return ", ".join(map(str, values)) or "none"
