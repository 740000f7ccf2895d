"""One small evening, through the whole service: Redis, planner, pages, delivery, conversation, clock."""

import io
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import msgspec
from rich.console import Console

from bot.channel import Channel
from rehearsal import Rehearsal, report_table
from service.api.services import Services
from service.configuration import Configuration
from service.lists import read_list
from tischwechsel.running import running

LIST = Path(__file__).resolve().parents[2] / "examples" / "evening50.csv"


async def test_sixteen_guests_play_three_rounds_and_nobody_is_lost() -> None:
    guests = read_list(LIST.read_bytes(), filename=LIST.name).people[:16]
    rehearsal = Rehearsal(guests, rounds=3, minutes=5, size=4, speed=200, no_show=0.07, late=0.13, seed=4)

    def start(
        settings: Configuration, port: int, channels: Mapping[str, Channel]
    ) -> AbstractAsyncContextManager[Services]:
        return running(settings, host="127.0.0.1", port=port, time=rehearsal.time, channels=channels)

    seen = io.StringIO()
    report = await rehearsal.run(start, Console(file=seen))
    assert (report.rounds, report.people) == (3, 16)
    assert (report.notices.lost, report.without_table) == (0, 0), rehearsal.course.findings
    assert report.notices.due == report.notices.sent >= 3 * 12
    assert report.notices.duplicate == rehearsal.course.forced_duplicates
    assert rehearsal.course.crowded == 0

    fields = msgspec.json.decode(msgspec.json.encode(report))
    assert list(fields) == ["rounds", "people", "notices", "repeats", "without_table", "seconds"]
    assert list(fields["notices"]) == ["due", "sent", "lost", "duplicate", "late"]

    shown = io.StringIO()
    Console(file=shown, width=100).print(report_table(report, rehearsal.course))
    assert "Nachrichten fällig" in shown.getvalue()
