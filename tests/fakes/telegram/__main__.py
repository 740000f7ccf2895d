"""The server as a process of its own, so that what people did and read outlives the service's death."""

import argparse
import asyncio
import signal
import sys

from .server import BotApi


async def serve(api: BotApi) -> None:
    """Serve until SIGTERM or Ctrl-C; says the address once it listens."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with api:
        sys.stdout.write(f"{api.url}\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one; the address is printed")
    parser.add_argument("--token", default="1000000:test-token")
    parser.add_argument("--username", default="TischwechselTestBot")
    parser.add_argument("--no-limits", action="store_true", help="take any number of messages a second")
    given = parser.parse_args()
    api = BotApi(token=given.token, username=given.username, port=given.port)
    if given.no_limits:
        api.no_limits()
    asyncio.run(serve(api))


if __name__ == "__main__":
    main()
