"""How long an announcement lasts: as long as people walk, and as telling everybody takes."""

from collections import Counter

from service.evening.state import Evening, Seating

RATES = {"telegram": 28.0, "matrix": 40.0}
"""Messages a second that reach people on each network.

Telegram refuses more than about 30 in any second, and evenly spaced 28 pass without a refusal. An encrypted room
of a Matrix homeserver takes about 48 on the two cores of a small machine, answers to people among them.
Pages are told at once.
"""

MARGIN = 5.0
"""Seconds that whoever is told last still has to walk."""


def announcement(evening: Evening, seating: Seating) -> int:
    """Return the milliseconds from the announcement of this seating to the gong that starts its round.

    That is `change_seconds`, or longer where the slowest network needs longer to tell everybody in it.
    """
    told = Counter(
        channel
        for person in seating.everyone().union(*seating.visitors.values())
        if person in evening.people
        for channel in evening.people[person].channels
    )
    telling = max(
        (n / RATES[channel] + MARGIN for channel, n in told.items() if channel in RATES), default=0.0
    )
    return round(max(evening.settings.change_seconds, telling) * 1000)
