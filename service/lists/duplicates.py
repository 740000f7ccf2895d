"""Who is in a list twice: left out where it is certain, pointed at where it is not."""

from collections import defaultdict

import msgspec

from service.lists.contacts import email_key
from service.lists.findings import Findings
from service.lists.fold import fold
from service.lists.names import name_words, same_name
from service.people.person import Person

_Entry = tuple[int, Person]


class Columns(msgspec.Struct, frozen=True):
    """The headings under which a list has what people are told apart by."""

    id: str | None
    name: str | None
    email: str | None


def without_duplicates(entries: list[_Entry], columns: Columns, findings: Findings) -> tuple[Person, ...]:
    """Return the people of numbered rows, each once.

    Left out: rows equal to an earlier one; rows with an earlier one's e-mail address and a name that may be
    the same. Two given ids mean two people, and one id cannot mean two. One address of two names (a firm's
    office), and one name twice in one organisation, are kept with a warning: people decide that.
    """
    kept: list[Person] = []
    by_content: dict[bytes, int] = {}
    by_id: dict[str, int] = {}
    by_email: defaultdict[str, list[_Entry]] = defaultdict(list)
    by_name: dict[tuple[tuple[str, ...], str], int] = {}
    for row, person in entries:
        content = msgspec.json.encode(person)
        if content in by_content:
            findings.duplicate(row, by_content[content], "identical", "identical")
            continue
        if person.id is not None and person.id in by_id:
            of = by_id[person.id]
            findings.bad(row, columns.id, "id_taken", f"id already used in row {of}", of=of)
            continue
        namesakes = by_email[email_key(person.email)] if person.email else []
        earlier = next((number for number, other in namesakes if _same(person, other)), None)
        if earlier is not None:
            findings.duplicate(row, earlier, "same_email", "same e-mail")
            continue
        name = (name_words(person.name), fold(person.organisation or ""))
        if namesakes:
            of = namesakes[0][0]
            findings.warn(
                row, columns.email, "shared_email", f"same e-mail as row {of}, taken as two people", of=of
            )
        elif name in by_name:
            of = by_name[name]
            why = f"same name and organisation as row {of}, taken as two people"
            findings.warn(row, columns.name, "namesake", why, of=of)
        kept.append(person)
        by_content[content] = row
        by_name.setdefault(name, row)
        namesakes.append((row, person))
        if person.id is not None:
            by_id[person.id] = row
    return tuple(kept)


def _same(person: Person, other: Person) -> bool:
    return (person.id is None or other.id is None) and same_name(person.name, other.name)
