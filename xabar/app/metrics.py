"""Figures for Prometheus and an answer for probes, read from the records when they are asked for. Does not load Scrapy.

Labels are sites, outcomes and kinds of alarms: their number is bounded by the sites of the installation.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from socketserver import ThreadingMixIn
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from xabar.app.errors import NoRecords
from xabar.config import Config
from xabar.health.site_run import GOES_ON
from xabar.monitoring.alarms import find_ending
from xabar.records.place import absence, is_there
from xabar.records.store import RecordStore

RECENT: Final = timedelta(days=1)
Problem = Callable[[], str | None]
"""Returns why the process is not well; None if it is."""


class RecordsCollector(Collector):
    """The figures of a record store, looked up at each scrape."""

    def __init__(self, config: Config, clock: Callable[[], datetime]) -> None:
        self._config = config
        self._clock = clock

    def describe(self) -> list[Any]:
        """Return nothing, so that registering it reads no records."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures. Raise NoRecords if there are no records, and RecordsError if they cannot be read."""
        with _open_existing(self._config) as records:  # a connection belongs to one thread
            yield from _figures(records, self._clock())


@contextmanager
def serve_metrics(
    config: Config,
    host: str = "127.0.0.1",
    port: int = 9464,
    *,
    find_problem: Problem = lambda: None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[str]:
    """Serve /metrics, /healthz and /livez beside the block, and yield the address. Port 0 is any free one.

    /healthz answers 200, or 503 with the reason that `find_problem` gives or that the records give; /livez asks
    `find_problem` alone: no restart of this process brings the records back. /metrics answers 503 with the reason while
    the records are not there or cannot be read, so that Prometheus counts the scrape as failed; records that can only be
    read have figures, but are no place for a crawler: that /healthz says.
    """
    with make_server(host, port, _application(config, find_problem, clock), _Server, _QuietHandler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield f"http://{host}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _application(config: Config, find_problem: Problem, clock: Callable[[], datetime]) -> Any:
    """Return what answers the requests (WSGI)."""
    registry = CollectorRegistry()
    registry.register(RecordsCollector(config, clock))
    metrics = make_wsgi_app(registry)

    def answer(environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] == "/metrics":
            try:
                return metrics(environ, start)
            except Exception as error:  # whatever it is, a scrape is to hear of it
                return _say(start, "503 Service Unavailable", str(error))
        if environ["PATH_INFO"] not in ("/healthz", "/livez"):
            return _say(start, "404 Not Found", "there are /metrics, /healthz and /livez")
        problem = find_problem()
        if problem is None and environ["PATH_INFO"] == "/healthz":
            problem = _problem_of_records(config)
        return _say(start, "503 Service Unavailable" if problem else "200 OK", problem or "well")

    return answer


def _figures(records: RecordStore, now: datetime) -> Iterator[GaugeMetricFamily]:
    articles = GaugeMetricFamily("xabar_articles", "Articles that are stored.", labels=["site"])
    last = GaugeMetricFamily(
        "xabar_last_run_seconds", "When the last run ended, as a Unix time.", labels=["site"]
    )
    pages = GaugeMetricFamily("xabar_last_run_pages", "Pages of the last run.", labels=["site", "outcome"])
    for site in records.site_health():
        articles.add_metric([site.site], site.articles)
        if site.run is None:
            continue
        stats = site.run.stats
        last.add_metric([site.site], site.run.finished_at.timestamp())
        for outcome in ("fetched", "stored", "unchanged", "duplicate"):
            pages.add_metric([site.site, outcome], getattr(stats, outcome))
        pages.add_metric([site.site, "rejected"], stats.rejected.total())
    state = records.feed_state()
    dead = GaugeMetricFamily(
        "xabar_dead_letters", "Articles that the index refused for good.", labels=["site"]
    )
    for name, count in state.dead.items():
        dead.add_metric([name], count)
    alarms = GaugeMetricFamily("xabar_alarms", "Alarms that are open.", labels=["kind"])
    for kind, count in Counter(alarm.kind for alarm in records.open_alarms()).items():
        alarms.add_metric([kind], count)
    recent = records.run_records(since=now - RECENT)
    in_hand = sum(find_ending(run, now) == GOES_ON for run in recent)
    yield from (articles, last, pages, dead, alarms)
    yield GaugeMetricFamily("xabar_runs_in_hand", "Runs that go on.", value=in_hand)
    yield GaugeMetricFamily("xabar_feed_waiting", "Changes that wait for the index.", value=state.waiting)
    yield GaugeMetricFamily(
        "xabar_feed_lag_seconds", "How long the oldest of them has waited.", value=state.lag(now)
    )


def _say(start: Any, status: str, text: str) -> list[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{text}\n".encode()]


def _open_existing(config: Config) -> RecordStore:
    """Open the records. Raise NoRecords where there are none: to open them would make empty ones."""
    if not is_there(config.records_place):
        raise NoRecords(absence(config.records_place))
    return RecordStore(config.records_place)


def _problem_of_records(config: Config) -> str | None:
    try:
        with _open_existing(config) as records:
            records.feed_state()
            records.require_writable()
    except Exception as error:  # whatever it is, a probe is to hear of it
        return str(error)
    return None


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    timeout = 10  # seconds for a request that does not come

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: a scrape comes every few seconds."""
