"""Chats: whom they belong to, and that they are lost."""

from msgspec.structs import replace

from service.evening import events as e
from service.evening.evolve.apply import Apply, changed_slot
from service.evening.state import Evening


def _chat(evening: Evening, event: e.ChatLinked) -> Evening:
    slot = evening.people[event.person]
    channels = tuple(dict.fromkeys((*slot.channels, event.channel)))
    lost = tuple(channel for channel in slot.lost if channel != event.channel)
    slot = replace(slot, channels=channels, lost=lost, code=slot.code + 1, phone=True)
    return replace(evening, people={**evening.people, event.person: slot})


def _chat_lost(evening: Evening, event: e.ChatLost) -> Evening:
    person, channel = event.person, event.channel
    if person in evening.organisers and evening.organisers[person].channel == channel:
        staying = {who: organiser for who, organiser in evening.organisers.items() if who != person}
        evening = replace(evening, organisers=staying)
    if person not in evening.people:
        return evening
    slot = evening.people[person]
    channels = tuple(one for one in slot.channels if one != channel)
    return changed_slot(
        evening,
        person,
        channels=channels,
        phone=slot.phone and bool(channels),
        lost=tuple(dict.fromkeys((*slot.lost, channel))),
    )


def _organiser(evening: Evening, event: e.OrganiserLinked) -> Evening:
    organisers = {**evening.organisers, event.organiser: event.who}
    return replace(evening, organisers=organisers, organiser_code=evening.organiser_code + 1)


def _appointed(evening: Evening, event: e.OrganiserAppointed) -> Evening:
    return replace(evening, organisers={**evening.organisers, event.person: event.who})


APPLY: Apply = {
    e.ChatLinked: _chat,
    e.ChatLost: _chat_lost,
    e.OrganiserLinked: _organiser,
    e.OrganiserAppointed: _appointed,
}
