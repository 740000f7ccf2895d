"""Planning beside the event loop: in worker processes, with answers that fit the evening they were asked for."""

import asyncio
import hashlib
import time
from collections.abc import Mapping

import msgspec
import structlog
from msgspec.structs import replace

import scheduler
from scheduler import Conflict, Plan, Problem, Report
from scheduler.obstacles import Crowd, ManyRounds, NeverTogether
from scheduler.reasons import Reason
from service.evening.gathering import gathering
from service.evening.goals import FIRST_TIMER
from service.evening.problem import (
    fingerprint,
    no_plan_possible,
    plan_of,
    problem_of,
    rounds_to_come,
    seatings_of,
)
from service.evening.state import Draft, Evening, Score
from service.evening.unkept import with_unkept
from service.lists.fold import words
from service.people.firms import firm_words
from service.people.person import Person, PersonRecord
from service.problem_matches import with_matches
from service.workers import Workers

DRAFT_SECONDS = 0.8
"""The longest an organiser waits for a draft of a small evening; it comes sooner when nothing can get better."""

SMALL = 100
"""People: larger evenings get more time, in proportion."""

WORKERS = 2

NAMED = 3
"""Of the wishes that cannot be met so many are named to an organiser; the others are counted."""

log = structlog.get_logger()
_problem = msgspec.msgpack.Decoder(Problem)
_plan = msgspec.msgpack.Decoder(Plan)


class Planner:
    """Plans in worker processes of its own."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._workers = Workers(workers, "planning")
        self._warming: asyncio.Task[None] | None = None
        self.ready = False

    async def start(self) -> None:
        """Start the workers; `ready` turns true when they have compiled what they need."""
        self._workers.start()
        self._warming = asyncio.create_task(self._warm_up())

    async def close(self) -> None:
        """End the workers, whatever they are at."""
        if self._warming is not None:
            self._warming.cancel()
        self._workers.close()

    async def plan(
        self,
        problem: Problem,
        *,
        seconds: float = 2.0,
        seed: int = 1,
        iterations: int | None = None,
        match: bool = False,
    ) -> Plan:
        """Plan in a worker; with `match`, matches that were left out are found there first.

        Raises Conflict where no plan can exist.
        """
        task = msgspec.msgpack.encode(problem)
        answer = await self._workers.run(_work, task, seconds, seed, iterations, match)
        if isinstance(answer, tuple):
            raise Conflict(answer)
        return _plan.decode(answer)

    async def propose(
        self,
        evening: Evening,
        people: Mapping[str, PersonRecord],
        *,
        seconds: float = DRAFT_SECONDS,
        stability: float | None = None,
    ) -> Draft:
        """Plan the rounds to come of this evening, in `seconds`, or for many people more.

        With `stability` (what a seat that differs from the present draft costs) it starts from that draft.
        Raises NoPlanPossible, TooFewPeople, TablesTooFew.
        """
        rounds = rounds_to_come(evening)
        problem = described(problem_of(evening), people)
        if stability is not None and evening.draft is not None:
            goals = replace(problem.goals, stability=stability)
            problem = replace(problem, previous=plan_of(evening, evening.draft.rounds, rounds), goals=goals)
        started = time.perf_counter()
        budget = seconds * max(1.0, len(problem.people) / SMALL)
        try:
            plan = await self._gathered(gathering(evening, problem, rounds), problem, budget, _seed(evening))
        except Conflict as conflict:
            raise no_plan_possible(evening, conflict, rounds) from conflict
        log.info(
            "planned",
            evening=evening.id,
            people=len(problem.people),
            rounds=problem.rounds,
            seconds=round(time.perf_counter() - started, 3),
        )
        seatings = seatings_of(plan, rounds)
        score = with_unkept(score_of(plan.report), evening, plan.report, seatings)
        return Draft(seatings, fingerprint(evening), score)

    async def _gathered(self, together: Problem, problem: Problem, seconds: float, seed: int) -> Plan:
        """Plan with the consortia at their tables; without them where that would break what people were promised."""
        if together.inseparable:
            try:
                return await self.plan(together, seconds=seconds, seed=seed)
            except Conflict:
                log.info("consortia meet in pairs", people=len(problem.people))
        return await self.plan(problem, seconds=seconds, seed=seed)

    async def _warm_up(self) -> None:
        await asyncio.gather(*(self._workers.run(scheduler.warm_up) for _ in range(self._workers.count)))
        self.ready = True


def _seed(evening: Evening) -> int:
    """The evening's own seed; another one each time something has happened, so that planning again tries anew."""
    name = f"{evening.id}.{evening.version}".encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=4).digest()) >> 1


def described(problem: Problem, people: Mapping[str, PersonRecord]) -> Problem:
    """Return the problem with what the planner may know of each person; seats and absences stay the evening's.

    Spellings of one firm, or of one industry, become one.
    """

    def known(person: scheduler.Person) -> scheduler.Person:
        record = people.get(person.id)
        if record is None:
            return person
        listed = as_planned(record.person, person.id)
        evening = {"absent": person.absent, "table": person.table, "group": person.group}
        tags = {tag: said for tag, said in listed.tags.items() if tag != FIRST_TIMER} | person.tags
        firm, trade = firm_words(listed.organisation), tuple(words(listed.industry or ""))
        kinds = {
            "organisation": firms.setdefault(firm, listed.organisation) if firm else None,
            "industry": trades.setdefault(trade, listed.industry) if trade else None,
        }
        return replace(listed, tags=tags, **evening, **kinds)

    firms: dict[tuple[str, ...], str | None] = {}
    trades: dict[tuple[str, ...], str | None] = {}
    return replace(problem, people=tuple(known(person) for person in problem.people))


def as_planned(person: Person, id: str) -> scheduler.Person:
    """Return a person of a list as the scheduler takes them."""
    return scheduler.Person(
        id=id,
        name=person.name,
        organisation=person.organisation,
        industry=person.industry,
        topics=person.topics,
        offers=person.offers,
        seeks=person.seeks,
        languages=person.languages,
        group=person.group,
        absent=person.absent,
        table=person.table,
        tags=person.tags,
    )


def score_of(report: Report | None) -> Score:
    """Return what an organiser wants to know of a plan."""
    if report is None:
        return Score()
    never = [one for one in report.obstacles if isinstance(one, NeverTogether)]
    return Score(
        repeats=report.repeats,
        repeats_bound=report.repeats_bound,
        together_met=report.together_met,
        together_asked=report.together_asked,
        matches_met=report.matches_met,
        matches_known=report.matches_known,
        rests=report.rests.max,
        proved=report.proved,
        best=report.best,
        fresh=report.fresh_rounds,
        same_firm=report.alike.get("organisation", 0),
        same_firm_least=sum(
            one.pairs for one in report.obstacles if isinstance(one, Crowd) and one.field == "organisation"
        ),
        speechless=report.speechless,
        never=len(never),
        obstacles=(
            *(one for one in report.obstacles if isinstance(one, ManyRounds)),
            *[one for one in never if one.asked == "together"][:NAMED],
        ),
    )


def _work(
    task: bytes, seconds: float, seed: int, iterations: int | None, match: bool
) -> bytes | tuple[Reason, ...]:
    problem = _problem.decode(task)
    try:
        made = scheduler.plan(
            with_matches(problem) if match else problem, seconds=seconds, seed=seed, iterations=iterations
        )
    except Conflict as conflict:
        return conflict.wishes
    return msgspec.msgpack.encode(made)
