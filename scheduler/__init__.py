"""Who sits where: from a problem to a plan, without input, output or clock."""

from scheduler.audit import audit
from scheduler.bound import counting_bound
from scheduler.costs import costs
from scheduler.errors import Conflict, ProblemInvalid, SchedulerError
from scheduler.mend import mend
from scheduler.plan import Plan, Round, read_plan
from scheduler.planning import plan, warm_up
from scheduler.problem import Goals, Limited, Person, Problem, Table, read_problem
from scheduler.report import Costs, Report, Rests
from scheduler.tables import even_tables

__all__ = [
    "Conflict",
    "Costs",
    "Goals",
    "Limited",
    "Person",
    "Plan",
    "Problem",
    "ProblemInvalid",
    "Report",
    "Rests",
    "Round",
    "SchedulerError",
    "Table",
    "audit",
    "costs",
    "counting_bound",
    "even_tables",
    "mend",
    "plan",
    "read_plan",
    "read_problem",
    "warm_up",
]
