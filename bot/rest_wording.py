"""A round off in words: what to do with the time, and where it goes on."""

from collections.abc import Mapping

from bot.channel import Message
from bot.notice import Notice
from bot.spoken_names import spoken_with_firms
from service.people.person import PersonRecord
from service.wording.catalogue import Texts


def rest(notice: Notice, t: Texts, people: Mapping[str, PersonRecord]) -> Message:
    """Return that somebody is free, when and where they sit next, and who is free too and new to them."""
    lines = (_again(notice, t), free_company(notice, t, people))
    return Message(_title(notice, t), "\n".join(line for line in lines if line))


def free_company(notice: Notice, t: Texts, people: Mapping[str, PersonRecord]) -> str:
    """Return who rests too and has not met this person yet; nothing where there is nobody."""
    others = spoken_with_firms(notice.with_, people)
    if not others:
        return ""
    return t.count(
        "{names} is free too – you have not met yet.",
        "{names} are free too – you have not met yet.",
        len(others),
        names=t.listing(others),
    )


def _title(notice: Notice, t: Texts) -> str:
    if notice.was:
        return t.say("You're free this round – changed, no longer table {table}", table=notice.was)
    if notice.late:
        return t.say("All tables are full right now.")
    return t.say("You're free this round – time for a coffee.")


def _again(notice: Notice, t: Texts) -> str:
    if notice.round >= notice.rounds:
        return t.say("It is the last round; do stay for the end.")
    if notice.then is not None and notice.again is not None:
        return t.say(
            "At {time} you continue at table {table}.", time=t.clock(notice.again), table=notice.then
        )
    if notice.then is not None:
        return t.say("Next round you continue at table {table}.", table=notice.then)
    if notice.until is not None:
        return t.say("From {time} you have a seat again; I'll tell you.", time=t.clock(notice.until))
    return t.say("Next round you have a seat again; I'll tell you.")
