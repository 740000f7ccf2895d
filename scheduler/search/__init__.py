"""Compiled local search: the only room that knows numpy and numba."""
