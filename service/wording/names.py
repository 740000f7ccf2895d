"""What people are called: by their name, or by their number where no name is kept any more."""

from collections.abc import Mapping

from service.evening import Evening
from service.people.person import PersonRecord
from service.wording.refused import texts_of

Records = Mapping[str, PersonRecord]


def name_of(person: str, evening: Evening, records: Records, language: str | None = None) -> str:
    """Return a participant's name as it was given, or `Gast 12`; an organiser without a name keeps the id.

    `language` is the reader's, else the evening's.
    """
    record = records.get(person)
    if record is not None and record.name:
        return record.name
    slot = evening.people.get(person)
    if slot is None:
        return person
    return texts_of(evening, language).say("Guest {number}", number=slot.number)


def names_of(evening: Evening, records: Records, language: str | None = None) -> dict[str, str]:
    """Return what everybody is called, by id: all on the list, and organisers' chats."""
    return {person: name_of(person, evening, records, language) for person in (*evening.people, *records)}
