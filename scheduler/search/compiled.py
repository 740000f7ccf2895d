"""How the kernels are compiled: once, kept beside the sources, without Python's lock and without counting references.

Without `_nrt` numba does not count references to arrays, which would take more time than the search itself; in
turn a kernel can make no arrays. Parts are put into their kernels line by line: with the state handed to functions
of their own, compiling takes minutes.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

UNCOUNTED: dict[str, Any] = {"_nrt": False}


def kernel(function: Function) -> Function:
    """A compiled function that works on arrays it is given."""
    return cast(Function, numba.njit(cache=True, nogil=True, **UNCOUNTED)(function))


def part(function: Function) -> Function:
    """A piece of code that is put into every kernel that calls it."""
    return cast(Function, numba.njit(inline="always", **UNCOUNTED)(function))
