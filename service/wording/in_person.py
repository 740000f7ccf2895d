"""What somebody with a paper card is to be told face to face: where they sit now, and where no longer."""

from service.evening.state import NOWHERE, Evening
from service.wording.catalogue import Texts


def where_to(evening: Evening, person: str, t: Texts) -> str:
    """Return the place of somebody in a few words, and the one they know of where that was another table."""
    told = evening.told[person]
    place = t.say("free this round") if told.table is None else t.say("table {table}", table=told.table)
    if told.moved and told.knew not in (NOWHERE, None):
        return t.say("{place}, no longer table {table}", place=place, table=told.knew)
    return place
