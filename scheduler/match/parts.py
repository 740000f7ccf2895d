"""What somebody seeks or offers, taken apart into asks that can be read on their own.

A part is always a stretch of the writer's own words. Where it is not certain that what follows stands by
itself, it stays with what went before: half an ask is worse than two in one.
"""

import re
from collections.abc import Iterator

MOST = 20
"""Parts of one text; whatever follows stays with the last."""

HANDS = 4
"""Hands of one ask, for at one table sit the seeker and so many firms; what follows stays with the last."""

STANDS = 3
"""Words from which on what follows a comma is an ask of its own (`Retrofit alter Anlagen`), not a detail (`Süd`)."""

Span = tuple[int, int]

_BREAK = re.compile(r"[\r\n\u2028\u2029]+|[;\uff1b\u061b|]|(?:^|(?<=\s))[•●▪◦‣∙➤✓✔]+\s*")
_BULLET = re.compile(r"(?:[-–—*+>·]+|\(?\d{1,2}[.)]|[a-h]\))\s+(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\W{0,2}[^\W\d_a-zäöüß])|(?<=[\u3002\uff01\uff1f\u061f])\s*(?=\S)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.])(?:\w|\d+|bzw|ca|evtl|ggf|inkl|zzgl|max|min|nr|st|str|dr|prof|fa|tel|usw|etc|mind|approx|incl)\.$",
    re.IGNORECASE,
)
_COMMA = re.compile(r"(?<!\d),\s+|,\s+(?!\d)|\uff0c")
_ALSO = re.compile(
    r",?\s+(?:und|sowie|außerdem|and|also)\s+(?=(?:jemand(?:en)?|einen?|someone|somebody|an?)\b)",
    re.IGNORECASE,
)
_PAIRED = re.compile(r"\S+\s+(?:und|oder|sowie|bzw\.?|and|or|&)\s", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:aber|am|auch|bevorzugt|bisher|bitte|da|das|denn|dazu|derzeit|egal|gern|gerne|ich|ideal|idealerweise|ihre?|in"
    r"|jetzt|meine?|mit|möglichst|nur|ohne|samt|seit|sofort|uns|unsere?|wegen|weil|wir|zurzeit|zum|zur"
    r"|as|at|because|from|i|ideally|my|no|only|our|please|preferably|so|the|they|this|up|we|with|without)\b",
    re.IGNORECASE,
)
_PLUS = re.compile(r"\s*\u2795\s*|\s+\+\s*(?!\d)|(?<=\w\w)\+\s*(?=[^\W\d])|\s+(?:→|->|=>)\s+")
_LISTED = re.compile(r"\s*[,\u3001\uff0c]\s*|\s+(?:und|and|sowie)\s+", re.IGNORECASE)


def parts(text: str | None) -> tuple[str, ...]:
    """Return the separate asks of a text, in its order; none where it says nothing."""
    if text is None:
        return ()
    found: list[Span] = []
    for unit in _units(text):
        if found and _REMARK.match(text, unit[0]):
            found[-1] = (found[-1][0], unit[1])
            continue
        found += _listed(text, unit)
    kept = [span for span in found if any(sign.isalnum() for sign in text[span[0] : span[1]])]
    if len(kept) > MOST:
        kept = [*kept[: MOST - 1], (kept[MOST - 1][0], kept[-1][1])]
    return tuple(" ".join(text[start:end].split()).strip(" ,;|") for start, end in kept)


def hands(part: str) -> tuple[str, ...]:
    """Return what several firms would have to do for this ask, each with what it is about; () for one firm's work.

    `Gehäuse: Guss + Zerspanung` needs two: `Gehäuse: Guss` and `Gehäuse: Zerspanung`.
    """
    head, colon, steps = part.rpartition(": ")
    work = [step.strip(" .,") for step in _PLUS.split(steps)]
    if len(work) == 1 and colon:
        work = [step.strip(" .,") for step in _LISTED.split(steps)]
        if len(work) < 3 or any(len(step.split()) > 2 for step in work):
            return ()
    work = [step for step in work if any(sign.isalpha() for sign in step)]
    if len(work) < 2:
        return ()
    if len(work) > HANDS:
        work = [*work[: HANDS - 1], " + ".join(work[HANDS - 1 :])]
    return tuple(f"{head}: {step}" if colon else step for step in work)


def _units(text: str) -> Iterator[Span]:
    """Lines, bullets and sentences."""
    for start, end in _between(text, (0, len(text)), _BREAK):
        bullet = _BULLET.match(text, start, end)
        yield from _sentences(text, (bullet.end() if bullet else start, end))


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    for gap in _SENTENCE.finditer(text, start, end):
        if not _ABBREVIATION.search(text, max(start, gap.start() - 8), gap.start()):
            yield start, gap.start()
            start = gap.end()
    yield start, end


def _listed(text: str, span: Span) -> Iterator[Span]:
    """Split `A for this, B for that` at commas whose sides stand by themselves, and at `and somebody who`."""
    for start, end in _between(text, span, _ALSO):
        whole = text[start:end]
        if ":" in whole or "?" in whole:
            yield start, end
            continue
        pieces = list(_between(text, (start, end), _COMMA))
        bare = all(len(text[a:b].split()) == 1 and not text[a].islower() for a, b in pieces)
        merged: list[Span] = []
        for a, b in pieces:
            if merged and _PAIRED.match(text, a, b):
                first = merged.pop()[0]
                while merged and len(text[merged[-1][0] : merged[-1][1]].split()) == 1:
                    first = merged.pop()[0]
                merged.append((first, b))
            elif merged and not (bare or _stands(text[a:b])):
                merged[-1] = (merged[-1][0], b)
            else:
                merged.append((a, b))
        yield from merged


def _stands(piece: str) -> bool:
    """Whether what follows a comma is a thing of its own: several words that begin with a noun, no figure, no remark."""
    if piece[0].islower() or _REMARK.match(piece) or any(sign.isdigit() for sign in piece):
        return False
    return len(piece.split()) >= STANDS or not (piece.isascii() or piece[0].isupper())


def _between(text: str, span: Span, gap: re.Pattern[str]) -> Iterator[Span]:
    """Return the stretches between the gaps, without blanks around them and without empty ones."""
    start, end = span
    for found in gap.finditer(text, start, end):
        yield from _trimmed(text, start, found.start())
        start = found.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
