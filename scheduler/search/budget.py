"""What a search may spend, and how far it is."""

from time import perf_counter

import msgspec


class Progress(msgspec.Struct, frozen=True):
    """How far a search is: the share of its budget spent (0 to 1), and the best plan's costs so far."""

    share: float
    hard: int
    repeats: int
    cost: float


class Budget:
    """What a search may spend: so many moves, or else seconds of the wall clock, from now on."""

    def __init__(self, seconds: float, iterations: int | None) -> None:
        self._began = perf_counter()
        self._seconds = seconds
        self._moves = iterations
        self._done = 0

    @property
    def counted(self) -> bool:
        """Whether moves are what is limited."""
        return self._moves is not None

    def spend(self, moves: int) -> None:
        """Note that `moves` were tried."""
        self._done += moves

    def left(self, pace: float) -> int:
        """How many moves may still be tried; `pace` is how many a second takes."""
        if self._moves is not None:
            return max(0, self._moves - self._done)
        return max(0, int((self._began + self._seconds - perf_counter()) * pace))

    @property
    def share(self) -> float:
        """The share that is spent, 0 to 1."""
        if self._moves is not None:
            return min(1.0, self._done / max(1, self._moves))
        return min(1.0, (perf_counter() - self._began) / max(1e-9, self._seconds))
