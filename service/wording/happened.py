"""What happened, as one sentence for organisers: the answer to a command, a line of the desk's log."""

from collections.abc import Mapping

from service.evening import events as e
from service.evening.hosts import left_without_host
from service.evening.state import Evening
from service.evenings import Outcome
from service.wording.by_hand import changed_by_hand
from service.wording.catalogue import Texts
from service.wording.quality import plan_sentence
from service.wording.refused import command

Names = Mapping[str, str]


def happened(step: Outcome, t: Texts, names: Names) -> str:
    """Return what this step did, in the reader's language; `names` gives people's names by id."""
    events = step.entry.events
    if any(isinstance(event, e.TableClosed) for event in events):  # that sentence counts the seats
        events = tuple(event for event in events if not isinstance(event, e.SeatTaken))
    said = [_one(event, step, t, names) for event in events]
    said += [
        t.say("Table {table} goes on without a host.", table=table)
        for table in left_without_host(step.before, step.after)
    ]
    return " ".join(sentence for sentence in said if sentence)


def _one(event: e.AnyEvent, step: Outcome, t: Texts, names: Names) -> str:
    after = step.after
    match event:
        case e.EveningCreated(name=name):
            return t.say("“{name}” is set up.", name=name)
        case e.SettingsChanged():
            return settings_sentence(after, t)
        case e.PeopleAdded(people=people):
            if len(people) == 1:
                return t.say("{name} is on the list.", name=_name(next(iter(people)), names))
            return t.say("{new} guests added, {all} on the list.", new=len(people), all=len(after.people))
        case e.PeopleChanged(people=people):
            if len(people) == 1:
                return t.say("{name} is changed by the list.", name=_name(next(iter(people)), names))
            return t.say("{n} guests are changed by the list.", n=len(people))
        case e.CheckInOpened():
            return t.say("The check-in is open.")
        case e.PlanMade(draft=draft):
            if step.entry.by == "planner":
                return t.say("The rounds to come were planned anew.")
            return plan_sentence(draft, t, names)
        case e.RoundAnnounced(seating=seating, deadline=deadline, changed=changed):
            text = t.say("Round {round} is announced.", round=seating.round)
            if deadline is not None:
                text += " " + t.say("Gong at {time}.", time=t.clock(deadline))
            if changed:
                text += " " + t.count(
                    "{n} seat differs from the draft.", "{n} seats differ from the draft.", changed
                )
            return text
        case e.RoundStarted(round=number, deadline=deadline):
            if deadline is None:
                return t.say("Round {round} is running.", round=number)
            return t.say("Round {round} is running until {time}.", round=number, time=t.clock(deadline))
        case e.SoonCalled():
            return t.say("2 minutes left.")
        case e.RoundEnded(round=number):
            return t.say("Round {round} is over.", round=number)
        case e.BreakAsked(minutes=minutes):
            return t.say("A break of {minutes:g} minutes follows this round.", minutes=minutes)
        case e.BreakStarted(deadline=deadline):
            if deadline is None:
                return t.say("Break; /next goes on.")
            return t.say("Break until {time}.", time=t.clock(deadline))
        case e.Held(remaining=remaining):
            if remaining is None:
                return t.say("The evening is held.")
            return t.say("The clock is held with {left} left.", left=t.span(remaining))
        case e.ClockWasAway(late=late):
            return t.say(
                "The service was away; the gong is {late} late. The clock is held.", late=t.span(late)
            )
        case e.Resumed(deadline=deadline) | e.Extended(deadline=deadline):
            if deadline is None:
                return t.say("Noted.")
            return t.say("The gong comes at {time}.", time=t.clock(deadline))
        case e.EveningEnded():
            return t.say("The evening is over.")
        case e.PresenceChanged(person=person, presence=presence):
            gone = any(isinstance(other, e.PersonForgotten) for other in step.entry.events)
            return "" if gone else _presence(presence, _name(person, names), t)
        case e.SeatTaken(person=person, table=table):
            if table is None:
                return t.say("{name} rests this round.", name=_name(person, names))
            return t.say("{name}: table {table}.", name=_name(person, names), table=table)
        case e.Said(text=text):
            return t.say("Told everybody: {text}", text=text)
        case e.OrganiserLinked():
            return t.say("Another organiser drives with us.")
        case e.ChatLost(person=person, channel=channel):
            return t.say(
                "{name} can no longer be reached on {channel}.",
                name=_name(person, names),
                channel=channel.capitalize(),
            )
        case e.ProfileChanged(person=person):
            return t.say("{name} has changed their profile.", name=_name(person, names))
        case e.KnownDeclared(person=person, others=others):
            known = t.listing([_name(other, names) for other in others])
            return t.say("{name} knows already: {known}.", name=_name(person, names), known=known)
        case e.NoteTaken(person=person, table=table):
            return t.say(
                "{name} has noted something at table {table}.", name=_name(person, names), table=table
            )
        case e.PersonForgotten(person=person):
            return t.say("{name} has had everything about them deleted.", name=_name(person, names))
        case e.ActUndone(act=act):
            return t.say("{word} is taken back.", word=command(act.word, t)) + " " + standing(after, t)
        case _:
            return changed_by_hand(event, step, t, names)


def _presence(presence: str, name: str, t: Texts) -> str:
    match presence:
        case "here":
            return t.say("{name} is here.", name=name)
        case "away":
            return t.say("{name} is not at the tables.", name=name)
        case "left":
            return t.say("{name} has gone home.", name=name)
        case _:
            return t.say("{name} is expected.", name=name)


def settings_sentence(evening: Evening, t: Texts) -> str:
    """Return how the evening is run."""
    s = evening.settings
    parts = [
        t.count("{n} round", "{n} rounds", s.rounds),
        t.say("{minutes:g} minutes of talk", minutes=s.minutes),
        t.say("{seconds:g} seconds to change", seconds=s.change_seconds),
    ]
    if s.format == "pairs":
        parts.append(t.say("in pairs"))
    elif s.size:
        parts.append(t.say("tables of {size}", size=s.size))
    if s.tables:
        parts.append(t.count("{n} table", "{n} tables", s.tables))
    parts.append(t.say("by the clock") if s.clock == "auto" else t.say("each gong by hand"))
    if s.competitors == "apart":
        parts.append(t.say("competitors of one industry apart"))
    if s.colleagues == "free":
        parts.append(t.say("colleagues may sit together"))
    if s.stepfree:
        parts.append(
            t.count(
                "table {tables} is step-free",
                "tables {tables} are step-free",
                len(s.stepfree),
                tables=", ".join(s.stepfree),
            )
        )
    parts.append(t.say("German with “{anrede}”", anrede="du" if s.anrede == "du" else "Sie"))
    return ", ".join(parts) + "."


def standing(evening: Evening, t: Texts, now: int | None = None) -> str:
    """Return where the evening stands, in one sentence."""
    phase, rounds = evening.phase, evening.settings.rounds
    left = phase.remaining if phase.paused else phase.deadline - now if phase.deadline and now else None
    time = ", " + t.say("{left} left", left=t.span(left)) if left is not None else ""
    held = ", " + t.say("held") if phase.paused else ""
    match phase.step:
        case "created":
            return t.say("The check-in is not open yet.")
        case "open":
            return t.say("The check-in is open.")
        case "announced":
            return (
                t.say("Round {round} of {rounds} is announced", round=phase.round, rounds=rounds)
                + time
                + held
                + "."
            )
        case "running":
            return t.say("Round {round} of {rounds}", round=phase.round, rounds=rounds) + time + held + "."
        case "between":
            return (
                t.say("Break after round {round} of {rounds}", round=phase.round, rounds=rounds)
                + time
                + held
                + "."
            )
        case _:
            return t.say("The evening is over.")


def _name(person: str, names: Names) -> str:
    return names.get(person) or person
