"""Who offers what others seek: from everybody's own words to pairs worth a talk, without input, output or clock."""

from scheduler.match.matcher import Matcher
from scheduler.match.parts import hands, parts
from scheduler.match.party import Consortium, Found, Matches, Party, Ranking, Unmet

__all__ = ["Consortium", "Found", "Matcher", "Matches", "Party", "Ranking", "Unmet", "hands", "parts"]
