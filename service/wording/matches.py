"""Why two people should meet, as one sentence made of their own words: how their talk can begin."""

from collections.abc import Mapping, Sequence

from scheduler.match import hands, parts
from service.wording.catalogue import Texts

LONGEST = 80
"""Letters of what somebody seeks or offers that are quoted; what is longer ends between two words."""

Names = Mapping[str, str]


def match_sentence(seeker: str, seek: str, offerer: str, offer: str, t: Texts) -> str:
    """Return why these two should meet, for a third person."""
    return t.say(
        "{seeker} seeks: “{seek}” – {offerer} offers: “{offer}”",
        seeker=seeker,
        seek=quoted(seek),
        offerer=offerer,
        offer=quoted(offer),
    )


def match_for_seeker(seek: str, offerer: str, offer: str, t: Texts) -> str:
    """Return why these two should meet, for the one who seeks."""
    return t.say(
        "You seek: “{seek}” – {offerer} offers: “{offer}”",
        seek=quoted(seek),
        offerer=offerer,
        offer=quoted(offer),
    )


def match_for_offerer(seeker: str, seek: str, offer: str, t: Texts) -> str:
    """Return why these two should meet, for the one who offers."""
    return t.say(
        "{seeker} seeks: “{seek}” – you offer: “{offer}”",
        seeker=seeker,
        seek=quoted(seek),
        offer=quoted(offer),
    )


def unmet_sentence(seeker: str, seek: str, t: Texts) -> str:
    """Return what nobody here offers: whom to invite next."""
    return t.say("{seeker} seeks: “{seek}”", seeker=seeker, seek=quoted(seek))


def consortium_sentence(seeker: str, seek: str, members: Sequence[tuple[str, str]], t: Texts) -> str:
    """Return which firms can do together what one seeks; `members` are (hand, who does it), in the order of the work."""
    return t.say(
        "{seeker} seeks: “{seek}” – together: {members}",
        seeker=seeker,
        seek=quoted(seek),
        members=", ".join(f"{quoted(hand)} ({name})" for hand, name in members),
    )


def part_of(text: str | None, number: int) -> str:
    """Return one part of what somebody seeks or offers; the whole text where it has changed since and has no such part."""
    found = parts(text)
    return found[number] if number < len(found) else " ".join((text or "").split())


def hands_of(seek: str) -> tuple[str, ...]:
    """Return what each member of a consortium for this ask is there for, without what all have in common."""
    return tuple(step.rpartition(": ")[2] for step in hands(seek))


def quoted(words: str) -> str:
    """Return somebody's words for a sentence: inner quotation marks single, no full stop, a long text cut between words."""
    text = " ".join(words.split()).rstrip(" .;,")
    for double, single in (("„", "\u201a"), ("“", "‘"), ("”", "’"), ('"', "'")):
        text = text.replace(double, single)
    if len(text) <= LONGEST:
        return text
    start = text[: LONGEST - 1]
    before, blank, _ = start.rpartition(" ")
    kept = before if blank and len(before) > LONGEST // 2 else start
    return f"{kept.rstrip(' ,;:–-')} …" if kept is before else f"{kept}…"
