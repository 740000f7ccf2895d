"""What is examined: the settings of this computer, and for how many people."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from doctor.environment import readable
from service.configuration import Configuration
from service.wording.catalogue import Texts

FOLDER = Path(__file__).parent / "texts"


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """`settings` without what could not be read of them; `host` and `port` as `serve` would get them."""

    settings: Configuration
    environment: Mapping[str, str]
    t: Texts
    host: str = "0.0.0.0"  # noqa: S104  (what a hall needs)
    port: int = 8080
    people: int = 50


def case_of(environment: Mapping[str, str], *, host: str, port: int, people: int) -> Case:
    """Return the case of this environment; a wrong setting is left out here and told by its own check."""
    settings, _ = readable(environment)
    return Case(
        settings=settings,
        environment=environment,
        t=Texts(FOLDER, language(environment)),
        host=host,
        port=port,
        people=people,
    )


def language(environment: Mapping[str, str]) -> str:
    """Return `en` where the computer speaks English, else `de`."""
    spoken = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return "en" if spoken.lower().startswith("en") else "de"
