"""Figures as a language writes them: 7.5 is 7,5 in German."""

from service.wording.catalogue import Texts


def figure(value: float, t: Texts, digits: int | None = None) -> str:
    """Return a number with so many digits after the point, or as many as it has."""
    text = f"{value:g}" if digits is None else f"{value:.{digits}f}"
    return text.replace(".", ",") if t.language == "de" else text
