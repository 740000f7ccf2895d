"""`python -m benchmarks.starters.circulant ORDER SIZE`: circulant matrices for `scheduler/construct/short_matrices.py`.

A column s of SIZE entries mod ORDER does when for every shift d the differences s[x + d] - s[x] are different. All
are tried, depth first, in an order that a seed shuffles. With --border none of the differences may be 0: a constant
row and a constant column can then be added, once s leaves out one value.
"""

import argparse
import sys
import time

import numba
import numpy as np


@numba.njit(cache=True)
def _search(order, size, border, turn, nodes):  # type: ignore[no-untyped-def]
    """The column, and 1 when it is complete, 0 when there is none, -1 when `nodes` are used up."""
    s = np.zeros(size, np.int64)
    tried = np.full(size, -1, np.int64)
    used = np.zeros((size, order), np.bool_)
    if border:
        used[:, 0] = True
    place = 1
    while True:
        if place == size:
            return s, 1
        nodes -= 1
        if nodes < 0:
            return s, -1
        if tried[place] >= 0:
            for other in range(place):
                used[place - other, (s[place] - s[other]) % order] = False
                used[(other - place) % size, (s[other] - s[place]) % order] = False
        placed = False
        tried[place] += 1
        while tried[place] < order and not placed:
            value = (turn[place] + tried[place]) % order
            done = 0
            for other in range(place):
                ahead, behind = (value - s[other]) % order, (s[other] - value) % order
                if used[place - other, ahead]:
                    break
                used[place - other, ahead] = True
                if used[(other - place) % size, behind]:
                    used[place - other, ahead] = False
                    break
                used[(other - place) % size, behind] = True
                done += 1
            if done == place:
                s[place] = value
                placed = True
            else:
                for other in range(done):
                    used[place - other, (value - s[other]) % order] = False
                    used[(other - place) % size, (s[other] - value) % order] = False
                tried[place] += 1
        if placed:
            place += 1
        else:
            tried[place] = -1
            place -= 1
            if place == 0:
                return s, 0


def main(arguments: list[str]) -> int:
    """0 when found, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starters.circulant", description=__doc__)
    parser.add_argument("order", type=int)
    parser.add_argument("size", type=int)
    parser.add_argument("--border", action="store_true", help="differences other than 0 only")
    parser.add_argument("--nodes", type=int, default=200_000_000)
    parser.add_argument("--restarts", type=int, default=1)
    wanted = parser.parse_args(arguments)
    began, result = time.monotonic(), -1
    for seed in range(wanted.restarts):
        turn = np.random.default_rng(seed).integers(0, wanted.order, wanted.size)
        column, result = _search(wanted.order, wanted.size, wanted.border, turn, wanted.nodes)
        if result >= 0:
            break
    spent = time.monotonic() - began
    if result == 1:
        print(f"{wanted.order}: ({', '.join(map(str, column))}),  # {spent:.1f} s")
        return 0
    print(f"{'there is none' if result == 0 else 'not found'}, {spent:.1f} s", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
