"""Who has not been reached: their present table was neither accepted by a channel nor fetched by their page."""

from collections.abc import Mapping

from service.evening import Evening


def unreached(evening: Evening, reached: Mapping[str, int]) -> list[str]:
    """Return the ids, `reached` being the version of the newest place that reached each person."""
    if not evening.live:
        return []
    return [
        person
        for person, told in evening.told.items()
        if evening.people[person].presence in ("expected", "here") and told.version > reached.get(person, 0)
    ]
