"""The evening itself, and tables as an organiser changed them by hand."""

from typing import Any

from msgspec.structs import replace

from service.evening import events as e
from service.evening.evolve.apply import Apply, changed_slot
from service.evening.state import Evening, Pair


def _created(evening: Evening, event: e.EveningCreated) -> Evening:
    return replace(evening, name=event.name, settings=event.settings)


def _settings(evening: Evening, event: e.SettingsChanged) -> Evening:
    return replace(evening, settings=event.settings)


def _said(evening: Evening, event: e.Said) -> Evening:
    return replace(evening, said=event.text)


def _undone(evening: Evening, event: e.ActUndone) -> Evening:
    changes: dict[str, Any] = {"acts": tuple(a for a in evening.acts if a.version != event.act.version)}
    if event.phase is not None:
        changes["phase"] = event.phase
    if event.settings is not None:
        changes["settings"] = event.settings
    if event.draft_changed:
        changes["draft"] = event.draft
    for name in ("apart", "together", "closed", "organisers", "struck", "paired"):
        if (value := getattr(event, name)) is not None:
            changes[name] = value
    if event.people:
        people = {**evening.people, **event.people}
        changes["people"] = {person: slot for person, slot in people.items() if slot is not None}
    return replace(evening, **changes)


def _apart(evening: Evening, event: e.PairKeptApart) -> Evening:
    together = tuple(pair for pair in evening.together if pair != event.people)
    return replace(evening, apart=_with(evening.apart, event.people), together=together)


def _together(evening: Evening, event: e.PairBroughtTogether) -> Evening:
    apart = tuple(pair for pair in evening.apart if pair != event.people)
    return replace(evening, together=_with(evening.together, event.people), apart=apart)


def _host(evening: Evening, event: e.HostAppointed) -> Evening:
    for person, slot in evening.people.items():
        if slot.hosting and slot.table == event.table and person != event.person:
            evening = changed_slot(evening, person, hosting=False, table=None)
    return changed_slot(evening, event.person, hosting=True, visiting=False, table=event.table)


def _hosts(evening: Evening, event: e.HostsGiven) -> Evening:
    for table, person in event.hosts.items():
        evening = _host(evening, e.HostAppointed(person, table))
    return evening


def _closed(evening: Evening, event: e.TableClosed) -> Evening:
    for person, slot in evening.people.items():
        if slot.hosting and slot.table == event.table:
            evening = changed_slot(evening, person, hosting=False, table=None)
    for person, table in event.moved.items():
        evening = changed_slot(evening, person, table=table)
    return replace(evening, closed=(*evening.closed, event.table))


def _visit(evening: Evening, event: e.VisitBegun) -> Evening:
    return changed_slot(
        evening,
        event.person,
        visiting=True,
        hosting=False,
        table=None,
        window=event.window,
        route=event.route,
        visit="waiting",
        until=None,
    )


def _called(evening: Evening, event: e.VisitCalled) -> Evening:
    return changed_slot(evening, event.person, visit="closing" if event.ends else "called")


def _came(evening: Evening, event: e.VisitorCame) -> Evening:
    return changed_slot(evening, event.person, visit="there", until=event.until)


def _went(evening: Evening, event: e.VisitorWent) -> Evening:
    return changed_slot(evening, event.person, visit="over", until=None)


def _with(pairs: tuple[Pair, ...], pair: Pair) -> tuple[Pair, ...]:
    return pairs if pair in pairs else (*pairs, pair)


APPLY: Apply = {
    e.EveningCreated: _created,
    e.SettingsChanged: _settings,
    e.Said: _said,
    e.PairKeptApart: _apart,
    e.PairBroughtTogether: _together,
    e.HostAppointed: _host,
    e.HostsGiven: _hosts,
    e.TableClosed: _closed,
    e.VisitBegun: _visit,
    e.VisitCalled: _called,
    e.VisitorCame: _came,
    e.VisitorWent: _went,
    e.ActUndone: _undone,
}
