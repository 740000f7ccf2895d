"""The settings: which are wrong, and which look like ours but are none."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from doctor.case import Case
from doctor.environment import KNOWN, NAMES, PLAIN, readable
from doctor.finding import Check, Finding

OURS = ("TELEGRAM_", "MATRIX_", "TISCHWECHSEL_")
NEAR = 0.82
WEBHOOK_PORTS = {None, 443, 80, 88, 8443}  # core.telegram.org/bots/api#setwebhook
LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(\S?)")


def unknown(environment: Mapping[str, str]) -> dict[str, str | None]:
    """Return variables that look like a setting of ours and are none, each with the nearest right name."""
    found: dict[str, str | None] = {}
    for name in sorted(environment):
        if name in KNOWN:
            continue
        near = difflib.get_close_matches(name.upper(), sorted(KNOWN), n=1, cutoff=NEAR)
        if near or name.upper().startswith(OURS):
            found[name] = near[0] if near else _nearest(name)
    return found


async def check(case: Case) -> list[Finding]:
    """Wrong values, odd names, and a `.env` that nobody reads."""
    found, t = Check("settings"), case.t
    _, wrong = readable(case.environment)
    findings = [found.broken("bad_setting", f"{why}.".replace("..", ".")) for why in wrong]
    for name, near in unknown(case.environment).items():
        do = (
            t.say("Did you mean {name}?", name=near)
            if near
            else t.say("docs/settings.md lists all settings.")
        )
        findings.append(found.look("unknown_setting", t.say("{name} is no setting.", name=name), do=do))
    findings += [*_twice(case, found), *_webhook(case, found), *_unread(case, found)]
    if findings:
        return findings
    given = sorted(name.removesuffix("_FILE") for name in KNOWN - PLAIN if case.environment.get(name))
    if not given:
        return [
            found.stands("all_unset", t.say("None is set: everything runs on this computer, without bots."))
        ]
    return [found.stands("fine", t.say("Read: {names}.", names=", ".join(given)))]


def _nearest(name: str) -> str | None:
    """Return the setting whose rest is like this one's, after the same first word: TELEGRAM_BOT_TOKEN."""
    first, _, rest = name.upper().partition("_")
    rests = {one.partition("_")[2]: one for one in sorted(NAMES) if one.partition("_")[0] == first}
    return next((rests[one] for one in difflib.get_close_matches(rest, rests, n=1, cutoff=0.5)), None)


def _twice(case: Case, found: Check) -> list[Finding]:
    return [
        found.look(
            "given_twice",
            case.t.say("{name} and {name}_FILE are both set; the file counts.", name=name),
            do=case.t.say("Take one of the two away."),
        )
        for name in sorted(NAMES)
        if case.environment.get(name) and case.environment.get(f"{name}_FILE")
    ]


def _webhook(case: Case, found: Check) -> list[Finding]:
    url, t = case.settings.telegram_webhook_url, case.t
    if url is None:
        return []
    if case.settings.telegram_token is None:
        text = t.say("TELEGRAM_WEBHOOK_URL is set, TELEGRAM_TOKEN is not: there is no bot.")
        return [
            found.look("webhook_without_bot", text, do=t.say("Set TELEGRAM_TOKEN, or take the address away."))
        ]
    # A Bot API server of one's own calls any address.
    if case.settings.telegram_api is None and (
        not url.startswith("https://") or _port(url) not in WEBHOOK_PORTS
    ):
        text = t.say("Telegram cannot call TELEGRAM_WEBHOOK_URL={url}.", url=url)
        do = t.say("Right is https://your.name/telegram, on port 443, 80, 88 or 8443.")
        return [found.broken("bad_webhook", text, do=do)]
    return []


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return 0


def _unread(case: Case, found: Check) -> list[Finding]:
    """`.env` is read by docker compose only; whoever starts the service by hand often does not know."""
    try:
        text = Path(".env").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    written = [match for line in text.splitlines() if (match := LINE.match(line))]
    missing = sorted(
        {one[1] for one in written if one[1] in KNOWN and one[2] and one[1] not in case.environment}
    )
    if not missing:
        return []
    return [
        found.look(
            "env_not_read",
            case.t.say("The file .env names {names}, but not to this program.", names=", ".join(missing)),
            do=case.t.say("Only docker compose reads .env. Elsewhere, type this before:"),
            command="set -a; . ./.env; set +a",
        )
    ]


def names() -> tuple[str, ...]:
    """All settings, for the documentation."""
    return tuple(sorted(NAMES | PLAIN))
