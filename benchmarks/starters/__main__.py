"""Find base rounds and print them as a line for `scheduler/construct/starters.txt`."""

import argparse
import sys
import time

from benchmarks.starters.anneal import anneal
from benchmarks.starters.exact import exact
from benchmarks.starters.symmetry import Symmetry
from scheduler.construct.design import perfect


def main(arguments: list[str]) -> int:
    """0 when found, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starters", description=__doc__)
    parser.add_argument("tables", type=int)
    parser.add_argument("seats", type=int)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--order", type=int, help="of the cyclic group; as many rounds by default")
    parser.add_argument(
        "--rotate", type=int, default=1, help="so many cycles into each other keeps a base round"
    )
    parser.add_argument("--multiplier", type=int, default=1, help="times this keeps a base round")
    parser.add_argument("--exact", action="store_true", help="CP-SAT instead of annealing")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--steps", type=int, default=2_000_000, help="of one annealing run")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)

    order = wanted.order or wanted.rounds
    symmetry = Symmetry(wanted.tables * wanted.seats, order, wanted.rotate, wanted.multiplier)
    base_rounds = -(-wanted.rounds // order)
    began = time.monotonic()
    if wanted.exact:
        found, best = exact(symmetry, wanted.seats, base_rounds, seconds=wanted.seconds, seed=wanted.seed), -1
    else:
        found, best = anneal(
            symmetry, wanted.seats, base_rounds, seconds=wanted.seconds, seed=wanted.seed, steps=wanted.steps
        )
    spent = time.monotonic() - began
    if found is None:
        print(
            f"not found in {spent:.1f} s" + ("" if wanted.exact else f", best cost {best}"), file=sys.stderr
        )
        return 1
    rounds = [
        tuple(tuple(int(turn[point]) for point in table) for table in base)
        for base in found
        for turn in symmetry.turned()
    ]
    if not perfect(rounds):
        raise AssertionError("what was found repeats a pair")
    print(f"found in {spent:.1f} s", file=sys.stderr)
    for base in found:
        text = " ".join(",".join(map(str, sorted(table))) for table in sorted(map(sorted, base)))
        print(f"{wanted.tables} {wanted.seats} {order}: {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
