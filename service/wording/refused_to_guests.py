"""Refusals as guests read them: their own words, and what concerns organisers said without the organisers' words."""

from collections.abc import Callable, Mapping
from typing import Any

from service.wording.catalogue import Texts

Details = Mapping[str, Any]


def _nothing_new(t: Texts, d: Details) -> str:
    if "language" in d:
        return t.say("We are speaking English already.")
    known = {
        "here": t.say("You are here already."),
        "away": t.say("You are sitting out already."),
        "left": t.say("You have said goodbye already."),
    }
    return known.get(d.get("presence", ""), t.say("That is noted already."))


def _too_many_avoided(t: Texts, d: Details) -> str:
    if not d["most"]:
        return t.say("All guests fit at one table, so I can't keep anybody apart.")
    return t.say("I can keep you away from {most} people at most, or the tables don't work out.", **d)


TO_GUESTS: Mapping[str, Callable[[Texts, Details], str]] = {
    "ended": lambda t, d: t.say("The evening is over."),
    "not_open": lambda t, d: t.say("The check-in is not open yet."),
    "not_begun": lambda t, d: t.say("No round has begun yet."),
    "nothing_new": _nothing_new,
    "same_person": lambda t, d: t.say("That is you yourself."),
    "not_seated": lambda t, d: t.say("You sit at no table right now."),
    "not_at_your_table": lambda t, d: t.say("{name} does not sit at your table.", **d),
    "text_too_long": lambda t, d: t.say("That is {length} characters; {most} fit.", **d),
    "too_many_avoided": _too_many_avoided,
    "never_met": lambda t, d: t.say(
        "You haven't been at a table with {name} yet. Contacts are for people you have met at a table.", **d
    ),
    "no_stations": lambda t, d: t.say("There are no stations to choose from this evening."),
    "only_hosts": lambda t, d: t.say("Only hosts take notes, about their own table."),
    "bad_rating": lambda t, d: t.say("A whole number from 1 to 5 will do, for example /rate 5."),
}
"""Refusal code -> sentence."""
