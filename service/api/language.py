"""The language an answer is worded in."""

from service.evening.settings import LANGUAGES


def accepted(header: str | None) -> str | None:
    """Return the first of our languages by weight in an `Accept-Language` header, or None."""
    best: tuple[float, str] | None = None
    for part in (header or "").split(","):
        tag, _, parameter = part.partition(";")
        language = tag.strip().lower().partition("-")[0]
        weight = _weight(parameter)
        if language in LANGUAGES and weight > 0 and (best is None or weight > best[0]):
            best = (weight, language)
    return best[1] if best else None


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
