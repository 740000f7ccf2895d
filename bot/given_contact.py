"""A contact that is given: in words, and as a file for the address book."""

from bot.channel import Attachment
from service.cards import vcard
from service.lists.fold import words
from service.people.person import PersonRecord


def contact_lines(record: PersonRecord) -> list[str]:
    """Return e-mail and telephone as far as known, a line each."""
    return [line for line in (record.person.email, record.person.phone) if line]


def contact_file(record: PersonRecord) -> Attachment:
    """Return a contact as a file named after the person, in letters every system takes."""
    name = "-".join(words(record.name))[:40] or "kontakt"
    return Attachment(f"{name if name.isascii() else 'kontakt'}.vcf", vcard(record))
