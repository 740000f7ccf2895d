"""Languages as people write them, to ISO 639-1 codes."""

import re

from service.lists.fold import fold

_NAMES: dict[str, str] = {
    "de": "deutsch german allemand",
    "en": "englisch english",
    "fr": "franzosisch franzoesisch french francais",
    "es": "spanisch spanish espanol castellano",
    "it": "italienisch italian italiano",
    "pt": "portugiesisch portuguese portugues",
    "nl": "niederlaendisch hollaendisch dutch nederlands",
    "pl": "polnisch polish polski",
    "cs": "tschechisch czech cesky cestina",
    "sk": "slowakisch slovak slovensky slovencina",
    "sl": "slowenisch slovenian slovene",
    "hu": "ungarisch hungarian magyar",
    "ro": "rumaenisch romanian romana",
    "bg": "bulgarisch bulgarian",
    "hr": "kroatisch croatian hrvatski",
    "sr": "serbisch serbian srpski",
    "bs": "bosnisch bosnian",
    "sq": "albanisch albanian shqip",
    "el": "griechisch greek",
    "tr": "tuerkisch turkish turkce",
    "ru": "russisch russian",
    "uk": "ukrainisch ukrainian",
    "lt": "litauisch lithuanian",
    "lv": "lettisch latvian",
    "et": "estnisch estonian",
    "fi": "finnisch finnish suomi",
    "sv": "schwedisch swedish svenska",
    "da": "daenisch danish dansk",
    "no": "norwegisch norwegian norsk",
    "ar": "arabisch arabic",
    "fa": "persisch farsi persian",
    "he": "hebraeisch hebrew",
    "hi": "hindi",
    "zh": "chinesisch chinese mandarin",
    "ja": "japanisch japanese",
    "ko": "koreanisch korean",
    "vi": "vietnamesisch vietnamese",
    "th": "thailaendisch thai",
    "id": "indonesisch indonesian",
}
_CODES = {name: code for code, names in _NAMES.items() for name in (code, *names.split())}
_BETWEEN = re.compile(r"[,;/|+&\n]|\bund\b|\band\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|\b[ABC][12]\b")
_REGION = re.compile(r"([a-z]{2})[-_][a-z]{2}")


def language_codes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes found in `Deutsch, Englisch (B2)` without doubles, and the words that mean none."""
    codes: list[str] = []
    unknown: list[str] = []
    for part in _BETWEEN.split(_ASIDE.sub(" ", text)):
        whole = part.strip(" .:")
        if not whole:
            continue
        code = language_code(whole)
        pieces = [whole] if code else whole.split()
        for piece in pieces:
            known = language_code(piece)
            (codes if known else unknown).append(known or piece)
    return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(unknown))


def language_code(word: str) -> str | None:
    """Return the code of one language's name or code (`de`, `de-AT`, `Deutsch`), or None."""
    name = fold(word.strip())
    region = _REGION.fullmatch(name)
    return _CODES.get(region[1] if region else name)
