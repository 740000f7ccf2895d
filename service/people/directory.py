"""Finding people by what somebody typed: an id, a name, the beginning of one."""

import unicodedata
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from service.evening.refusals import Refusal, UnknownParticipant
from service.lists.fold import fold, words
from service.lists.names import name_words
from service.people.person import PersonRecord


class AmbiguousName(Refusal):
    """`text` can mean several people: `candidates` (ids)."""

    code = "ambiguous_name"


Forms = Collection[str]
"""The ways to spell one word without umlauts: `müller` is `mueller` and `muller`."""


def find_one(text: str, people: Mapping[str, PersonRecord]) -> str:
    """Return the id of the one person who can be meant. Raises UnknownParticipant, AmbiguousName."""
    found = find(text, people)
    if not found:
        raise UnknownParticipant(person=text)
    if len(found) > 1:
        raise AmbiguousName(text=text, candidates=found)
    return found[0]


def find(text: str, people: Mapping[str, PersonRecord]) -> tuple[str, ...]:
    """Return the ids of those who can be meant, in the order of `people`; several when the text does not decide.

    The first of these that fits anybody counts: the id; the whole name; whole words of the name; beginnings of
    words of the name; the same with words of the organisation beside the name. Case, umlauts, accents, titles
    and the order of the words do not matter.
    """
    if text in people and people[text].name:
        return (text,)
    asked = [_forms(word) for word in _spoken(text)]
    if not asked:
        return ()
    for fits in (_same, _named, _begun, _with_organisation):
        found = tuple(person for person, record in people.items() if record.name and fits(asked, record))
        if found:
            return found
    return ()


def _same(asked: list[Forms], record: PersonRecord) -> bool:
    name = _name(record)
    return len(name) == len(asked) and _placed(asked, name, _equal)


def _named(asked: list[Forms], record: PersonRecord) -> bool:
    return _placed(asked, _name(record), _equal)


def _begun(asked: list[Forms], record: PersonRecord) -> bool:
    return _placed(asked, _name(record), _beginning)


def _with_organisation(asked: list[Forms], record: PersonRecord) -> bool:
    name = _name(record)
    firm = _spelled(record.person.organisation or "")
    some_name = any(_beginning(word, part) for word in asked for part in name)
    return some_name and _placed(asked, name + firm, _beginning)


def _placed(asked: list[Forms], there: list[Forms], fits: Callable[[Forms, Forms], bool]) -> bool:
    """Tell whether every asked word fits a word of its own (a bipartite matching, by augmenting paths)."""
    taken: dict[int, int] = {}

    def place(word: int, tried: set[int]) -> bool:
        for at, part in enumerate(there):
            if at not in tried and fits(asked[word], part):
                tried.add(at)
                if at not in taken or place(taken[at], tried):
                    taken[at] = word
                    return True
        return False

    return len(asked) <= len(there) and all(place(word, set()) for word in range(len(asked)))


def _equal(asked: Forms, word: Forms) -> bool:
    return not set(asked).isdisjoint(word)


def _beginning(asked: Forms, word: Forms) -> bool:
    return any(form.startswith(begun) for form in word for begun in asked)


def _name(record: PersonRecord) -> list[Forms]:
    return _spelled(record.name)


@lru_cache(maxsize=8192)
def _spelled(text: str) -> list[Forms]:
    """The words of a name or firm in every spelling: the same ones are looked through again and again."""
    return [_forms(word) for word in _spoken(text)]


def _spoken(text: str) -> list[str]:
    """The words of a text as typed; titles are left out where something else is left."""
    typed = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in text).split()
    known = set(name_words(text))
    return [word for word in typed if known.intersection(words(word))]


def _forms(word: str) -> Forms:
    apart = unicodedata.normalize("NFD", word.casefold())
    return {fold(word), "".join(c for c in apart if not unicodedata.combining(c))}
