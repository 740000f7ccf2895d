"""An organiser reads how good a draft is, and what stands in the way of a better one."""

import pytest

from scheduler import Person, Plan, Problem, Round, Table, audit
from scheduler.obstacles import ManyRounds, NeverTogether
from service.evening.state import Draft, Score, Seating
from service.planning import score_of
from service.wording.quality import hints, plan_sentence
from service.wording.refused import texts

NAMES = {"a": "Anna Roth", "b": "Tom Berger"}
HALL = ManyRounds(people=50, tables=10, size=5, possible=9, most=12)


def _hints(score: Score, language: str = "en") -> str:
    return " ".join(hints(score, texts(language), NAMES))


def _draft(score: Score, resting: tuple[str, ...] = ()) -> Draft:
    tables = {"1": ("a", "b", "c"), "2": ("d", "e", "f")}
    return Draft((Seating(round=1, tables=tables, resting=resting),), "", score)


def test_a_draft_that_cannot_be_better_is_called_so() -> None:
    said = plan_sentence(_draft(Score(proved=True, best=True)), texts("de"), NAMES)
    assert said == "6 Gäste, 2 Tische, 1 Runde: keine Wiederholung, niemand setzt aus. Besser geht es nicht."


def test_wishes_repeats_and_rests_are_counted() -> None:
    score = Score(repeats=2, together_met=3, together_asked=4, matches_met=9, matches_known=11)
    said = plan_sentence(_draft(score, resting=("g",)), texts("en"), NAMES)
    assert said == "7 guests, 2 tables, 1 round: 2 repeats, 12 of 15 wishes met, 1 rests each round."


def test_without_a_draft_nothing_is_said() -> None:
    assert plan_sentence(Draft((), ""), texts("en"), NAMES) == ""


@pytest.mark.parametrize(
    ("score", "english", "german"),
    [
        (Score(best=True), "It can't get better.", "Besser geht es nicht."),
        (
            Score(repeats=8, repeats_bound=8, proved=True),
            "Fewer repeats aren't possible.",
            "Weniger Wiederholungen gehen nicht.",
        ),
        (
            Score(repeats=12, repeats_bound=8, fresh=8, obstacles=(HALL,)),
            "At least 8 of them can't be avoided. Without repeats 9 rounds are possible.",
            "Mindestens 8 davon lassen sich nicht vermeiden. Ohne Wiederholung gehen 9 Runden.",
        ),
        (
            Score(repeats=12, fresh=9, obstacles=(HALL,)),
            "Up to round 9 nobody meets twice.",
            "Bis Runde 9 trifft sich niemand zweimal.",
        ),
        (Score(repeats=3, fresh=1), "", ""),
        (
            Score(same_firm=3, same_firm_least=1, speechless=1),
            "3 times two of one firm share a table. Once two without a common language share a table.",
            "3 Mal sitzen zwei aus einer Firma zusammen. Einmal sitzen zwei ohne gemeinsame Sprache zusammen.",
        ),
        (
            Score(same_firm=2, same_firm_least=2),
            "2 times two of one firm have to share a table.",
            "2 Mal müssen zwei aus einer Firma zusammensitzen.",
        ),
        (
            Score(rivals=2, rivals_least=2, hostless=1),
            "2 times two competitors have to share a table: there are more of one industry than tables. "
            "1 table has no host.",
            "2 Mal müssen zwei Wettbewerber zusammensitzen: Von einer Branche sind mehr da als Tische. "
            "1 Tisch hat keinen Gastgeber.",
        ),
        (
            Score(rivals=3, rivals_least=2, crowded_newcomers=1),
            "3 times two competitors of one industry share a table. "
            "In 1 round more first-timers than needed share a table.",
            "3 Mal sitzen zwei Wettbewerber einer Branche zusammen. "
            "In 1 Runde sitzen mehr neue Gäste an einem Tisch als nötig.",
        ),
        (
            Score(unnamed_stepfree=2),
            "2 guests need a step-free table: please name those, /settings stepfree=1,2.",
            "2 Gäste brauchen einen stufenlosen Tisch: Welche sind das? /einstellungen stufenlos=1,2",
        ),
        (
            Score(never=3, obstacles=(NeverTogether(("a", "b"), "together", "absent"),)),
            "Anna Roth and Tom Berger are never there together. 2 more wishes can't be met.",
            "Anna Roth und Tom Berger sind nie gleichzeitig da. 2 weitere Wünsche sind nicht erfüllbar.",
        ),
    ],
)
def test_what_stands_in_the_way_is_said_in_both_languages(score: Score, english: str, german: str) -> None:
    assert _hints(score) == english
    assert _hints(score, "de") == german


@pytest.mark.parametrize("because", ["absent", "apart", "group", "tables"])
def test_whom_somebody_asked_to_avoid_is_not_told(because: str) -> None:
    score = Score(never=1, obstacles=(NeverTogether(("a", "x"), "together", because),))
    said = _hints(score)
    assert said.startswith("Anna Roth and x ")
    assert "apart" not in said


def test_a_score_takes_from_a_report_what_organisers_ask_for() -> None:
    people = tuple(Person(id=name, organisation="Firm" if name in "abc" else None) for name in "abcdef")
    problem = Problem(
        rounds=1,
        people=people,
        tables=(Table(id="1", min=3, max=3), Table(id="2", min=3, max=3)),
        apart=(("a", "d"), ("a", "e"), ("b", "d"), ("b", "e")),
        together=(("a", "d"), ("a", "e"), ("b", "d"), ("b", "e")),
    )
    made = Plan(rounds=(Round(round=1, tables={"1": tuple("abc"), "2": tuple("def")}),))
    score = score_of(audit(problem, made))
    assert (score.same_firm, score.same_firm_least, score.fresh) == (3, 1, 1)
    assert (score.never, len(score.obstacles), score.together_met) == (4, 3, 0)
    assert (score.proved, score.best) == (True, False)
