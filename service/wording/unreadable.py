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


def why_not_taken(note: RowNote, t: Texts) -> str:
    """Return why a row cannot be taken: `Row 12, Nachname: no name`."""
    reason = {
        "no_name": t.say("no name"),
        "total": t.say("a total, no person"),
        "too_long": t.say("too long, at most {limit} characters", limit=note.limit),
        "id_taken": t.say("this id stands in row {of} too", of=note.of),
        "bad_rounds": t.say("rounds are whole numbers, such as 1, 2"),
        "bad_id": t.say("an id is a short word without spaces"),
    }.get(note.code, note.why)
    where = t.say("Row {row}", row=note.row) + (f", {note.column}" if note.column else "")
    return f"{where}: {reason}"
