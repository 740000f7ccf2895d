"""E-mail addresses and telephone numbers, as far as a list's typing errors go."""

import re

from service.lists import limits

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_ADDRESS = re.compile(rf"[\w.!#$%&'*+/=?^`{{|}}~-]+@(?:{_LABEL}\.)+{_LABEL}")
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)


def find_email(text: str) -> tuple[str | None, bool]:
    """Return the first e-mail address in `Jo <jo@x.de>`, `mailto:jo@x.de`, and whether there are more."""
    plain = re.sub(r"mailto:", " ", text, flags=re.IGNORECASE)
    candidates = (part.strip("<>()[]\"'.,") for part in re.split(r"[\s,;<>]+", plain))
    found = [part for part in candidates if _ADDRESS.fullmatch(part) and len(part) <= limits.EMAIL]
    different = {address.casefold() for address in found}
    return (found[0] if found else None), len(different) > 1


def email_key(address: str) -> str:
    """Return what two spellings of one address have in common."""
    return address.casefold()


def is_rounded(phone: str) -> bool:
    """Whether a spreadsheet made `4,91761E+11` of a telephone number: its digits are lost."""
    return _ROUNDED.fullmatch(phone) is not None
