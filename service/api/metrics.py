"""Numbers for Prometheus, in a registry of their own; ids and names never become labels."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from service.api.answers import ApiError
from service.asking import WORDS
from service.evening.refusals import Refusal
from service.evenings import Outcome
from service.networks import Networks
from service.store.errors import StoreError

WORDS_COUNTED = frozenset({*WORDS, "new", "people", "add", "finish"})
ACTORS = frozenset({"organiser", "clock", "planner", "matcher"})

SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Metrics:
    """What is counted and timed."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry or CollectorRegistry()
        self.commands = Counter(
            "tischwechsel_commands_total",
            "Commands of organisers by word and result",
            ("word", "result"),
            registry=self.registry,
        )
        self.command_seconds = Histogram(
            "tischwechsel_command_seconds",
            "Time a command took",
            ("word",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.planning_seconds = Histogram(
            "tischwechsel_planning_seconds",
            "Time a plan took that somebody waited for",
            buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 30, 60),
            registry=self.registry,
        )
        self.journal_appends = Counter(
            "tischwechsel_journal_appends_total",
            "Journal entries seen, by kind of author",
            ("by",),
            registry=self.registry,
        )

    @contextmanager
    def command(self, word: str) -> Iterator["CommandTimer"]:
        """Time and count one command; its result is `done` unless it fails or is said to be another."""
        word = metered(word)
        timer = CommandTimer()
        try:
            yield timer
        except (Refusal, StoreError, ApiError) as refused:
            timer.result = refused.code
            raise
        except BaseException:
            timer.result = "failed"
            raise
        finally:
            seconds = time.perf_counter() - timer.started
            self.commands.labels(word, timer.result).inc()
            self.command_seconds.labels(word).observe(seconds)
            if word == "plan":
                self.planning_seconds.observe(seconds)

    def appended(self, step: Outcome) -> None:
        """Count one entry of any journal."""
        by = step.entry.by
        self.journal_appends.labels(by if by in ACTORS else "participant").inc()


def metered(word: str) -> str:
    """Return the word as numbers and logs name it: what nobody knows may hold anything."""
    return word if word in WORDS_COUNTED else "unknown"


class CommandTimer:
    """A command under way."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.result = "done"


class NetworkGauges(Collector):
    """How the networks stand, looked at when somebody asks for the numbers."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give three gauges for each network, and which trouble it is in."""
        waiting = GaugeMetricFamily(
            "tischwechsel_notices_waiting", "Notices still to be sent", labels=("network",)
        )
        oldest = GaugeMetricFamily(
            "tischwechsel_oldest_notice_seconds", "How long the oldest of them waits", labels=("network",)
        )
        limited = GaugeMetricFamily(
            "tischwechsel_network_slow", "1 while the network keeps asking us to wait", labels=("network",)
        )
        trouble = GaugeMetricFamily(
            "tischwechsel_network_trouble",
            "1 for the trouble a network is in; none is there while all is well",
            labels=("network", "trouble"),
        )
        for network in self._networks(None):
            waiting.add_metric((network.name,), network.waiting)
            oldest.add_metric((network.name,), network.oldest / 1000)
            limited.add_metric((network.name,), network.slow)
            if network.trouble is not None:
                trouble.add_metric((network.name, network.trouble), 1)
        yield from (waiting, oldest, limited, trouble)


METRICS = web.AppKey("metrics", Metrics)


def routes() -> list[web.AbstractRouteDef]:
    """The address Prometheus reads."""
    return [web.get("/metrics", show)]


async def show(request: web.Request) -> web.Response:
    """All numbers in Prometheus' text format."""
    body = generate_latest(request.app[METRICS].registry)
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})
