"""A card for each guest: their name, the code of their own page, and their table when a round is on."""

import json
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import typst

from service.cards.sheet import sheet_of
from service.evening import Evening
from service.links import Links
from service.people.person import PersonRecord

SHEET = Path(__file__).with_name("cards.typ")


def cards_pdf(
    evening: Evening,
    people: Mapping[str, PersonRecord],
    links: Links,
    persons: Sequence[str],
    language: str,
    *,
    now: int | None = None,
) -> bytes:
    """Return an A4 PDF with eight cards to a page, by surname, for those of `persons` who are on the list.

    `now` (epoch ms, else the wall clock's) is printed, with the version the cards were made of. It takes some
    milliseconds a card: run it in a thread.
    """
    now = round(time.time() * 1000) if now is None else now
    sheet = sheet_of(evening, people, links, persons, language, now=now)
    return typst.compile(
        SHEET.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"sheet": json.dumps(sheet)},
        format="pdf",
        timestamp=now // 1000,
    )


@cache
def _fonts() -> typst.Fonts:
    """The fonts inside typst; those of the machine only help out where they have no letter."""
    return typst.Fonts(include_system_fonts=True)
