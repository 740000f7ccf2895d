"""Texts for people from gettext catalogues: the English sentence is the message id, other languages are `.po` files."""

import datetime
import io
import zoneinfo
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from service.evening.settings import LANGUAGES

SIE = "sie"
"""How German addresses people unless an evening wants it otherwise."""


@cache
def translations(folder: Path, language: str, anrede: str = SIE) -> NullTranslations:
    """Return the catalogue `<folder>/<language>.po`; English needs none.

    For `du` the entries of `<folder>/<language>_du.po` come first: only those that differ stand there.
    """
    if anrede == SIE:
        return _read(folder / f"{language}.po", language)
    found = _read(folder / f"{language}_{anrede}.po", language)
    found.add_fallback(translations(folder, language))
    return found


def _read(source: Path, language: str) -> NullTranslations:
    if not source.exists():
        return NullTranslations()
    with source.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


class _WithComma(float):
    """A number that is written the German way: 7,5."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(".", ",")


class Texts:
    """The texts of one room in one language, and how that language writes times and lists.

    `anrede` is the evening's: `sie`, also where no evening is known, or `du`.
    """

    def __init__(
        self, folder: Path, language: str, timezone: str = "Europe/Berlin", anrede: str = SIE
    ) -> None:
        self.language = language if language in LANGUAGES else "de"
        self._found = translations(folder, self.language, anrede)
        self._zone = zoneinfo.ZoneInfo(timezone)

    def say(self, message: str, **values: object) -> str:
        """Return the message in this language with `{name}` filled in."""
        return self._found.gettext(message).format(**self._written(values))

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Return the form that goes with this number; `{n}` is the number."""
        return self._found.ngettext(one, many, number).format(n=number, **self._written(values))

    def _written(self, values: dict[str, object]) -> dict[str, object]:
        if self.language != "de":
            return values
        return {name: _WithComma(v) if isinstance(v, float) else v for name, v in values.items()}

    def clock(self, at: int) -> str:
        """Return the clock time of an instant (UTC epoch milliseconds) as `18:42`."""
        return datetime.datetime.fromtimestamp(at / 1000, self._zone).strftime("%H:%M")

    def span(self, milliseconds: int) -> str:
        """Return a span as `4:10` (minutes and seconds), at least `0:00`."""
        seconds = max(0, round(milliseconds / 1000))
        return f"{seconds // 60}:{seconds % 60:02d}"

    def listing(self, names: list[str], most: int = 5) -> str:
        """Return names in a row, and how many more there are beyond `most` (never just one)."""
        more = len(names) - most
        if more <= 1:
            return ", ".join(names)
        shown = ", ".join(names[:most])
        return shown + (f" und {more} weitere" if self.language == "de" else f" and {more} more")
