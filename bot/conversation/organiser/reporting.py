"""The evening in figures, in words."""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.turn import Answer, Turn
from bot.spoken_names import isolated
from service.lists.fold import shorten
from service.report import EveningReport, report_of

MOST_NOTES = 15
LONGEST_NOTE = 160


class ReportTalk:
    """Answers `report`."""

    def __init__(self) -> None:
        self.answers: Mapping[str, Answer] = {"report": self._report}

    @staticmethod
    async def _report(turn: Turn) -> Message:
        t, report = turn.t, report_of(turn.evening, turn.people)
        if not report.rounds:
            return Message(t.say("No round is over yet."))
        title = t.say(
            "{people}, {rounds}",
            people=t.count("{n} guest", "{n} guests", report.people),
            rounds=t.count("{n} round", "{n} rounds", report.rounds),
        )
        return Message(title, "\n".join([*_lines(turn, report), *_notes(turn, report)]))


def _lines(turn: Turn, report: EveningReport) -> list[str]:
    t, faces = turn.t, report.per_person
    lines = [
        t.count("{n} pair has met.", "{n} pairs have met.", report.met),
        t.say(
            "New faces each: {mean:.1f} on average, {min} to {max}.",
            mean=faces.mean,
            min=faces.min,
            max=faces.max,
        ),
        t.count("{n} meeting again.", "{n} meetings again.", report.repeats),
    ]
    if report.rests:
        lines.append(t.count("{n} round off.", "{n} rounds off.", report.rests))
    if report.no_shows:
        lines.append(t.count("{n} did not come.", "{n} did not come.", report.no_shows))
    if report.matches:
        lines.append(
            t.say("{met} of {all} matches have sat together.", met=report.matched, all=report.matches)
        )
    lines.append(t.count("{n} contact exchanged.", "{n} contacts exchanged.", report.contacts))
    if report.ratings:
        given = sum(report.ratings.values())
        mean = sum(stars * times for stars, times in report.ratings.items()) / given
        lines.append(
            t.count("{n} rating, {mean:.1f} of 5.", "{n} ratings, {mean:.1f} of 5.", given, mean=mean)
        )
    return lines


def _notes(turn: Turn, report: EveningReport) -> list[str]:
    t = turn.t
    if not report.notes:
        return []
    lines = ["", t.say("Notes of the hosts:")]
    lines += [
        t.say(
            "Round {round}, table {table}: {text}",
            round=note.round,
            table=note.table,
            text=isolated(shorten(" ".join(note.text.split()), LONGEST_NOTE)),
        )
        for note in report.notes[:MOST_NOTES]
    ]
    if len(report.notes) > MOST_NOTES:
        lines.append(t.say("and {n} more", n=len(report.notes) - MOST_NOTES))
    return lines
