"""What can be wrong with a problem: it cannot be read, or its hard rules cannot all hold."""


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
    """Hard rules that cannot all hold; `wishes` names those in conflict, one sentence each."""

    code = "conflict"

    def __init__(self, wishes: tuple[str, ...]) -> None:
        super().__init__(" ".join(f"{wish}." for wish in wishes))
        self.wishes = wishes
