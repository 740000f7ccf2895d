"""Who is meant by what was typed: one person, or a question that can be answered with a tap."""

import difflib
from collections.abc import Callable, Collection, Mapping

from bot.channel import Message
from bot.conversation.arguments import pairs
from bot.conversation.buttons import marked_person
from bot.conversation.plain_text import bare, plain
from bot.conversation.turn import Ask, Rows, Turn, rows
from bot.conversation.usage import usage
from bot.spoken_names import isolated
from service.lists.fold import shorten
from service.people.directory import find
from service.people.person import PersonRecord

MOST_CANDIDATES = 8
MOST_NEAREST = 4
NEAR = 0.68
LONGEST_ASKED = 80
"""Nobody is looked for by a longer text: comparing it with a thousand names would take seconds."""

Command = Callable[[str], str]
"""Makes the words of a button from a person's mark."""

People = Mapping[str, PersonRecord]


def on_the_list(turn: Turn) -> People:
    """Return the records of the participants."""
    return {person: turn.people[person] for person in turn.evening.people if person in turn.people}


def one_of_the_list(turn: Turn, text: str, command: Command) -> str:
    """Return the participant an organiser means. Raises Ask where it could be several, or nobody."""
    return one_of(turn, text, command, on_the_list(turn))


def one_of(turn: Turn, text: str, command: Command, people: People) -> str:
    """Return the one of these people who is meant. Raises Ask; it names nobody besides them."""
    found = all_of(turn, text, people)
    if len(found) == 1:
        return found[0]
    t, shown = turn.t, isolated(shorten(bare(text) or text.strip(), LONGEST_ASKED))
    if not found:
        nearest = _nearest(text, people)
        if turn.leads:
            title = t.say("Nobody on the list is called “{name}”.", name=shown)
        else:
            title = t.say("You have not sat with anybody called “{name}”.", name=shown)
        if not nearest:
            raise Ask(Message(title))
        raise Ask(Message(title, t.say("Did you mean:"), candidates(turn, nearest, command)))
    if len(found) > MOST_CANDIDATES:
        title = t.say("“{name}” can mean {n} people.", name=shown, n=len(found))
        raise Ask(Message(title, t.say("Please give first name and surname.")))
    raise Ask(Message(t.say("Who is meant by “{name}”?", name=shown), "", candidates(turn, found, command)))


def two_of_the_list(turn: Turn, text: str) -> tuple[str, str]:
    """Return the two participants who are meant. Raises Ask."""
    people, word = on_the_list(turn), turn.typed.word or ""
    tried = list(dict.fromkeys(pairs(text))) if len(text) <= LONGEST_ASKED * 2 else []
    if not tried:
        raise Ask(usage(turn))
    plainest = tried[0]
    certain: dict[frozenset[str], tuple[str, str]] = {}
    for one, other in tried:
        found = all_of(turn, one, people), all_of(turn, other, people)
        if len(found[0]) == 1 and len(found[1]) == 1:
            both = found[0][0], found[1][0]
            if (one, other) == plainest:
                return both
            if both[0] != both[1]:
                certain.setdefault(frozenset(both), both)
    if len(certain) == 1:
        return next(iter(certain.values()))
    one, other = next(((a, b) for a, b in tried if all_of(turn, a, people)), plainest)
    first = one_of(turn, one, lambda mark: f"{word} {mark}; {other}", people)
    second = one_of(turn, other, lambda mark: f"{word} {turn.mark(first)}; {mark}", people)
    return first, second


def all_of(turn: Turn, text: str, people: People) -> tuple[str, ...]:
    """Return everybody of these who can be meant by a mark, an id or a name."""
    if len(text) > LONGEST_ASKED * 3:
        return ()
    marked = marked_person(text, turn.evening)
    if marked is not None:
        return (marked,) if marked in people else ()
    return find(text.strip(), people) or find(bare(text), people)


def candidates(turn: Turn, people: Collection[str], command: Command) -> Rows:
    """Return one button for each of these people."""
    return rows([turn.button(turn.full(person), command(turn.mark(person))) for person in people])


def _nearest(text: str, people: People) -> list[str]:
    """Return those whose name looks most like this one."""
    asked = plain(text)
    if not asked or len(asked) > LONGEST_ASKED:
        return []
    looks = difflib.SequenceMatcher(b=asked)
    scored = []
    for person, record in people.items():
        name = plain(record.name)
        score = max((_likeness(looks, form) for form in (name, *name.split()) if len(form) > 1), default=0.0)
        if score >= NEAR:
            scored.append((score, person))
    return [person for _, person in sorted(scored, key=lambda found: -found[0])[:MOST_NEAREST]]


def _likeness(looks: difflib.SequenceMatcher[str], form: str) -> float:
    """How alike two spellings are, 0 to 1; what is too different is found out quickly."""
    looks.set_seq1(form)
    if looks.real_quick_ratio() < NEAR or looks.quick_ratio() < NEAR:
        return 0.0
    return looks.ratio()
