"""How a rehearsal went besides its figures: what the network did to it, where somebody had to lend a hand."""


class RehearsalStopped(Exception):
    """The evening could not be played to its end; the message says at what it failed."""

    code = "rehearsal_stopped"


class Course:
    """Gathers what the report's table says below its figures."""

    def __init__(self) -> None:
        self.refused_sends = 0
        """Messages the network asked to send again later."""
        self.timed_out: set[tuple[str, str]] = set()
        """(person, notice) that arrived although the network said that the send had timed out."""
        self.forced_duplicates = 0
        """Duplicates of messages that had timed out: nobody could know that they had arrived."""
        self.crowded = 0
        """Messages sent to a phone while another was still under way to it."""
        self.resumed = 0
        """So often the service missed a gong, held the evening and asked, and the organiser let it go on."""
        self.findings: list[str] = []
        """What must not be, in detail: who lost what, who met again, who had no table; by id."""
        self.troubles: list[str] = []
        """What went wrong for somebody, by id."""
