"""The port the pages come from: free, taken, or already ours."""

import asyncio
import errno
import socket

import aiohttp

from doctor.case import Case
from doctor.finding import Check, Finding
from doctor.running import SECONDS, who_answers


async def check(case: Case) -> list[Finding]:
    """Ask who answers there; if nobody does, try to take it."""
    found, t = Check("port"), case.t
    here = f"http://127.0.0.1:{case.port}"
    who = await who_answers(here)
    if who == "ours":
        return [await _readiness(case, here)]
    why = await asyncio.to_thread(_refused, case.host, case.port)
    if who == "other" or why == errno.EADDRINUSE:
        text = t.say("Port {port} is taken by another program.", port=case.port)
        do = t.say("End it, or take another port:")
        command = f"tischwechsel serve --port {case.port + 1 if case.port < 65535 else 8080}"
        return [found.broken("taken", text, do=do, command=command)]
    if why == errno.EACCES:
        text = t.say("Port {port} is not allowed to this user.", port=case.port)
        return [found.broken("not_allowed", text, do=t.say("Take one from 1024 on, for example 8080."))]
    if why is not None:
        text = t.say("This computer has no address {host}.", host=case.host)
        return [found.broken("no_such_address", text, do=t.say("Listen on 0.0.0.0: that is on all of them."))]
    return [found.stands("free", t.say("{port} is free.", port=case.port))]


async def _readiness(case: Case, address: str) -> Finding:
    found, t = Check("port"), case.t
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session, session.get(f"{address}/readyz") as answer:
        said = await answer.json()
    if answer.status == 200:
        return found.stands("ours", t.say("Tischwechsel answers on {port}.", port=case.port))
    parts = ", ".join(
        f"{name}: {said[name]}" for name in ("redis", "planner") if said.get(name, "ok") != "ok"
    )
    text = t.say("Tischwechsel answers on {port} but is not ready ({parts}).", port=case.port, parts=parts)
    return found.look(
        "not_ready", text, do=t.say("After a start that takes some seconds. Otherwise look at its log.")
    )


def _refused(host: str, port: int) -> int | None:
    """Return why we cannot listen there, as errno; None where we can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror:
        return errno.EADDRNOTAVAIL
    except OSError as error:
        return error.errno or errno.EADDRNOTAVAIL
    return None
