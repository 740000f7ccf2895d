"""Pages, cards and the API address everybody at an evening in German as its organisers want it."""

import json
import re
from typing import Any

from service.cards.sheet import sheet_of
from tests.anrede import formal, informal
from tests.service.api.caller import Caller, Organiser


async def html(api: Caller, link: str, **form: str) -> str:
    """What is behind a link; with a `form`, what comes back when it is sent."""
    path = "/" + link.split("/", 3)[3]
    asked = api.client.post(path, data=form) if form else api.client.get(path)
    async with asked as response:
        return await response.text()


def words(page: str) -> dict[str, Any]:
    """The words a page was delivered with."""
    found = re.search(r'<script type="application/json" id="words">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    delivered: dict[str, Any] = json.loads(found[1])
    return delivered


async def links(api: Caller, organiser: Organiser) -> Any:
    return api.services.links.evening(await api.services.evenings.load(organiser.id))


async def test_du_is_said_on_every_page_of_the_hall(api: Caller) -> None:
    organiser = await api.evening(4, rounds=2, size=2, anrede="du")
    found = await links(api, organiser)
    join = await html(api, found.join)
    assert "Schön, dass du da bist!" in join
    assert formal([join]) == []
    refused = await html(api, found.join, name=" ")
    assert "Bitte sag uns deinen Namen." in refused
    assert formal([refused]) == []
    for link in (found.screen, found.desk):
        page = await html(api, link)
        said = words(page)
        other = said.pop("anrede")["sie"]
        assert formal(list(said.values())) == []
        assert len(formal(list(other.values()))) == len(other) > 0


async def test_sie_is_said_unless_it_is_asked_for(api: Caller) -> None:
    organiser = await api.evening(4)
    found = await links(api, organiser)
    assert "Schön, dass Sie da sind!" in await html(api, found.join)
    said = words(await html(api, found.screen))
    assert (
        said["held_text"]
        == said["anrede"]["sie"]["held_text"]
        == "Bleiben Sie, wo Sie sind, es geht gleich weiter."
    )
    await organiser.do("settings", settings={"anrede": "du"})
    said = words(await html(api, found.screen))
    assert (
        said["held_text"] == said["anrede"]["du"]["held_text"] == "Bleib, wo du bist, es geht gleich weiter."
    )
    await organiser.do("undo")
    assert "Schön, dass Sie da sind!" in await html(api, found.join)


async def test_english_pages_know_nothing_of_it(api: Caller) -> None:
    organiser = await api.evening(4, language="en", anrede="du")
    found = await links(api, organiser)
    said = words(await html(api, found.screen))
    assert said["anrede"] == {"sie": {}, "du": {}}
    assert said["held_text"].startswith("Stay where you are")


async def test_refusals_and_cards_say_du_too(api: Caller) -> None:
    organiser = await api.evening(4, anrede="du")
    refused = await organiser.say("finish", time="bald", language="de")
    assert refused.body["detail"] == "Schreib eine Uhrzeit, zum Beispiel 21:30."
    evening = await api.services.evenings.load(organiser.id)
    people = await api.services.evenings.people(organiser.id)
    sheet = sheet_of(evening, people, api.services.links, ["p1"], "de", now=0)
    assert informal([sheet["scan"]])


async def test_no_other_anrede_is_taken(api: Caller) -> None:
    organiser = await api.evening(4)
    refused = await organiser.say("settings", settings={"anrede": "ihr"}, language="de")
    assert (refused.status, refused.body["code"]) == (409, "bad_setting")
    assert refused.body["detail"] == "anrede kann nicht „ihr“ sein. Möglich: sie, du."
