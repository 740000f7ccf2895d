"""A participant as a contact for the address book of any phone: vCard 3.0 (RFC 2426)."""

from service.people.person import PersonRecord

LINE = 75
"""Octets of a line; what is longer goes on after a line break and a space."""

TITLES = ("dr", "prof", "professor", "dipl", "ing", "mag", "med", "phil", "rer", "nat", "habil", "h", "c")
PARTICLES = frozenset(("van", "von", "vom", "zu", "zum", "zur", "de", "den", "der", "del", "della", "di", "da", "du", "la", "le", "ten", "ter", "al", "el", "bin"))  # fmt: skip
"""Small words that belong to the surname after them."""


def vcard(record: PersonRecord) -> bytes:
    """Return name, firm, telephone and e-mail as far as known; several of them make one file when joined."""
    person = record.person
    title, given, family = name_parts(person.name)
    lines = ["BEGIN:VCARD", "VERSION:3.0"]
    lines.append("N:" + ";".join(_escaped(part) for part in (family, given, "", title, "")))
    lines.append("FN:" + _escaped(person.name))
    if person.organisation:
        lines.append("ORG:" + _escaped(person.organisation))
    if person.phone:
        lines.append("TEL;TYPE=WORK,VOICE:" + _escaped(person.phone))
    if person.email:
        lines.append("EMAIL;TYPE=INTERNET:" + _escaped(person.email))
    lines.append("END:VCARD")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def name_parts(name: str) -> tuple[str, str, str]:
    """Return title, given names and surname, as far as a name tells: `Dr. Ada von Berg` is Dr. / Ada / von Berg."""
    words = name.split()
    at = 0
    while at < len(words) - 1 and _is_title(words[at]):
        at += 1
    titles, rest = words[:at], words[at:]
    if len(rest) < 2:
        return " ".join(titles), " ".join(rest), ""
    first = len(rest) - 1
    while first > 1 and rest[first - 1] in PARTICLES:
        first -= 1
    return " ".join(titles), " ".join(rest[:first]), " ".join(rest[first:])


def _is_title(word: str) -> bool:
    parts = [part for part in word.lower().replace("-", ".").split(".") if part]
    return "." in word and bool(parts) and all(part in TITLES for part in parts)


def _escaped(text: str) -> str:
    """What has a meaning of its own in a value is marked; signs nobody can see are left out."""
    seen = "".join(sign for sign in "\n".join(text.splitlines()) if sign == "\n" or sign.isprintable())
    for sign in ("\\", ";", ","):
        seen = seen.replace(sign, "\\" + sign)
    return seen.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Break a line after 75 octets, never within a letter."""
    parts, current = [], b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(current) + len(octets) > LINE:
            parts.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*parts, current])
