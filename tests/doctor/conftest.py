"""Cases to examine: an environment of the test's own, a data folder of its own, in English."""

from collections.abc import Callable
from pathlib import Path

import pytest

from doctor import Case, case_of

Examined = Callable[..., Case]


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Examined:
    """`case(TELEGRAM_TOKEN="...", people=100)`: capital letters are the environment, small ones the command's options."""
    monkeypatch.chdir(tmp_path)

    def make(*, host: str = "127.0.0.1", port: int = 0, people: int = 50, **environment: str) -> Case:
        given = {"LANG": "en_GB.UTF-8", "TISCHWECHSEL_DATA": str(tmp_path / "data"), **environment}
        return case_of(given, host=host, port=port, people=people)

    return make
