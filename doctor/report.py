"""The report: lines for people, JSON for machines."""

import io
from collections.abc import Sequence

import msgspec
import segno

from doctor.finding import Finding, State
from service.wording.catalogue import Texts

STYLES: dict[State, str] = {"stands": "green", "look": "yellow", "broken": "red"}
ORDER: tuple[State, ...] = ("stands", "look", "broken")


class Line(msgspec.Struct, frozen=True):
    """A line and how to show it; `style` is a colour's name, never the only sign."""

    text: str
    style: str = ""


def sound(findings: Sequence[Finding]) -> bool:
    """Tell whether nothing is broken."""
    return all(finding.state != "broken" for finding in findings)


def as_json(findings: Sequence[Finding]) -> dict[str, object]:
    """Return `{"state": the worst, "checks": [...]}`."""
    worst = max((ORDER.index(finding.state) for finding in findings), default=0)
    return {"state": ORDER[worst], "checks": [msgspec.to_builtins(finding) for finding in findings]}


def lines(findings: Sequence[Finding], t: Texts) -> list[Line]:
    """Return the report as people read it: a line a check, what to do below it."""
    states = {"stands": t.say("stands"), "look": t.say("look"), "broken": t.say("broken")}
    names = _names(t)
    wide = max(len(name) for name in names.values())
    room = max(len(state) for state in states.values())
    shown = []
    for one in findings:
        head = f"{states[one.state]:<{room}}  {names.get(one.check, one.check):<{wide}}  "
        shown.append(Line(head + one.text, STYLES[one.state]))
        shown.extend(Line(" " * len(head) + more) for more in (one.do, one.command) if more)
    return [*shown, Line(""), _summary(findings, t)]


def trial(findings: Sequence[Finding], public_url: str | None, t: Texts) -> str | None:
    """Return a QR code for a phone in the hall to try, made of block letters; None without an address to try."""
    if public_url is None or not any(one.check == "hall" and one.state == "stands" for one in findings):
        return None
    drawn = io.StringIO()
    address = f"{public_url.rstrip('/')}/livez"
    segno.make(address, error="l", micro=False).terminal(drawn, compact=True, border=2)
    shown = t.say(
        "Scan it with a phone in the Wi-Fi of the hall. If it shows {answer}, everybody can get in.",
        answer='{"status":"ok"}',
    )
    return f"{drawn.getvalue().rstrip()}\n{shown}"


def _summary(findings: Sequence[Finding], t: Texts) -> Line:
    broken = sum(finding.state == "broken" for finding in findings)
    look = sum(finding.state == "look" for finding in findings)
    if broken:
        return Line(t.count("{n} thing is broken.", "{n} things are broken.", broken), STYLES["broken"])
    if look:
        text = t.count("Everything works. Look at {n} thing.", "Everything works. Look at {n} things.", look)
        return Line(text, STYLES["look"])
    return Line(t.say("Everything stands."), STYLES["stands"])


def _names(t: Texts) -> dict[str, str]:
    return {
        "settings": t.say("Settings"),
        "redis": "Redis",
        "telegram": "Telegram",
        "matrix": "Matrix",
        "planner": t.say("Planner"),
        "clock": t.say("Clock"),
        "disk": t.say("Disk"),
        "port": t.say("Port"),
        "hall": t.say("Hall"),
    }
