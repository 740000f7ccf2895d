"""A host has gone without an organiser's doing: those who drive the evening hear of it."""

from collections.abc import Iterator

from bot.notice import Notice, notice
from service.evening.hosts import host_of, left_without_host
from service.evenings import Outcome


def host_notices(step: Outcome) -> Iterator[Notice]:
    """Tell every organiser which table goes on without its host; who took the host out has read it already."""
    if step.entry.by == "organiser":
        return
    for table in left_without_host(step.before, step.after):
        host = host_of(step.before, table)
        for organiser in step.after.organisers:
            gone = (host,) if host is not None else ()
            yield notice(step.after, organiser, "hostless", "role", table=table, with_=gone)
