"""The address phones in the hall use: is there one, and does it lead here?"""

import asyncio
import ipaddress
import socket
from pathlib import Path
from urllib.parse import urlsplit

from doctor.case import Case
from doctor.finding import Check, Finding
from doctor.running import who_answers

NOWHERE = ("192.0.2.1", 9)
"""An address for documentation: nothing is sent there, the system only says which way it would go."""

CONTAINER = (Path("/.dockerenv"), Path("/run/.containerenv"))


async def check(case: Case) -> list[Finding]:
    """PUBLIC_URL, or the one it should be."""
    url = case.settings.public_url
    if url is None or _loopback(urlsplit(url).hostname or ""):
        return [_to_be_set(case, url)]
    return [await _set(case, url)]


def lan_address() -> str | None:
    """Return this computer's address in the local network, as phones see it; None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(NOWHERE)
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if _loopback(address) or address == "0.0.0.0" else address  # noqa: S104  (that is none)


def _to_be_set(case: Case, url: str | None) -> Finding:
    found, t = Check("hall"), case.t
    code = "unset" if url is None else "loopback"
    text = (
        t.say("PUBLIC_URL is not set: links lead to this computer only, no phone can follow them.")
        if url is None
        else t.say("PUBLIC_URL={url} leads every phone to itself.", url=url)
    )
    if any(sign.exists() for sign in CONTAINER):
        do = t.say("Set PUBLIC_URL to the address of the computer that runs this container.")
        return found.look(code, text, do=do)
    address = lan_address()
    if address is None:
        return found.look(
            code, text, do=t.say("This computer is in no network. Join the Wi-Fi of the hall first.")
        )
    return found.look(
        code,
        text,
        do=t.say("In this network phones reach it when it is started so:"),
        command=f"PUBLIC_URL=http://{address}:{case.port} tischwechsel serve --host 0.0.0.0 --port {case.port}",
    )


async def _set(case: Case, url: str) -> Finding:
    found, t = Check("hall"), case.t
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        names = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        text = t.say("{host} in PUBLIC_URL is unknown here.", host=host)
        return found.broken(
            "unknown_name", text, do=t.say("Correct the name, or use the address of this computer.")
        )
    who = await who_answers(url)
    if who == "ours":
        return found.stands(
            "reached", t.say("{url} leads here. Try it with a phone in the Wi-Fi of the hall.", url=url)
        )
    address = lan_address()
    ours = {entry[4][0] for entry in names}
    if address is not None and parts.scheme == "http" and _local(host) and address not in ours:
        # What a router gave yesterday it may give to somebody else today.
        text = t.say("{url} is not this computer, which is {address} now.", url=url, address=address)
        port = f":{parts.port}" if parts.port else ""
        return found.look(
            "moved", text, do=t.say("If it runs here:"), command=f"PUBLIC_URL=http://{address}{port}"
        )
    if who == "other":
        text = t.say("{url} leads to something else.", url=url)
        return found.broken(
            "other", text, do=t.say("Correct PUBLIC_URL, or the way your proxy passes it on.")
        )
    return found.stands("set", t.say("{url}. Nothing answers there before the service is started.", url=url))


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _local(host: str) -> bool:
    """Tell whether this is an address of a local network, and no name."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False
