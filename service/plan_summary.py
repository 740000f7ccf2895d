"""A plan's report in plain English, line by line, as the command line prints it."""

from collections.abc import Iterator, Mapping

import msgspec

from scheduler import Problem, Report
from scheduler.obstacles import Because, Crowd, ManyRounds, NeverTogether, Overfull

NAMED = 5
"""So many of a kind are named, the others counted."""

BECAUSE: Mapping[Because, str] = {
    "absent": "they are never there together",
    "apart": "they are to stay apart",
    "group": "they are in the same group",
    "tables": "they sit at different tables all evening",
}


def summary(problem: Problem, report: Report) -> Iterator[str]:
    """What the plan reaches, and what stands in the way of a better one; a line each."""
    names = {person.id: person.name or person.id for person in problem.people}
    yield _head(problem, report)
    yield _repeats(problem, report)
    yield from _wishes(report, names)
    yield _rests(report)
    yield from _alike(report)
    yield from _left(report)


def _head(problem: Problem, report: Report) -> str:
    parts = (
        _count(len(problem.people), "person", "people"),
        _count(len(problem.tables), "table"),
        _count(problem.rounds, "round"),
    )
    how = f", by construction: {report.construction}" if report.construction else ""
    return f"{', '.join(parts)}: planned in {report.seconds:.2f} s{how}."


def _repeats(problem: Problem, report: Report) -> str:
    if not report.repeats:
        return f"Nobody meets twice, which can't be better; {report.distinct_meetings} pairs meet."
    many = next((one for one in report.obstacles if isinstance(one, ManyRounds)), None)
    hall = ""
    if many is not None:
        hall = (
            f" with {many.people} people at {many.tables} tables of {many.size} over {problem.rounds} rounds"
        )
    said = _count(report.repeats, "repeat") + _where(report)
    if report.proved:
        said += f"; no plan{hall} has fewer."
    elif report.repeats_bound:
        said += f"; at least {report.repeats_bound} can't be avoided{hall}."
    else:
        said += "; whether there can be fewer is not known."
    return said if many is None else f"{said} {_rounds(many)}"


def _where(report: Report) -> str:
    """The rounds the repeats are in, where they are few or late."""
    rounds = [number for number, repeats in enumerate(report.repeats_by_round, 1) if repeats]
    if len(rounds) <= NAMED:
        return f" in {'round' if len(rounds) == 1 else 'rounds'} {_row([str(number) for number in rounds])}"
    return f", none before round {rounds[0]}" if 2 * rounds[0] > len(report.repeats_by_round) else ""


def _rounds(many: ManyRounds) -> str:
    if many.possible is None:
        return f"At most {_count(many.most or 0, 'round')} can pass without any."
    more = f", more than {many.most} are not" if many.most is not None else ""
    return f"{_count(many.possible, 'round is', 'rounds are')} possible without any{more}."


def _wishes(report: Report, names: Mapping[str, str]) -> Iterator[str]:
    never = [one for one in report.obstacles if isinstance(one, NeverTogether)]
    wished = [one for one in never if one.asked == "together"]
    if report.together_asked:
        told = [
            f" {names[one.people[0]]} and {names[one.people[1]]} can't meet: {BECAUSE[one.because]}."
            for one in wished[:NAMED]
        ]
        more = f" {len(wished) - NAMED} more can't be met either." if len(wished) > NAMED else ""
        yield f"{report.together_met} of {_count(report.together_asked, 'wish', 'wishes')} met.{''.join(told)}{more}"
    if report.matches_known:
        lost = len(never) - len(wished)
        yield (
            f"{report.matches_met} of {_count(report.matches_known, 'match', 'matches')} met"
            + (f"; {lost} never can be." if lost else ".")
        )


def _rests(report: Report) -> str:
    if not report.rests.max:
        return "Nobody rests."
    full = next((one for one in report.obstacles if isinstance(one, Overfull)), None)
    seats = f"; there are {full.seats} seats for {full.people}" if full is not None else ""
    if report.rests.min == report.rests.max:
        return f"Everybody rests {_times(report.rests.max)}{seats}."
    return f"Nobody rests more than {_times(report.rests.max)}{seats}."


def _alike(report: Report) -> Iterator[str]:
    for field, pairs in report.alike.items():
        if pairs:
            crowds = [one for one in report.obstacles if isinstance(one, Crowd) and one.field == field]
            yield f"{_times(pairs).capitalize()} two of the same {field} share a table{_crowds(crowds)}."
    if report.speechless:
        yield f"{_times(report.speechless).capitalize()} two without a common language share a table."


def _crowds(crowds: list[Crowd]) -> str:
    if not crowds:
        return ""
    told = [f"{one.people} of {one.kind} at {one.tables} tables" for one in crowds[:NAMED]]
    must = sum(one.pairs for one in crowds)
    return f"; {_times(must)} they have to: {_row(told)}{' and others' if len(crowds) > NAMED else ''}"


def _left(report: Report) -> Iterator[str]:
    if report.best:
        yield "No plan is better."
        return
    costs: dict[str, float] = msgspec.structs.asdict(report.costs)
    least: dict[str, float] = msgspec.structs.asdict(report.least)
    left = [
        f"{goal} {cost:g}" + (f" (at least {least[goal]:g})" if least[goal] else "")
        for goal, cost in sorted(costs.items(), key=lambda item: -item[1])
        if cost and goal != "repeat"
    ]
    if left:
        yield f"Other costs: {', '.join(left)}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _row(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
