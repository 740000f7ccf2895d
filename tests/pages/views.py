"""Made-up views of every page in every state."""

import csv
import time
from pathlib import Path
from typing import Any

import segno

View = dict[str, Any]

ROOT = Path(__file__).parents[2]

with (ROOT / "examples" / "evening50.csv").open(encoding="utf-8-sig", newline="") as example:
    GUESTS = [
        (row["Vorname"], row["Nachname"], row["Firma"]) for row in csv.DictReader(example, delimiter=";")
    ]


def someone(i: int) -> dict[str, str | None]:
    """The i-th guest: those of the example evening, then their first names with others' surnames."""
    first, _, firm = GUESTS[i % 50]
    return {
        "name": f"{first} {GUESTS[(i + i // 50 * 7) % 50][1]}",
        "organisation": None if i % 11 == 10 else firm,
    }


def screen_view(state: str, *, tables: int = 10, size: int = 5, language: str = "de", **changes: Any) -> View:
    """What the projector is told in one state, with its clock running from now."""
    now = int(time.time() * 1000)
    seated = state in {"announced", "running", "between", "ended"}
    people = tables * size
    deadline = {"announced": now + 47_000, "running": now + 441_000, "between": now + 620_000}.get(state)
    view: View = {
        "now": now,
        "name": "Netzwerkabend Suhl",
        "state": state,
        "paused": False,
        "round": 2 if seated else None,
        "rounds": 7,
        "deadline": deadline,
        "started": now - 39_000 if deadline else None,
        "remaining": None,
        "starts_at": None if seated else now + 720_000,
        "tables": [
            {
                "id": str(t + 1),
                "topic": None,
                "people": [someone(t * size + i) for i in range(size - (t % 4 == 3 and size > 2))],
            }
            for t in range(tables if seated else 0)
        ],
        "resting": [],
        "here": people - 6,
        "expected": 6,
        "people": people,
        "join": {
            "url": "http://192.168.178.20:8080/j/K7M4QX",
            "qr": segno.make("http://192.168.178.20:8080/j/K7M4QX").svg_inline(scale=4),
        },
        "names": True,
        "language": language,
        "timezone": "Europe/Berlin",
        "version": 42,
        "message": None,
    }
    return view | changes


def reach(i: int, *, live: bool) -> View:
    """How the i-th guest is told: two chats, one, one that was blocked, or a page."""
    why = {2: "blocked", 14: "not_started", 17: "waiting"}.get(i) if live else None
    channels = [("telegram", "matrix"), ("telegram",), (), ("matrix",)][i % 4] if i != 14 else ()
    reached = channels[-1] if channels else "web"
    return {
        "channels": channels,
        "lost": ("telegram",) if i == 2 else (),
        "unreached": why is not None,
        "why": why,
        "reached": reached if live and why is None else None,
    }


def hall(state: str) -> list[View]:
    """Ten tables: one with a host, one whose host has gone, one closed."""
    live = state in {"announced", "running"}
    return [
        {
            "id": str(n),
            "host": {3: someone(2)["name"], 5: someone(17)["name"]}.get(n),
            "host_here": n == 3,
            "people": 5 if live and n != 8 else 0,
            "closed": n == 8,
        }
        for n in range(1, 11)
    ]


def moved(i: int, table: str | None, where: str) -> View:
    """Somebody without a phone whose seat has changed."""
    return {"id": f"p{i}", **someone(i), "table": table, "where": where}


def desk_view(state: str, *, guests: int = 24, **changes: Any) -> View:
    """What the organiser's desk is told in one state."""
    base = "http://192.168.178.20:8080"
    presences = [
        {0: "expected", 4: "away", 9: "left"}.get(i % 12, "here") if i < 24 else "here" for i in range(guests)
    ]
    everyone = [
        someone(i)
        | {
            "id": f"p{i}",
            "presence": presences[i],
            "table": str(i % 10 + 1)
            if state in {"announced", "running"} and presences[i] == "here"
            else None,
            **reach(i, live=state in {"announced", "running"} and presences[i] in {"here", "expected"}),
            "rests": False,
            "hosts": "3" if i == 2 else None,
            "visits": i == 11,
            "links": {
                "page": f"{base}/p/tokentokentoken{i}",
                "telegram": None if i % 2 else "https://t.me/tw_bot?start=a",
                "matrix": "https://matrix.to/#/@tisch:hall.example",
            },
            "code": f"abcdefghij-{i}-abcdefghijklmnopqrst",
        }
        for i in range(guests)
    ]
    extra: View = {
        "people": guests,
        "here": sum(person["presence"] == "here" for person in everyone),
        "everyone": everyone,
        "in_person": [],
        "hall": hall(state) if guests else [],
        "planned": True,
        "plan": f"{guests} Gäste, 10 Tische, 7 Runden: keine Wiederholung, niemand setzt aus. Besser geht es nicht.",
        "clock": "auto",
        "settings": {
            "rounds": 7,
            "minutes": 8,
            "change_seconds": 90,
            "size": 5,
            "anrede": "sie",
            "competitors": "mix",
            "colleagues": "mix",
            "stepfree": "1, 2",
        },
        "undo": "next",
        "log": [
            {"at": 1, "text": "18:31 Geöffnet"},
            {"at": 2, "text": "18:33 Runde 1 angesagt"},
            {"at": 3, "text": "18:42 Runde 2 angesagt"},
        ],
        "links": {"screen": f"{base}/s/abc", "join": f"{base}/j/K7M4QX", "telegram": None, "matrix": None},
        "code": None,
        "busy": False,
        "networks": [],
        "matches": {"known": 2, "open": 1, "key": "a"},
    }
    return screen_view(state, **changes) | extra | changes


def page_view(state: str, *, kind: str = "table", presence: str = "here", **changes: Any) -> View:
    """What one guest's page is told in one state."""
    now = int(time.time() * 1000)
    seated = state in {"announced", "running"}
    deadline = {"announced": now + 47_000, "running": now + 252_000, "between": now + 620_000}.get(state)
    place: View = {
        "kind": "none",
        "table": None,
        "with": [],
        "until": None,
        "topic": None,
        "next_table": None,
    }
    if seated and kind == "table":
        names = ["Tom Berger (Berger Optik)", "Ines Roth (Glas Roth)", "Ali Kaya (Kaya Guss)"]
        place |= {"kind": "table", "table": "7", "with": names, "until": deadline}
    elif seated and kind == "rest":
        place |= {"kind": "rest", "until": deadline, "next_table": "3"}
    commands = [{"word": "here", "text": "Ich bin da"}]
    if presence == "here":
        commands = [{"word": "pause", "text": "Ich setze aus"}, {"word": "missing", "text": "Platz ist leer"}]
    view: View = {
        "now": now,
        "name": "Netzwerkabend Suhl",
        "me": {"name": "Sabine Beyer", "presence": presence},
        "state": state,
        "paused": False,
        "round": 2 if seated else None,
        "rounds": 7,
        "deadline": deadline,
        "remaining": None,
        "place": place,
        "language": "de",
        "timezone": "Europe/Berlin",
        "version": 42,
        "messages": [
            {
                "id": "n1",
                "at": now - 900_000,
                "title": "Willkommen beim Netzwerkabend Suhl, Frau Beyer!",
                "body": "",
                "buttons": [],
            },
            {
                "id": "n2",
                "at": now - 60_000,
                "title": "Tisch 7",
                "body": "mit Tom Berger (Berger Optik), Ines Roth (Glas Roth)\nTom Berger sucht Spannzangen nach Zeichnung – das fertigen Sie.",
                "buttons": [[{"text": "Tom Berger merken", "data": "contact Tom Berger"}]],
            },
        ],
        "commands": commands,
        "chats": None,
    }
    return view | changes


SCREENS = {
    "created": screen_view("created"),
    "open": screen_view("open"),
    "open without names to join": screen_view(
        "open", join=None, people=0, here=0, expected=0, starts_at=None
    ),
    "announced": screen_view("announced"),
    "announced, numbers only": screen_view("announced", names=False),
    "announced, a crowd": screen_view("announced", tables=40, size=5),
    "running": screen_view("running", message="Das Buffet ist eröffnet."),
    "running by hand": screen_view("running", deadline=None, started=None),
    "between": screen_view("between"),
    "paused": screen_view("running", paused=True, remaining=253_000, deadline=None),
    "ended": screen_view("ended"),
    "english": screen_view("announced", language="en", resting=[someone(60)]),
}
DESKS = {
    "created": desk_view("created", guests=0, planned=False, plan=None, undo=None, log=[]),
    "open": desk_view("open", planned=False, plan=None),
    "planning": desk_view("open", planned=False, plan=None, busy=True),
    "running": desk_view("running"),
    "paused": desk_view("running", paused=True, remaining=200_000, deadline=None),
    "by hand": desk_view("running", deadline=None, clock="manual"),
    "between": desk_view("between"),
    "ended": desk_view("ended"),
    "english": desk_view("announced", language="en"),
    "somebody to tell": desk_view(
        "running",
        in_person=[
            moved(3, "9", "Tisch 9, nicht mehr Tisch 7"),
            moved(6, None, "diese Runde frei, nicht mehr Tisch 2"),
        ],
    ),
}
PAGES = {
    "before": page_view("open", presence="expected"),
    "here": page_view("open"),
    "announced": page_view("announced"),
    "running": page_view("running"),
    "resting": page_view("running", kind="rest"),
    "away": page_view("running", presence="away"),
    "between": page_view("between"),
    "paused": page_view("running", paused=True, remaining=200_000, deadline=None),
    "ended": page_view("ended"),
    "english": page_view("running", language="en"),
}
