"""A whole evening with simulated guests, in time-lapse, through the real service and the real delivery."""

from rehearsal.course import RehearsalStopped
from rehearsal.rehearsal import Rehearsal
from rehearsal.report import RehearsalReport, report_table

__all__ = ["Rehearsal", "RehearsalReport", "RehearsalStopped", "report_table"]
