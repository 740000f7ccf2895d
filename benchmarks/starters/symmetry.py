"""The group that makes all rounds out of the base rounds, and what it does to pairs of points."""

from itertools import product

import msgspec
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


class Symmetry(msgspec.Struct, frozen=True):
    """Points: cycles of `order` points, then fixed ones; the group adds 1 mod `order` in every cycle.

    A base round may besides be kept by further symmetries: `rotate` > 1 takes every cycle to the next of its
    block of so many cycles, and fixed points likewise; `multiplier` > 1 multiplies the residues, and takes fixed
    points on as one turn of the rotation does: a fixed point's table can then be kept by the two together.
    """

    points: int
    order: int
    rotate: int = 1
    multiplier: int = 1

    @property
    def moving(self) -> int:
        """How many points are not fixed."""
        return self.points - self.points % self.order

    def turned(self) -> Ints:
        """`turned()[r, x]`: where the group's element r takes point x."""
        points = np.arange(self.points)
        turns = [
            np.where(
                points < self.moving, points - points % self.order + (points + turn) % self.order, points
            )
            for turn in range(self.order)
        ]
        return np.array(turns, dtype=np.int32)

    def keeping(self) -> Ints:
        """`keeping()[h, x]`: where the further symmetries, h = 0 being none, take point x."""
        points = np.arange(self.points)
        cycle, residue = np.divmod(points, self.order)
        cycle = np.where(points < self.moving, cycle, points - self.moving)
        images = []
        powers = [1 % self.order]
        while (power := powers[-1] * self.multiplier % self.order) != powers[0]:
            powers.append(power)
        for turn, (taken, power) in product(range(self.rotate), enumerate(powers)):
            steps = np.where(points < self.moving, turn, turn + taken)
            turned = cycle - cycle % self.rotate + (cycle + steps) % self.rotate
            moved = turned * self.order + residue * power % self.order
            images.append(np.where(points < self.moving, moved, self.moving + turned))
        if any(len(set(map(int, image))) < self.points for image in images):
            raise ValueError("cycles or fixed points cannot be rotated by so many")
        return np.array(images, dtype=np.int32)

    def pair_orbits(self) -> tuple[Ints, Ints]:
        """The orbit's number for each pair of points, and for each orbit whether it may be used (1) or not (0).

        An orbit may not be used where the group gives a pair back before its order: the pair would meet again.
        """
        both = np.array([turn[keep] for keep in self.keeping() for turn in self.turned()], dtype=np.int32)
        turned = self.turned()
        number = np.full((self.points, self.points), -1, dtype=np.int32)
        may: list[int] = []
        for one in range(self.points):
            for other in range(one + 1, self.points):
                if number[one, other] >= 0:
                    continue
                number[both[:, one], both[:, other]] = len(may)
                number[both[:, other], both[:, one]] = len(may)
                images = {frozenset(pair) for pair in zip(turned[:, one], turned[:, other], strict=True)}
                may.append(int(len(images) == self.order))
        return number, np.array(may, dtype=np.int32)
