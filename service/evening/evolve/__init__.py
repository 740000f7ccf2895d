"""What an event makes of an evening. Every event can be applied; what may happen at all is decided before."""

from service.evening.evolve.entry import evolve, evolve_entry

__all__ = ["evolve", "evolve_entry"]
