"""What is wrong with a list, as a sentence for whoever sent it."""

from service.lists import ListUnreadable
from service.lists.report import RowNote
from service.wording.catalogue import Texts


def why_unreadable(problem: ListUnreadable, t: Texts) -> str:
    """Return why nothing was taken, and what would be right."""
    match problem.code:
        case "empty":
            return t.say(
                "The file is empty. It needs headings such as Vorname and Nachname, and people below."
            )
        case "no_headings":
            return t.say(
                "There is no row of headings. At least a column Name (or Vorname and Nachname) is needed."
            )
        case "no_people":
            return t.say("There are headings but no people below them.")
        case "too_large" | "too_many":
            return t.say(
                "That is too much for a list of guests. Please save the list alone, as .xlsx or .csv."
            )
        case "mixed_encoding":
            return t.say(
                "Row {row} is written in another encoding than the rest. Please save the list anew, as .xlsx.",
                row=problem.row,
            )
        case "broken_quotes":
            return t.say("In row {row} a quotation mark is not closed.", row=problem.row)
        case _:
            return t.say("That is no list I can read. Please save it as .xlsx or .csv.")


def row_in_words(note: RowNote, t: Texts) -> str:
    """Return what is the matter with a row: `Row 12, Nachname: no name`."""
    reason = {
        "no_name": t.say("no name"),
        "total": t.say("a total, no person"),
        "too_long": t.say("too long, at most {limit} characters", limit=note.limit),
        "too_many_cells": t.say("more cells than headings"),
        "id_taken": t.say("this id stands in row {of} too", of=note.of),
        "bad_rounds": t.say("rounds are whole numbers, such as 1, 2"),
        "bad_id": t.say("an id is a short word without spaces"),
        "headings_again": t.say("the headings once more, passed over"),
        "formula": t.say("a formula without a value, left empty"),
        "garbled": t.say("letters look garbled"),
        "odd_name": t.say("digits or @ in the name"),
        "shortened": t.say("very long, shortened to {limit} characters", limit=note.limit),
        "unknown_language": t.say("a language I don't know, left out"),
        "no_email": t.say("no e-mail address, left out"),
        "several_emails": t.say("several e-mail addresses, the first counts"),
        "rounded_phone": t.say("a number the spreadsheet has rounded, left out"),
        "shared_email": t.say("the same e-mail address as row {of}, taken as two", of=note.of),
        "namesake": t.say("the same name and firm as row {of}, taken as two", of=note.of),
        "other_sheet": t.say("another sheet looks like a list too; it is not read"),
        "unknown_answer": t.say("neither yes nor no, taken as no"),
        "nobody_apart": t.say("{about} fits nobody on the list, or several", about=note.about),
        "not_understood": t.say("more than name and firm; without headings I leave out the rest"),
    }.get(note.code, note.why)
    if note.row is None:
        return reason
    where = t.say("Row {row}", row=note.row) + (f", {note.column}" if note.column else "")
    return f"{where}: {reason}"
