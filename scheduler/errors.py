"""What can be wrong with a problem: it cannot be read, or its hard rules cannot all hold."""

from scheduler.reasons import Reason


class SchedulerError(Exception):
    """Whatever the scheduler refuses; `code` is stable, the message is for people."""

    code = "scheduler"


class ProblemInvalid(SchedulerError, ValueError):
    """A problem or plan that cannot be read; `path` says where, as in `$.people[3].table`."""

    def __init__(self, code: str, text: str, path: str = "$") -> None:
        super().__init__(f"{text} (at {path})")
        self.code = code
        self.text = text
        self.path = path


class Conflict(SchedulerError):
    """Hard rules that cannot all hold; `wishes` are those in conflict, and facts that make them one."""

    code = "conflict"

    def __init__(self, wishes: tuple[Reason, ...]) -> None:
        super().__init__(" ".join(f"{wish}." for wish in wishes))
        self.wishes = wishes


class Undecided(SchedulerError):
    """The time was too short to find a seating, or to prove that there is none."""

    code = "undecided"
