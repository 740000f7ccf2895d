"""All rounds of a problem as one model of the solver that counts repeats."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from scheduler.plan import Round
from scheduler.problem import Pair, Problem, Table
from scheduler.prove.seat_model import UNLIMITED, SeatModel
from scheduler.prove.solver import Answer, Effort, Status, Term
from scheduler.prove.tell_apart import tell_apart
from scheduler.rules import RoundRules, forced_pairs, stations_tie

FIRST_TURN = 0.25
"""Deterministic time, about seconds, of the first try with each strategy; each further one has four times as much."""


class RepeatModel(SeatModel):
    """Everybody by name; no more people rest than in `best`, round by round, or in all where stations tie them.

    Of the plans that differ only in which of those people and tables is which that no rule tells apart, few
    are left: in every round such tables are used in the order of the first who sits there; such people are
    in the order of their tables in the first round, and of their tables in the second where they shared one.
    """

    def __init__(self, problem: Problem, rules: Sequence[RoundRules], best: Sequence[Round]) -> None:
        self._rests_by_round: list[list[Term]] = []
        super().__init__(problem, rules, problem.tables)
        if stations_tie(rules):
            self.model.linear(self.rests, 0, sum(len(one.resting) for one in best))
        else:
            for seating, resting in zip(best, self._rests_by_round, strict=True):
                self.model.linear(resting, 0, len(seating.resting))
        self._repeats = self._count_repeats()
        alike = _alike_tables(problem, rules)
        for place in range(len(rules)):
            self._order_tables(place, alike)
        people = list(self._alike_people())
        for one, other in people:
            self._order_people(0, one, other)
            if len(rules) > 1:
                for table in self._place[0][one]:
                    self._order_people(1, one, other, after=table)

    def least(self, known: int, bound: int, effort: Effort) -> tuple[int, tuple[Round, ...] | None]:
        """The proved bound of the repeats, and rounds with so many where they are fewer than `known`.

        `bound` is a bound known before. Asks for one repeat more each time that so few are proved impossible,
        in turns with and without linear relaxation, of which now the one and now the other is faster.
        """
        limit = self.model.integer(bound, known)
        self.model.linear([*self._repeats, (-1, limit)], -UNLIMITED, 0)
        while bound < known:
            self.model.limit(limit, bound, bound)
            answer = self._decide(effort)
            if answer is None:
                return bound, None
            if answer.solved:
                return bound, tell_apart(self._problem, self._rules, self.counts(answer), {}, Counter())
            bound += 1
        return bound, None

    def _decide(self, effort: Effort) -> Answer | None:
        """Whether there is a solution; `None` where `effort` does not allow for an answer."""
        turn = FIRST_TURN
        while not effort.spent:
            for relaxation in (0, 1):
                answer = self.model.solve(effort, most=turn, relaxation=relaxation)
                if answer.status is not Status.UNKNOWN:
                    return answer
            turn *= 4
        return None

    def _tells_apart(self) -> set[str]:
        return {person.id for person in self._problem.people}

    def _seat_round(self, place: int, tables: Sequence[Table]) -> None:
        before = len(self.rests)
        super()._seat_round(place, tables)
        self._rests_by_round.append(self.rests[before:])

    def _count_repeats(self) -> list[Term]:
        """The repeats, as terms that add up to them."""
        met = {(min(pair), max(pair)) for pair in self._problem.met}
        forced = forced_pairs(self._rules)
        meetings: dict[Pair, list[Term]] = {}
        for rules, spots in zip(self._rules, self._place, strict=True):
            mates: dict[str, list[Term]] = {person: [] for person in rules.present}
            for pair in combinations(sorted(rules.present), 2):
                together = self._together(spots[pair[0]], spots[pair[1]])
                for person in pair:
                    mates[person].append((1, together))
                if pair not in forced:
                    meetings.setdefault(pair, []).append((1, together))
            least = {table.id: table.min for table in rules.tables}
            for person, terms in mates.items():
                seats = [(1 - least[table], literal) for table, literal in spots[person].items()]
                self.model.linear([*terms, *seats], 0, len(terms))
        repeats = []
        for pair, terms in meetings.items():
            if len(terms) + (pair in met) > 1:
                again = self.model.integer(0, len(terms))
                meets = [(-1, term) for _, term in terms]
                self.model.linear([(1, again), *meets], (pair in met) - 1, len(terms))
                repeats.append((1, again))
        return repeats

    def _together(self, one: dict[str, int], other: dict[str, int]) -> int:
        """A variable that is 1 where two people share a table."""
        if one is other:
            return self.model.integer(1, 1)
        together = self.model.boolean()
        for table in (table for table in one if table in other):
            self.model.some((-1 - one[table], -1 - other[table], together))
        return together

    def _order_tables(self, place: int, alike: Sequence[Sequence[str]]) -> None:
        """Let tables that are alike be used in the order of the first who sits at them."""
        spots = self._place[place]
        for before, table in (pair for tables in alike for pair in pairwise(tables)):
            earlier: list[int] = []
            for person in self._rules[place].present:
                if table in spots[person]:
                    self.model.some((*earlier, -1 - spots[person][table]))
                if before in spots[person]:
                    earlier.append(spots[person][before])

    def _order_people(self, place: int, one: str, other: str, after: str | None = None) -> None:
        """Let `other` sit at no table before that of `one`; with `after`, if both were there in the first round."""
        spots = self._place[place]
        begun = () if after is None else tuple(-1 - self._place[0][person][after] for person in (one, other))
        before: list[int] = []
        for table in self._problem.tables:
            if table.id in spots[one]:
                before.append(spots[one][table.id])
                self.model.some((*begun, -1 - spots[other][table.id], *before))

    def _alike_people(self) -> Iterator[Pair]:
        """Neighbours among people whom no rule tells apart and who are there in the first two rounds."""
        told = self._paired | set(self._ties) | {person for pair in self._problem.met for person in pair}
        kinds: dict[object, list[str]] = {}
        for person in self._problem.people:
            if person.id not in told and not {1, 2}.intersection(self._absent[person.id]):
                kinds.setdefault((person.group, self._absent[person.id]), []).append(person.id)
        for people in kinds.values():
            yield from pairwise(people)


def _alike_tables(problem: Problem, rules: Sequence[RoundRules]) -> list[list[str]]:
    """The tables that nothing but their place tells apart, in groups."""
    tied = {table for one in rules for table in one.seat.values()}
    groups: dict[object, list[str]] = {}
    for table in problem.tables:
        if table.id not in tied and table.topic is None:
            groups.setdefault((table.min, table.max, table.closed), []).append(table.id)
    return list(groups.values())
