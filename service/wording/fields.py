"""What a field of a person is called, and what stands in it, as people read it."""

from service.lists.fold import shorten
from service.people.differences import FieldChange, Value
from service.wording.catalogue import Texts

SHOWN = 60
"""Characters of a value in a sentence."""


def field_name(field: str, t: Texts) -> str:
    """Return what a field is called; one that has no name here yet keeps its own."""
    names = {
        "id": t.say("ID"),
        "title": t.say("Title (Dr.)"),
        "first_name": t.say("First name"),
        "last_name": t.say("Surname"),
        "name": t.say("Name"),
        "organisation": t.say("Firm"),
        "industry": t.say("Industry"),
        "topics": t.say("Topics"),
        "offers": t.say("I offer"),
        "seeks": t.say("I seek"),
        "languages": t.say("Languages"),
        "group": t.say("Group"),
        "absent": t.say("Rounds missed"),
        "table": t.say("Own table"),
        "host": t.say("Host"),
        "stepfree": t.say("Step-free table"),
        "apart": t.say("Not with"),
        "tags": t.say("Notes on the person"),
        "tags.first_timer": t.say("First time here"),
        "email": t.say("E-mail"),
        "phone": t.say("Telephone"),
    }
    return names.get(field, field)


def value_in_words(value: Value, t: Texts) -> str:
    """Return what stands in a field on one line, shortened; `–` where nothing does."""
    match value:
        case bool():
            return t.say("yes") if value else t.say("no")
        case dict():
            text = ", ".join(field_name(f"tags.{key}", t).removeprefix("tags.") for key in value)
        case tuple():
            text = ", ".join(str(one) for one in value)
        case _:
            text = " ".join(str(value or "").split())
    return shorten(text, SHOWN) or "–"


def change_of_field(change: FieldChange, t: Texts) -> str:
    """Return `Firm: Berger → Berger Optik`; where nothing stood before, only what is new."""
    before = f"{value_in_words(change.was, t)} → " if change.was else ""
    return f"{field_name(change.field, t)}: {before}{value_in_words(change.now, t)}"
