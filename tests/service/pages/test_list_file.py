"""The list to take along: it opens in German Excel, and sent in again it changes nothing."""

import io
from typing import Any

import openpyxl
import pytest

from service.lists import read_list
from tests.service.api.caller import Caller, Organiser
from tests.service.pages.test_desk_reach import desk

PEOPLE: list[dict[str, Any]] = [
    {
        "name": "Zoë von der Au",
        "organisation": "=HYPERLINK(1)",
        "phone": "0176 000111",
        "topics": ["KI", "Energie"],
    },
    {"name": "Ömer Yildiz", "phone": "+49 36782 12", "seeks": 'Zeile 1\n- Zeile 2;"x"', "absent": [1, 3]},
    {
        "name": "José O'Neill 👩‍🔧",
        "organisation": "Neill, Partner",
        "languages": ["de", "en"],
        "email": "o@example.org",
    },
    {
        "name": "Anna Østergård",
        "offers": "@home",
        "tags": {"first_timer": "yes"},
        "table": "3",
        "group": "-A",
    },
    {"id": "x-1", "name": "Maria Muster", "industry": "+Plus"},
]


async def saved(api: Caller, organiser: Organiser, kind: str) -> tuple[str, bytes]:
    async with api.client.get(f"{await desk(api, organiser)}/list.{kind}") as response:
        assert response.status == 200
        return response.headers["Content-Disposition"], await response.read()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_saved_list_sent_in_again_changes_nothing(api: Caller, kind: str, language: str) -> None:
    organiser = await api.evening(language=language)
    await organiser.people(PEOPLE)
    version = (await organiser.now())["version"]
    disposition, data = await saved(api, organiser, kind)
    assert disposition.endswith(f'.{kind}"')
    read = read_list(data)
    assert (read.report.people, read.report.unknown_columns, read.report.bad_rows) == (5, (), ())
    kind_of = {"headers": {"Content-Type": "application/octet-stream"}}
    again = (await organiser.people(data, **kind_of)).body
    assert (again["new"], again["changed"], again["same"], again["changes"]) == (0, 0, 5, [])
    assert (await organiser.now())["version"] == version


async def test_a_csv_opens_in_german_excel_and_holds_no_formula(api: Caller) -> None:
    organiser = await api.evening()
    await organiser.people(PEOPLE)
    _, data = await saved(api, organiser, "csv")
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbfID;Name;Firma;")
    names = [line.split(";")[1] for line in text.split("\r\n")[1:] if ";" in line]
    assert [name.split()[-1] for name in names if name][:2] == ["Au", "Muster"]
    assert ";'=HYPERLINK(1);" in text
    assert '"=""+49 36782 12"""' in text
    assert '"=""0176 000111"""' in text


async def test_in_a_workbook_every_cell_is_text(api: Caller) -> None:
    organiser = await api.evening()
    await organiser.people(PEOPLE)
    _, data = await saved(api, organiser, "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "+49 36782 12" in {cell.value for cell in cells}


async def test_nobody_without_the_desk_gets_a_list(api: Caller) -> None:
    async with api.client.get("/d/nobody/list.csv") as response:
        assert response.status == 404
