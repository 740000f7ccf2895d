"""A draft that no plan can be is refused with the wishes in conflict, in words and with names."""

from tests.service.api.caller import Caller


async def test_an_organiser_reads_who_is_in_the_way(api: Caller) -> None:
    evening = await api.evening(rounds=2, size=4)
    listed = [{"id": f"p{n}", "name": f"Gast {n}", "table": "1" if n < 6 else None} for n in range(1, 13)]
    assert (await evening.people(listed)).status == 200
    reply = await evening.say("plan", language="de")
    assert (reply.status, reply.body["code"]) == (409, "conflict")
    assert reply.body["conflict"] == [
        "Tisch 1 hat 4 Plätze, aber 5 Gäste sollen in Runde 1 dort sitzen: Gast 1, Gast 2, Gast 3, Gast 4 und Gast 5"
    ]
    assert reply.body["detail"] == f"So geht es nicht: {reply.body['conflict'][0]}."
