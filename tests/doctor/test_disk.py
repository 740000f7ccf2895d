"""The disk: room and speed."""

import os
from pathlib import Path

import pytest

from doctor import disk
from doctor.disk import check
from tests.doctor.conftest import Examined

MB = 2**20


@pytest.mark.parametrize(
    ("room", "state", "code"),
    [(201 * MB, "stands", "fine"), (199 * MB, "look", "little_room"), (19 * MB, "broken", "full")],
)
async def test_room(case: Examined, tmp_path: Path, room: int, state: str, code: str) -> None:
    (found,) = await check(case(), free=lambda _: room)
    assert (found.state, found.code) == (state, code)
    assert f"{room // MB} MB free" in found.text
    assert os.listdir(tmp_path) == []


async def test_the_real_disk_is_measured_where_the_data_lies(case: Examined, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (found,) = await check(case())
    assert str(tmp_path / "data") in found.text
    assert list((tmp_path / "data").iterdir()) == []


async def test_a_slow_disk(case: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "SLOW_SECONDS", 0.0)
    (found,) = await check(case(), free=lambda _: 1000 * MB)
    assert (found.state, found.code) == ("look", "slow")


async def test_a_folder_that_cannot_be_written(case: Examined, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (found,) = await check(case(TISCHWECHSEL_DATA=str(tmp_path / "file" / "data")))
    assert (found.state, found.code) == ("broken", "not_writable")
