"""Matrix: does the account open, do people's apps trust it, and how fast may it send?"""

import shlex
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from urllib.parse import quote

from bot.matrix.probe import MatrixProbe, MatrixRefused, Owner, Pace, keeps_signing_keys, kept_token
from doctor.case import Case
from doctor.finding import Check, Finding

OVERRIDE = '{"messages_per_second":0,"burst_count":0}'
PATIENT_SECONDS = 60.0
"""So long may it take until all have their table."""


async def check(case: Case) -> list[Finding]:
    """Reach the homeserver, open the account without leaving a trace, try its pace."""
    found, t, settings = Check("matrix"), case.t, case.settings
    if settings.matrix_homeserver is None:
        return [found.stands("unused", t.say("Not used: MATRIX_HOMESERVER is not set."))]
    token = settings.matrix_access_token or kept_token(_folder(case), settings.matrix_user or "")
    async with AsyncExitStack() as stack:
        probe = await stack.enter_async_context(MatrixProbe(settings.matrix_homeserver, token=token))
        try:
            await probe.versions()
        except MatrixRefused as refused:
            return [await _no_homeserver(case, probe, refused)]
        try:
            owner, lent = await _owner(case, probe, token)
            if lent:
                stack.push_async_callback(_log_out, probe)
            if owner.user != settings.matrix_user:
                return [_wrong_user(case, owner)]
            return [await _trusted(case, probe, owner, lent=lent), await _paced(case, probe)]
        except MatrixRefused as refused:
            return [_refused(case, refused)]


async def _owner(case: Case, probe: MatrixProbe, token: str | None) -> tuple[Owner, bool]:
    """Return whom we speak for, and whether a device was opened for it."""
    if token is not None:
        return await probe.owner(), False
    settings = case.settings
    return await probe.log_in(settings.matrix_user or "", settings.matrix_password or ""), True


async def _log_out(probe: MatrixProbe) -> None:
    with suppress(MatrixRefused):
        await probe.log_out()


def _folder(case: Case) -> Path:
    return case.settings.data / "matrix"


async def _trusted(case: Case, probe: MatrixProbe, owner: Owner, *, lent: bool) -> Finding:
    found, t = Check("matrix"), case.t
    if not keeps_signing_keys(_folder(case)) and await probe.has_identity(owner.user):
        return _keys_elsewhere(case, owner)
    if lent:
        text = t.say("{user} opens. The bot signs its device at its first start.", user=owner.user)
        return found.stands("opens", text)
    if owner.device is None:
        text = t.say(
            "The token of {user} belongs to no device: the bot cannot encrypt with it.", user=owner.user
        )
        do = t.say("Set MATRIX_PASSWORD instead, the bot then logs in once by itself.")
        return found.broken("no_device", text, do=do)
    signing = await probe.signing(owner)
    if signing == "signed":
        return found.stands("signed", t.say("{user} opens, its device is signed.", user=owner.user))
    if signing == "no_keys":
        text = t.say("{user} opens. The bot signs its device at its first start.", user=owner.user)
        return found.stands("not_started", text)
    text = t.say(
        "The device of {user} is not signed: apps such as Element hide what it writes.", user=owner.user
    )
    do = t.say(
        "Start the service once, it signs by itself. If it stays so: docs/connect-matrix.md, The bot is not trusted."
    )
    return found.broken("unsigned", text, do=do)


def _keys_elsewhere(case: Case, owner: Owner) -> Finding:
    found, t = Check("matrix"), case.t
    text = t.say(
        "{user} already has signing keys, and they are not in {folder}.",
        user=owner.user,
        folder=_folder(case),
    )
    if case.settings.matrix_password is None:
        do = t.say(
            "Put the backup of that folder back, or set MATRIX_PASSWORD: without it they cannot be replaced."
        )
        return found.broken("keys_missing", text, do=do)
    do = t.say(
        "Put the backup of that folder back. Otherwise the bot makes new keys and guests see a warning."
    )
    return found.look("keys_elsewhere", text, do=do)


async def _paced(case: Case, probe: MatrixProbe) -> Finding:
    found, t = Check("matrix"), case.t
    try:
        pace = await probe.pace()
    except MatrixRefused as refused:
        if refused.kind != "limited":
            raise
        pace = Pace(sent=0, seconds=0.0, wait=max(refused.wait, 1.0))
        text = t.say(
            "The homeserver takes no new room from us for {n} s, so its pace could not be tried.",
            n=round(pace.wait),
        )
        return found.look("rooms_limited", text, do=_ask(case), command=override(case))
    if pace.wait == 0:
        fast = max(1, round(pace.sent / max(pace.seconds, 0.001)))
        text = t.say(
            "Pace: {sent} messages at once, {rate} a second, no limit met.", sent=pace.sent, rate=fast
        )
        return found.stands("pace", text)
    waiting = pace.wait * case.people
    rate = 1 / pace.wait
    values: dict[str, object] = {"rate": _decimal(rate, t.language), "people": case.people}
    if waiting <= PATIENT_SECONDS:
        text = t.say(
            "Pace: {rate} messages a second, {people} people wait {n} s.", n=round(waiting), **values
        )
        return found.stands("pace_suffices", text)
    minutes = max(1, round(waiting / 60))
    text = t.count(
        "At {rate} messages a second {people} people would wait {n} minute for their table.",
        "At {rate} messages a second {people} people would wait {n} minutes for their table.",
        minutes,
        **values,
    )
    return found.look("limited", text, do=_ask(case), command=override(case))


def override(case: Case) -> str:
    """Return the one call that frees the bot from the homeserver's limits, for its admin's terminal."""
    settings = case.settings
    user = quote(settings.matrix_user or "", safe="@:")
    address = (
        f"{(settings.matrix_homeserver or '').rstrip('/')}/_synapse/admin/v1/users/{user}/override_ratelimit"
    )
    return f'curl -X POST -H "Authorization: Bearer $ADMIN_TOKEN" -d {shlex.quote(OVERRIDE)} {shlex.quote(address)}'


def _ask(case: Case) -> str:
    return case.t.say("Ask the admin of the homeserver for this one call:")


def _decimal(number: float, language: str) -> str:
    written = f"{number:.1f}" if number < 10 else f"{number:.0f}"
    return written.replace(".", ",") if language == "de" else written


async def _no_homeserver(case: Case, probe: MatrixProbe, refused: MatrixRefused) -> Finding:
    found, t, address = Check("matrix"), case.t, case.settings.matrix_homeserver
    right = await probe.right_address()
    if right is not None:
        text = t.say("{address} is not the homeserver itself.", address=address)
        do = t.say("It names another address, set that:")
        return found.broken("wrong_address", text, do=do, command=f"MATRIX_HOMESERVER={right}")
    if refused.kind == "stranger":
        text = t.say("{address} answers, but not as a Matrix homeserver.", address=address)
        do = t.say("Ask its admin for the address apps log in at. In a hotel, log into the Wi-Fi first.")
        return found.broken("stranger", text, do=do)
    text = t.say("{address} cannot be reached.", address=address)
    return found.broken("away", text, do=t.say("Is there internet? Is MATRIX_HOMESERVER right?"))


def _wrong_user(case: Case, owner: Owner) -> Finding:
    text = case.t.say(
        "MATRIX_USER is {given}, but the account is {user}.", given=case.settings.matrix_user, user=owner.user
    )
    return Check("matrix").broken(
        "wrong_user", text, do=case.t.say("Correct it:"), command=f"MATRIX_USER={owner.user}"
    )


def _refused(case: Case, refused: MatrixRefused) -> Finding:
    found, t = Check("matrix"), case.t
    if refused.kind == "password":
        do = t.say("Set MATRIX_USER and MATRIX_PASSWORD as they open the account in Element.")
        return found.broken("password", t.say("The homeserver refuses user or password."), do=do)
    if refused.kind == "token" and case.settings.matrix_password and not case.settings.matrix_access_token:
        do = t.say("The bot logs in again with the password by itself.")
        return found.look("token_renewed", t.say("The homeserver no longer knows our token."), do=do)
    if refused.kind == "token":
        do = t.say("It was logged out. Set MATRIX_PASSWORD, or a new MATRIX_ACCESS_TOKEN.")
        return found.broken("token", t.say("The homeserver no longer knows our token."), do=do)
    if refused.kind == "limited":
        text = t.say("The homeserver asks to wait {n} s before the next login.", n=round(refused.wait))
        return found.look(
            "login_limited", text, do=t.say("Start the service once: it logs in only once and keeps that.")
        )
    if refused.kind == "other":
        text = t.say("The homeserver answers with an error: {why}.", why=str(refused).rstrip("."))
        return found.broken("refused", text, do=t.say("Show this to its admin."))
    text = t.say("{address} stopped answering.", address=case.settings.matrix_homeserver)
    return found.broken("away", text, do=t.say("Try again in a minute."))
