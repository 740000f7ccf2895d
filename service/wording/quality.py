"""How good a draft is, and what stands in the way of a better one, as organisers read it."""

from collections.abc import Iterator, Mapping

from scheduler.obstacles import ManyRounds, NeverTogether
from service.evening.state import Draft, Score
from service.wording.catalogue import Texts

Names = Mapping[str, str]


def plan_sentence(draft: Draft, t: Texts, names: Names) -> str:
    """Return how good a draft is: `47 guests, 10 tables, 7 rounds: no repeats, nobody rests. It can't get better.`"""
    seatings = draft.rounds
    if not seatings:
        return ""
    score = draft.score
    head = ", ".join(
        (
            t.count("{n} guest", "{n} guests", max(len(s.everyone()) for s in seatings)),
            t.count("{n} table", "{n} tables", max(len(s.tables) for s in seatings)),
            t.count("{n} round", "{n} rounds", len(seatings)),
        )
    )
    parts = [t.count("{n} repeat", "{n} repeats", score.repeats) if score.repeats else t.say("no repeats")]
    wishes, met = score.together_asked + score.matches_known, score.together_met + score.matches_met
    if wishes:
        parts.append(t.say("{met} of {wishes} wishes met", met=met, wishes=wishes))
    resting = max(len(s.resting) for s in seatings)
    parts.append(
        t.count("{n} rests each round", "{n} rest each round", resting) if resting else t.say("nobody rests")
    )
    return " ".join((f"{head}: {', '.join(parts)}.", *hints(score, t, names)))


def hints(score: Score, t: Texts, names: Names) -> Iterator[str]:
    """Sentences on what could be better and what stands in its way; or that nothing can be."""
    if score.repeats:
        yield from _repeats(score, t)
    yield from _wishes(score, t, names)
    if score.same_firm:
        yield _same_firm(score, t)
    if score.speechless:
        yield t.count(
            "Once two without a common language share a table.",
            "{n} times two without a common language share a table.",
            score.speechless,
        )
    yield from _unkept(score, t)
    if score.best:
        yield t.say("It can't get better.")


def _repeats(score: Score, t: Texts) -> Iterator[str]:
    if score.proved and not score.best:
        yield t.say("Fewer repeats aren't possible.")
    elif score.repeats_bound and not score.proved:
        yield t.count(
            "At least {n} of them can't be avoided.",
            "At least {n} of them can't be avoided.",
            score.repeats_bound,
        )
    many = next((one for one in score.obstacles if isinstance(one, ManyRounds)), None)
    known = many.possible or 0 if many is not None else 0
    if known > score.fresh:
        yield t.count(
            "Without repeats {n} round is possible.", "Without repeats {n} rounds are possible.", known
        )
    elif score.fresh > 1:
        yield t.say("Up to round {round} nobody meets twice.", round=score.fresh)


def _wishes(score: Score, t: Texts, names: Names) -> Iterator[str]:
    named = [one for one in score.obstacles if isinstance(one, NeverTogether)]
    for never in named:
        yield _never(never, t, names)
    if more := score.never - len(named):
        yield t.count("{n} more wish can't be met.", "{n} more wishes can't be met.", more)


def _never(never: NeverTogether, t: Texts, names: Names) -> str:
    one, other = (names.get(person) or person for person in never.people)
    match never.because:
        case "absent":
            return t.say("{one} and {other} are never there together.", one=one, other=other)
        case "group":
            return t.say(
                "{one} and {other} are in the same group and never make a pair.", one=one, other=other
            )
        case "tables":
            return t.say("{one} and {other} have fixed seats at different tables.", one=one, other=other)
        case "apart":
            # Whom somebody asked to avoid is nobody else's business.
            return t.say("{one} and {other} can't share a table.", one=one, other=other)


def _unkept(score: Score, t: Texts) -> Iterator[str]:
    """What could not be kept of who sits how."""
    if score.rivals > score.rivals_least:
        yield t.count(
            "Once two competitors of one industry share a table.",
            "{n} times two competitors of one industry share a table.",
            score.rivals,
        )
    elif score.rivals:
        yield t.count(
            "Once two competitors have to share a table: there are more of one industry than tables.",
            "{n} times two competitors have to share a table: there are more of one industry than tables.",
            score.rivals,
        )
    if score.crowded_newcomers:
        yield t.count(
            "In {n} round more first-timers than needed share a table.",
            "In {n} rounds more first-timers than needed share a table.",
            score.crowded_newcomers,
        )
    if score.hostless:
        yield t.count("{n} table has no host.", "{n} tables have no host.", score.hostless)
    if score.unnamed_stepfree:
        yield t.count(
            "{n} guest needs a step-free table: please name those, /settings stepfree=1,2.",
            "{n} guests need a step-free table: please name those, /settings stepfree=1,2.",
            score.unnamed_stepfree,
        )


def _same_firm(score: Score, t: Texts) -> str:
    if score.same_firm <= score.same_firm_least:
        return t.count(
            "Once two of one firm have to share a table.",
            "{n} times two of one firm have to share a table.",
            score.same_firm,
        )
    return t.count(
        "Once two of one firm share a table.", "{n} times two of one firm share a table.", score.same_firm
    )
