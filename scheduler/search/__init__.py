"""Compiled local search: the only room that knows numpy and numba.

What is compiled is kept beside the sources. Numba looks only at the file a kernel stands in, but the kernels are
put together from several: where one of these is newer than what was kept, all of it is compiled anew.
"""

from contextlib import suppress
from pathlib import Path

KERNELS = ("anneal", "compiled", "exchange", "state", "tabu", "trade")


def _forget_what_is_old() -> None:
    room = Path(__file__).parent
    newest = max((room / f"{name}.py").stat().st_mtime for name in KERNELS)
    for kept in (room / "__pycache__").glob("*.nb[ci]"):
        with suppress(OSError):
            if kept.stat().st_mtime < newest:
                kept.unlink()


_forget_what_is_old()
