"""What stands and what doesn't, before an evening depends on it: one check a file, all at once, nothing changed for good."""

from doctor.case import Case, case_of
from doctor.examination import examine
from doctor.finding import Finding
from doctor.report import as_json, lines, sound

__all__ = ["Case", "Finding", "as_json", "case_of", "examine", "lines", "sound"]
