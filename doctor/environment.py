"""Settings as they can be read, wrong or right: what the service would make of this environment."""

import re
from collections.abc import Mapping

from service.configuration import BadConfiguration, Configuration, read_configuration

PLAIN = frozenset({"REDIS_SERVER", "PORT"})
"""Read elsewhere than in the configuration, and not from a file."""

NAMES = frozenset({
    "TISCHWECHSEL_DATA",
    "RETENTION_DAYS",
    *(name.upper() for name in Configuration.__struct_fields__ if name != "data"),
})  # fmt: skip
"""All settings that may also stand in a file, `NAME_FILE`."""

KNOWN = NAMES | {f"{name}_FILE" for name in NAMES} | PLAIN


def readable(environment: Mapping[str, str]) -> tuple[Configuration, list[str]]:
    """Return the settings without the wrong ones, and what is wrong with those."""
    left = dict(environment)
    wrong: list[str] = []
    while True:
        try:
            return read_configuration(left), wrong
        except BadConfiguration as error:
            wrong.append(str(error))
            bad = re.match(r"[A-Z_]+", str(error))
            name = bad[0].removesuffix("_FILE") if bad else ""
            # An account on Matrix is all of its settings or none.
            gone = [one for one in left if name and one in KNOWN and _belongs(one, name)]
            if not gone:
                gone = [one for one in left if one in KNOWN]
            for one in gone:
                del left[one]


def _belongs(name: str, wrong: str) -> bool:
    name = name.removesuffix("_FILE")
    return name == wrong or (wrong.startswith("MATRIX_") and name.startswith("MATRIX_"))
