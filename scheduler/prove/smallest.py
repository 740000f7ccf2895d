"""The smallest set of wishes that cannot all hold: deletion finds a minimal one, implicit hitting sets the smallest.

The method is that of Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS extraction with minimal
hitting set dualization" (2015). Wishes that can stand for each other are only counted: of thirty people who
are fixed to a table with ten seats any eleven are a conflict, and it does not matter which.
"""

from collections.abc import Sequence

from scheduler.prove.solver import Effort, Model, Status, Term

Chosen = tuple[int, ...]
"""How many wishes of each class."""


def smallest(
    model: Model, classes: Sequence[Sequence[int]], effort: Effort, *, below: int | None = None
) -> Chosen | None:
    """How many wishes of each class make a smallest conflict in `model`; all of them together must be one.

    A wish is a variable of the model that switches it on; those of one class can stand for each other. Where
    `effort` does not allow for the smallest, the set is one from which no wish can be left out, and without
    any effort all wishes. With `below` only a conflict of fewer wishes is of interest, else `None`.
    """
    return _Search(model, classes, effort).run(below)


class _Search:
    def __init__(self, model: Model, classes: Sequence[Sequence[int]], effort: Effort) -> None:
        self._model = model
        self._classes = classes
        self._effort = effort
        self._wanted: list[Term] = [(-1, wish) for wishes in classes for wish in wishes]

    def run(self, below: int | None) -> Chosen | None:
        best = self._minimal() if below is None else None
        enough = sum(best) if best is not None else below or 0
        master = Model()
        counts = [master.integer(0, len(wishes)) for wishes in self._classes]
        master.minimise([(1, count) for count in counts])
        while not self._effort.spent:
            answer = master.solve(self._effort)
            if answer.status is not Status.BEST or answer.objective >= enough:
                break
            chosen = tuple(answer.values[count] for count in counts)
            met = self._most(chosen)
            if met is None:
                return chosen
            if not met:
                break
            # Some class must give more than can hold together with the others.
            ways = []
            for count, wishes, held in zip(counts, self._classes, met, strict=True):
                if held < len(wishes):
                    way = master.boolean()
                    master.linear([(1, count)], held + 1, len(wishes), (way,))
                    ways.append(way)
            master.some(ways)
        return best

    def _minimal(self) -> Chosen:
        """A conflict from which nothing can be left out."""
        chosen = [len(wishes) for wishes in self._classes]
        step = max(1, len(chosen) // 2)
        while True:
            place = 0
            while place < len(chosen):
                part = chosen[place : place + step]
                if any(part):
                    chosen[place : place + step] = [0] * len(part)
                    if not self._conflict(chosen):
                        chosen[place : place + step] = part
                        if step == 1:
                            chosen[place] = self._fewest(chosen, place)
                place += step
            if step == 1:
                return tuple(chosen)
            step //= 2

    def _fewest(self, chosen: Sequence[int], place: int) -> int:
        """How many of one class are enough for the conflict: more than none, at most as many as are chosen."""
        low, high = 1, chosen[place]
        while low < high:
            middle = (low + high) // 2
            if self._conflict([*chosen[:place], middle, *chosen[place + 1 :]]):
                high = middle
            else:
                low = middle + 1
        return high

    def _conflict(self, chosen: Sequence[int]) -> bool:
        if self._effort.spent:
            return False
        self._switch(chosen)
        self._model.minimise([])
        return self._model.solve(self._effort).status is Status.IMPOSSIBLE

    def _most(self, chosen: Sequence[int]) -> Chosen | None:
        """How many of each class hold in a solution with `chosen`; `None` where it has none, `()` if unknown."""
        self._switch(chosen)
        self._model.minimise(self._wanted)
        answer = self._model.solve(self._effort)
        if answer.status is Status.IMPOSSIBLE:
            return None
        if not answer.solved:
            return ()
        return tuple(sum(answer.values[wish] for wish in wishes) for wishes in self._classes)

    def _switch(self, chosen: Sequence[int]) -> None:
        for wishes, number in zip(self._classes, chosen, strict=True):
            for place, wish in enumerate(wishes):
                self._model.limit(wish, int(place < number), 1)
