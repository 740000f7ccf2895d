"""Sentences that only the API says."""

from pathlib import Path

from service.catalogue import Texts

FOLDER = Path(__file__).parent / "texts"


def api_texts(language: str) -> Texts:
    """Return this room's texts."""
    return Texts(FOLDER, language)
