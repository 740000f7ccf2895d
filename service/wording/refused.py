"""Every refusal as a sentence that says what would be right, in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from scheduler.reasons import Reason
from service.evening.apart import PrivateWish
from service.evening.refusals import ConfirmNeeded, Refusal
from service.evening.state import Evening
from service.evening.stepfree import NeedsStepFree
from service.wording.catalogue import Texts
from service.wording.reasons import reason_in_words
from service.wording.refused_to_guests import TO_GUESTS

FOLDER = Path(__file__).parent / "texts"

Details = Mapping[str, Any]


def texts(language: str) -> Texts:
    """Return this room's texts where no evening is known."""
    return Texts(FOLDER, language)


def texts_of(evening: Evening, language: str | None = None) -> Texts:
    """Return this room's texts for a reader of this evening, in the evening's language unless they read another."""
    settings = evening.settings
    return Texts(FOLDER, language or settings.language, settings.timezone, settings.anrede)


def sentence(
    refusal: Refusal, t: Texts, names: Mapping[str, str] | None = None, *, guest: bool = False
) -> str:
    """Return what to tell an organiser, or a `guest`, whose command was refused; `names` by id."""
    details = dict(refusal.details)
    if candidates := details.get("candidates"):
        details["names"] = [(names or {}).get(person, person) for person in cast(Sequence[str], candidates)]
    if "person" in details:
        details["name"] = (names or {}).get(str(details["person"]), str(details["person"]))
    for role in ("one", "other"):
        if role in details:
            details[role] = (names or {}).get(str(details[role]), str(details[role]))
    if wishes := details.get("wishes"):
        reasons = cast(Sequence[Reason | PrivateWish | NeedsStepFree], wishes)
        details["wishes"] = [reason_in_words(reason, t, names or {}) for reason in reasons]
    first, then = (TO_GUESTS, SENTENCES) if guest else (SENTENCES, TO_GUESTS)
    return (first.get(refusal.code) or then[refusal.code])(t, details)


def command(word: str, t: Texts) -> str:
    """Return how an organiser's word is typed in this language."""
    return t.say("/" + word)


def choices(question: ConfirmNeeded, t: Texts) -> tuple[str, str]:
    """Return what the two buttons under a question say: do it, leave it."""
    yes = {"begin": t.say("Begin"), "next": t.say("End it now"), "stop": t.say("End the evening")}
    return yes[str(question.details["word"])], t.say("Leave it")


def _confirm(t: Texts, d: Details) -> str:
    match d["word"]:
        case "begin":
            return t.say(
                "Only {here} of {people} are here yet. Begin all the same? Whoever is missing keeps a seat.",
                here=d["here"],
                people=d["people"],
            )
        case "next":
            until = (
                t.say("The round runs until {time}.", time=t.clock(d["deadline"]))
                if d.get("deadline")
                else t.say("The round is held, {left} are left.", left=t.span(d["remaining"]))
            )
            if d.get("last"):
                return until + " " + t.say("It is the last one. End it now?")
            if d.get("coming_break"):
                return f"{until} " + t.count(
                    "End it now? {n} guest will be told at once that there is a break of {minutes:g} minutes.",
                    "End it now? {n} guests will be told at once that there is a break of {minutes:g} minutes.",
                    d["people"],
                    minutes=d["coming_break"],
                )
            return f"{until} " + t.count(
                "End it now? {n} guest will be sent their next table at once.",
                "End it now? {n} guests will be sent their next table at once.",
                d["people"],
            )
        case _ if d["round"]:
            return t.count(
                "End the evening in round {round} of {rounds}? {n} guest will be told that it is over.",
                "End the evening in round {round} of {rounds}? {n} guests will be told that it is over.",
                d["people"],
                round=d["round"],
                rounds=d["rounds"],
            )
        case _:
            return t.count(
                "End the evening before it has begun? {n} guest will be told.",
                "End the evening before it has begun? {n} guests will be told.",
                d["people"],
            )


def _bad_setting(t: Texts, d: Details) -> str:
    if "allowed" in d:
        return t.say(
            "{setting} cannot be “{value}”; possible: {allowed}.",
            setting=d["setting"],
            value=d["value"],
            allowed=", ".join(d["allowed"]),
        )
    kind = t.say("a whole number") if d["kind"] == "int" else t.say("a number")
    return t.say(
        "{setting} cannot be “{value}”; it is {kind} from {least:g} to {most:g}.", **{**d, "kind": kind}
    )


def _conflict(t: Texts, d: Details) -> str:
    if len(d["wishes"]) == 1:
        return t.say("That can't be: {wish}.", wish=d["wishes"][0])
    return t.say("No plan can hold all of this: {wishes}.", wishes="; ".join(d["wishes"]))


def _tables_too_few(t: Texts, d: Details) -> str:
    return (
        t.count(
            "{n} guest too many for {tables} tables of {size}.",
            "{n} guests too many for {tables} tables of {size}.",
            d["over"],
            tables=d["tables"],
            size=d["size"],
        )
        + " "
        + t.count("One more table is enough.", "{n} more tables are enough.", d["more"])
    )


def _stepfree_too_few(t: Texts, d: Details) -> str:
    said = t.count("{n} guest needs a step-free table", "{n} guests need a step-free table", d["people"])
    if not d["tables"]:
        return t.say("{guests}, but none is open. Please name one: /settings stepfree=1,2.", guests=said)
    room = t.count(
        "{guests}, but there is only {n} chair at step-free tables ({tables}).",
        "{guests}, but there are only {n} chairs at step-free tables ({tables}).",
        d["seats"],
        guests=said,
        tables=_in_a_row(d["tables"]),
    )
    return f"{room} " + t.count(
        "One more such table is enough: /settings stepfree=1,2.",
        "{n} more such tables are enough: /settings stepfree=1,2.",
        d["more"],
    )


def _too_few(t: Texts, d: Details) -> str:
    return t.count(
        "There is only {n} guest; a round needs at least {needed}.",
        "There are only {n} guests; a round needs at least {needed}.",
        d["people"],
        needed=d["needed"],
    )


def _presence(t: Texts, d: Details) -> str:
    if "language" in d:
        return t.say("We are speaking English already.")
    if "one" in d:
        return _pair_as_it_is(t, d)
    if "hosting" in d:
        return t.say("{name} is the host of table {table} already.", **d)
    if "visiting" in d:
        return t.say("{name} is a guest of honour already.", **d)
    if "told" in d:
        return t.say("There is nothing {name} has to be told in person.", **d)
    if "organiser" in d:
        return t.say("{name} runs the evening with us already.", **d)
    known = {
        "here": t.say("{name} is here already.", **d),
        "away": t.say("{name} is marked as not here already.", **d),
        "left": t.say("{name} has gone already.", **d),
    }
    return known.get(d.get("presence", ""), t.say("It is so already."))


def _pair_as_it_is(t: Texts, d: Details) -> str:
    if "apart" in d:
        return t.say("{one} and {other} are kept apart already.", **d)
    if "together" in d:
        return t.say("{one} and {other} are noted already; the plan brings them together if it can.", **d)
    if "matched" in d:
        return t.say("{one} and {other} are a match already.", **d)
    if "met" in d:
        return t.say("{one} and {other} have shared a table already.", **d)
    if d["table"] is None:
        return t.say("{one} and {other} both rest this round.", **d)
    return t.say("{one} and {other} are both at table {table}.", **d)


def _unknown_table(t: Texts, d: Details) -> str:
    said = t.say("There is no table {table}.", table=d["table"])
    if d["tables"]:
        said += " " + t.say("In use: {tables}.", tables=_in_a_row(d["tables"]))
    return said


def _bad_window(t: Texts, d: Details) -> str:
    if "ended" in d:
        return t.say(
            "It is {now} already; a window until {ended} is over.", now=t.clock(d["now"]), ended=d["ended"]
        )
    if "begins" in d:
        return t.say(
            "From {begins} to {ends} is no evening: write the beginning first, for example 18:45-19:30.",
            begins=d["begins"],
            ends=d["ends"],
        )
    return t.say("Write the window as two times of day, for example 18:45-19:30.")


def _in_a_row(tables: Sequence[str]) -> str:
    """`1–6, 8, 9`."""
    runs: list[list[str]] = []
    for table in tables:
        follows = bool(runs) and table.isdecimal() and runs[-1][-1].isdecimal()
        if follows and int(table) == int(runs[-1][-1]) + 1:
            runs[-1].append(table)
        else:
            runs.append([table])
    shown = (f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)
    return ", ".join(shown)


def _table_closed(t: Texts, d: Details) -> str:
    if d.get("last"):
        return t.say("Table {table} is the last one left; it stays open.", table=d["table"])
    return t.say("Table {table} is closed. If that was a mistake: /undo.", table=d["table"])


SENTENCES: Mapping[str, Callable[[Texts, Details], str]] = {
    "not_open": lambda t, d: t.say("The check-in is not open yet. First /open, then this."),
    "already_open": lambda t, d: t.say("The check-in is open already. Begin with /begin."),
    "not_begun": lambda t, d: t.say("No round has begun yet. Begin with /begin."),
    "already_begun": lambda t, d: t.say(
        "Round {round} is on already. Go on with /next, go back with /undo.", **d
    ),
    "ended": lambda t, d: t.say("The evening is over. If that was a mistake: /undo."),
    "already_held": lambda t, d: t.say("The clock is held already. Go on with /resume."),
    "not_held": lambda t, d: t.say("The clock is running; there is nothing to resume."),
    "nothing_to_extend": lambda t, d: t.say("No clock is running that could run longer."),
    "last_round": lambda t, d: t.say("This is the last round; no break follows it."),
    "confirm_needed": _confirm,
    "too_few_people": _too_few,
    "tables_too_few": _tables_too_few,
    "stepfree_too_few": _stepfree_too_few,
    "conflict": _conflict,
    "plan_outdated": lambda t, d: t.say("Meanwhile the next round was announced; this plan came too late."),
    "unknown_participant": lambda t, d: t.say("Nobody on the list is called “{name}”.", **d),
    "ambiguous_name": lambda t, d: t.say(
        "“{text}” can mean several people: {names}. Give the whole name or the id.",
        text=d["text"],
        names=t.listing(d["names"]),
    ),
    "already_on_list": lambda t, d: t.say("“{name}” is on the list already.", **d),
    "unknown_setting": lambda t, d: t.say(
        "There is no setting “{setting}”. Possible: {known}.",
        setting=d["setting"],
        known=", ".join(d["known"]),
    ),
    "bad_setting": _bad_setting,
    "bad_minutes": lambda t, d: t.say("Minutes are a number, at most {most:g}: for example 5.", **d),
    "nothing_to_say": lambda t, d: t.say("Write a text of at most {most} characters after the word.", **d),
    "unknown_language": lambda t, d: t.say("I speak German and English: /language de or /language en."),
    "code_spent": lambda t, d: t.say("This code has been used already. The desk has a new one for you."),
    "nothing_to_undo": lambda t, d: t.say("There is nothing to undo."),
    "undo_too_late": lambda t, d: t.say(
        "Since {word} the evening has moved on; that can no longer be undone.", word=command(d["word"], t)
    ),
    "nothing_due": lambda t, d: t.say("Nothing is due."),
    "nothing_new": _presence,
    "unknown_table": _unknown_table,
    "not_matched": lambda t, d: t.say("{one} and {other} are no match. All of them: /matches", **d),
    "table_closed": _table_closed,
    "same_person": lambda t, d: t.say("That takes two different people; both times it was {name}.", **d),
    "not_seated": lambda t, d: t.say("{name} has no seat right now.", **d),
    "bad_round": lambda t, d: t.say("The round is a number from {least} to {most}.", **d),
    "bad_time": lambda t, d: t.say("Write a time of day, for example 21:30."),
    "bad_window": _bad_window,
    "no_chat": lambda t, d: t.say("{name} has no chat with us yet; their own code starts one.", **d),
    "unknown_command": lambda t, d: t.say("There is no command “{word}”.", **d),
    "argument_missing": lambda t, d: t.say(
        "{word} needs one thing more: {argument}.", word=command(d["word"], t), argument=t.say(d["argument"])
    ),
}
"""Refusal code -> sentence."""
