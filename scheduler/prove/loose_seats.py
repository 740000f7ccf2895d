"""The seat model with every wish on a switch, for finding out which of them are in conflict."""

from collections.abc import Sequence

from scheduler.problem import Problem, Table
from scheduler.prove.seat_model import UNLIMITED, SeatModel, ties
from scheduler.prove.solver import Term
from scheduler.reasons import Apart, Closed, FixedSeat, Inseparable, Reason, TableNeeds, TableSeats
from scheduler.rules import RoundRules


class LooseSeats(SeatModel):
    """A seat model in which `wishes` says what each switch stands for, and which wishes can stand for each other.

    As everybody whom nothing ties to a table may as well rest, only tables that somebody is tied to are in
    the model; with `whole` all are.
    """

    def __init__(self, problem: Problem, rules: Sequence[RoundRules], *, whole: bool) -> None:
        self.wishes: dict[int, tuple[Reason, object]] = {}
        self._by_reason: dict[Reason, int] = {}
        tied = {tie.table for found in ties(problem).values() for tie in found}
        super().__init__(problem, rules, [table for table in problem.tables if whole or table.id in tied])

    def _switch(self, reason: Reason, alike: object = None) -> tuple[int, ...]:
        if reason not in self._by_reason:
            variable = self.model.boolean()
            self._by_reason[reason] = variable
            self.wishes[variable] = reason, reason if alike is None else alike
        return (self._by_reason[reason],)

    def _open(self, rules: RoundRules, tables: Sequence[Table]) -> Sequence[Table]:
        return tables

    def _size(self, rules: RoundRules, table: Table, seated: Sequence[Term]) -> None:
        model = self.model
        if rules.number in table.closed:
            model.linear(seated, 0, 0, self._switch(Closed(table.id, rules.number)))
        model.linear(seated, 0, table.max, self._switch(TableSeats(table.id, table.max)))
        taken = model.boolean()
        model.linear([*seated, (-len(rules.present), taken)], -UNLIMITED, 0)
        if table.min > 1:
            needs = self._switch(TableNeeds(table.id, table.min))
            model.linear([*seated, (-table.min, taken)], 0, UNLIMITED, needs)

    def _place_named(self, place: int, tables: Sequence[Table]) -> None:
        rules, model = self._rules[place], self.model
        bound = [pair for pair in self._bound if rules.number in pair.rounds]
        linked = {person for pair in bound for person in (pair.one, pair.other)}
        present = set(rules.present)
        spots = self._place[place]
        for person in self._named:
            # A chain of inseparable people holds together across somebody who is absent.
            if person in present or person in linked:
                spots[person] = {table.id: model.boolean() for table in tables}
                resting = model.boolean()
                model.exactly_one([*spots[person].values(), resting])
                if person in present:
                    self.rests.append((1, resting))
        for person in self._named:
            for tie in self._ties.get(person, ()) if person in present else ():
                table = next(table for table in tables if table.id == tie.table)
                if isinstance(tie, FixedSeat) or rules.number not in table.closed:
                    alike = (type(tie), tie.table, self._standing(person))
                    model.linear([(1, spots[person][tie.table])], 1, 1, self._switch(tie, alike))
        for pair in bound:
            switch = self._switch(Inseparable((pair.one, pair.other), pair.said))
            for table in tables:
                model.same(spots[pair.one][table.id], spots[pair.other][table.id], switch)
        self._tell_units_apart(place, linked)

    def _tell_units_apart(self, place: int, linked: set[str]) -> None:
        """Let no chain of inseparable people hold two who are to stay apart, not even resting."""
        rules, model = self._rules[place], self.model
        present = set(rules.present)
        apart = [
            pair
            for pair in self._apart
            if rules.number in pair.rounds and {pair.one, pair.other} <= present & linked
        ]
        if not apart:
            return
        unit = {person: model.integer(0, len(linked) - 1) for person in sorted(linked)}
        for pair in self._bound:
            if rules.number in pair.rounds:
                switch = self._switch(Inseparable((pair.one, pair.other), pair.said))
                model.same(unit[pair.one], unit[pair.other], switch)
        for pair in apart:
            switch = self._switch(Apart(pair.one, pair.other, pair.said))
            above = model.boolean()
            difference = [(1, unit[pair.one]), (-1, unit[pair.other])]
            model.linear(difference, 1, UNLIMITED, (*switch, above))
            model.linear(difference, -UNLIMITED, -1, (*switch, -1 - above))

    def _standing(self, person: str) -> object:
        """What two people must have in common so that the fixed seat of one can stand for that of the other."""
        if len(self._ties[person]) > 1 or person in self._paired:
            return person
        return self._groups[person], self._absent[person]
