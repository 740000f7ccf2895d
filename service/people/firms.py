"""Firms by name: the same one however it is spelled."""

import re

from service.lists.fold import words

_INITIAL = re.compile(r"\b([^\W\d_])\.\s*(?=[^\W\d_]\b)")

LEGAL_FORMS = frozenset(
    (
        *("gmbh", "ggmbh", "mbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "haftungsbeschraenkt", "ek", "ev"),
        *("eg", "se", "co", "ltd", "limited", "inc", "llc", "sro", "spzoo", "bv", "sa", "srl", "und", "and"),
    )
)


def firm_words(name: str | None) -> tuple[str, ...]:
    """Return the words of a firm's name without its legal form: `Kaya Guß GmbH & Co. KG` is `kaya guss`."""
    found = _words(name or "")
    return tuple(word for word in found if word not in LEGAL_FORMS) or tuple(found)


def looks_like_a_firm(name: str) -> bool:
    """Whether a legal form stands in this name, so that it can be no person's."""
    found = _words(name)
    return len(found) > 1 and any(word in LEGAL_FORMS - {"und", "and"} for word in found)


def _words(name: str) -> list[str]:
    """Words as written, but for what is written with full stops: `e. K.` and `e.K.` are one."""
    return words(_INITIAL.sub(r"\1", name).replace(".", ""))
