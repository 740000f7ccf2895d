"""When a guest of honour is in the hall: `18:45-19:30`, in the evening's time zone."""

import datetime
import re
import zoneinfo

from service.evening.finishing import clock_time
from service.evening.refusals import BadTime, BadWindow
from service.evening.state import Evening

Window = tuple[int, int]
"""Minutes of the day; the end is after the beginning, so more than 1440 where midnight lies between."""

BETWEEN = re.compile(r"\s*(?:[-\u2013\u2014]|\bbis\b|\bto\b|\buntil\b)\s*", re.IGNORECASE)
DAY = 24 * 60
LONGEST = 12 * 60
"""Nobody visits longer than half a day: what looks longer has its ends the wrong way round."""


def read_window(text: str) -> Window:
    """Return the window somebody has typed. Raises BadWindow."""
    ends = BETWEEN.split(text.strip())
    try:
        begins, ends_at = (clock_time(end) for end in ends)
    except (ValueError, BadTime):
        raise BadWindow(time=text.strip()) from None
    start, end = (60 * at.hour + at.minute for at in (begins, ends_at))
    end += DAY * (end < start)
    if not 0 < end - start <= LONGEST:
        raise BadWindow(time=text.strip(), begins=shown(start), ends=shown(end))
    return start, end


def window_at(evening: Evening, window: Window, since: int) -> tuple[int, int]:
    """Return the instants (ms) of the first window of this kind that is not over at `since`."""
    zone = zoneinfo.ZoneInfo(evening.settings.timezone)
    today = datetime.datetime.fromtimestamp(since / 1000, zone).date()

    def instant(day: datetime.date, minutes: int) -> int:
        days, minute = divmod(minutes, DAY)
        at = datetime.datetime.combine(day, datetime.time(minute // 60, minute % 60), zone)
        return round((at + datetime.timedelta(days=days)).timestamp() * 1000)

    found = (
        (instant(day, window[0]), instant(day, window[1]))
        for day in (today + datetime.timedelta(days=days) for days in (-1, 0, 1))
    )
    return next((begins, ends) for begins, ends in found if ends > since)


def shown(minutes: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minutes // 60 % 24}:{minutes % 60:02d}"
