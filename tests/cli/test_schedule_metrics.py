"""`xabar schedule --metrics` as a process: figures that Prometheus's own parser takes, and an honest answer to probes."""

from __future__ import annotations

import re
import signal
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests import fork_server
from tests.cli.conftest import on_loopback
from tests.record_stores import record_run
from xabar.crawl_stats import SiteStats
from xabar.records.store import RecordStore

LABELS = {"site", "outcome", "kind", "type"}  # none of them grows with articles, addresses or errors


@pytest.mark.slow
def test_a_schedule_serves_its_figures_and_says_when_its_records_are_gone(
    environment: dict[str, str],
) -> None:
    data = Path(environment["XABAR_DATA"])
    data.mkdir()
    now = datetime.now(UTC)
    with RecordStore(data / "records.sqlite") as records:
        record_run(records, SiteStats("kun_uz", fetched=3, stored=2), started_at=now, finished_at=now)
        records.settle_alarms("kun_uz", [("silence", "nothing")], now)
    words = ("schedule", "kun_uz", "--metrics", "0", *on_loopback("http://127.0.0.1:9"))
    with fork_server.Process(fork_server.XABAR, *words, env=environment) as schedule:
        address = read_address(schedule)
        families = list(text_string_to_metric_families(ask(f"{address}/metrics")))
        samples = [sample for family in families for sample in family.samples]
        assert {"xabar_articles", "xabar_alarms", "xabar_feed_lag_seconds"} <= {each.name for each in samples}
        assert {label for each in samples for label in each.labels} <= LABELS
        assert ask(f"{address}/healthz") == "well\n"

        for path in data.glob("records.sqlite*"):
            path.rename(path.with_name(f"away-{path.name}"))
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(f"{address}/healthz")
        assert refused.value.code == 503
        assert "there are no records in" in refused.value.read().decode()
        refused.value.close()
        schedule.send_signal(signal.SIGTERM)
        schedule.communicate(timeout=60)


def read_address(schedule: fork_server.Process) -> str:
    """Return where the figures are, as the schedule says in its first line."""
    assert schedule.stdout is not None
    for line in schedule.stdout:
        if found := re.fullmatch(r"figures: (http://127\.0\.0\.1:\d+)/metrics\s*", line):
            return found[1]
    raise AssertionError("the schedule named no address")


def ask(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())
