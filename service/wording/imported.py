"""What a list would do, or has done, in words: for the preview in chats and at the desk."""

from collections.abc import Callable, Mapping

from service.people.differences import PersonChange
from service.people.guest_list import ListTaken
from service.people.person import PersonRecord
from service.people.recognition import Question
from service.wording.catalogue import Texts
from service.wording.fields import change_of_field, field_name, value_in_words
from service.wording.unreadable import row_in_words

Records = Mapping[str, PersonRecord]

Spoken = Callable[[str], str]
"""How a name stands in a sentence."""


def counted(taken: ListTaken, t: Texts) -> str:
    """Return `50 guests: 47 new, 2 changed, 1 the same.`"""
    parts = [
        t.say("{n} new", n=taken.new) if taken.new else "",
        t.say("{n} changed", n=taken.changed) if taken.changed else "",
        t.say("{n} the same", n=taken.same) if taken.same else "",
    ]
    guests = t.count("{n} guest", "{n} guests", len(taken.ids))
    told = ", ".join(part for part in parts if part)
    return f"{guests}: {told}." if told else f"{guests}."


def taken_over(taken: ListTaken, t: Texts) -> str:
    """Return what has been done: `47 guests added, 2 changed.`"""
    if taken.new and taken.changed:
        return (
            t.count("{n} guest taken", "{n} guests taken", taken.new)
            + ", "
            + t.say("{n} changed.", n=taken.changed)
        )
    if taken.new:
        return t.count("{n} guest taken.", "{n} guests taken.", taken.new)
    if taken.changed:
        return t.count("{n} guest changed.", "{n} guests changed.", taken.changed)
    return t.say("Nothing new: all of them are on the list as they stand there.")


def in_short(changes: tuple[PersonChange, ...], t: Texts, most: int, spoken: Spoken = str) -> str:
    """Return who changes, and in what: `Tom Berger (Firm), Ines Roth (Industry) and 3 more`."""
    told = [
        f"{spoken(change.name)} ({', '.join(field_name(one.field, t) for one in change.fields)})"
        for change in changes
        if change.fields
    ]
    return t.listing(told, most)


def in_full(change: PersonChange, t: Texts) -> str:
    """Return who changes, from what to what."""
    return f"{change.name} – " + "; ".join(change_of_field(one, t) for one in change.fields)


def kept(change: PersonChange, t: Texts) -> str:
    """Return what stays although the list says something else."""
    own = "; ".join(f"{field_name(one.field, t)}: {value_in_words(one.was, t)}" for one in change.kept)
    return f"{change.name} – {own}"


def kept_in_short(changes: tuple[PersonChange, ...], t: Texts, most: int, spoken: Spoken = str) -> str:
    """Return whose own words stay, and about what."""
    told = [
        f"{spoken(change.name)} ({', '.join(field_name(one.field, t) for one in change.kept)})"
        for change in changes
        if change.kept
    ]
    return t.say("They said so themselves, so it stays: {names}", names=t.listing(told, most)) if told else ""


def question(asked: Question, taken: ListTaken, records: Records, t: Texts, spoken: Spoken = str) -> str:
    """Return whether somebody of the list is somebody who is there already."""
    person = taken.listed.people[asked.at]
    record = records.get(asked.known)
    known = spoken((record.person.organisation if record is not None else None) or "–")
    name, firm = spoken(person.name), spoken(person.organisation or "–")
    match asked.why:
        case "other_firm":
            return t.say(
                "{name} ({firm}) is on the list with another firm ({known}). The same person?",
                name=name,
                firm=firm,
                known=known,
            )
        case "other_email":
            return t.say("{name} is on the list with another e-mail address. The same person?", name=name)
        case _ if person.organisation:
            return t.say(
                "{name} ({firm}) is on the list without a firm. The same person?", name=name, firm=firm
            )
        case _:
            return t.say(
                "{name} is on the list with a firm ({known}), here without. The same person?",
                name=name,
                known=known,
            )


def remarks(taken: ListTaken, t: Texts) -> list[str]:
    """Return what there is to say about rows that are taken, or left out because they say the same again."""
    report = taken.report
    twice = [
        t.say("Row {row} is left out: the same as row {of}.", row=one.row, of=one.of)
        if one.code == "identical"
        else t.say("Row {row} is left out: the same e-mail address as row {of}.", row=one.row, of=one.of)
        for one in report.duplicates
    ]
    return [*twice, *(f"{row_in_words(note, t)}." for note in report.warnings)]
