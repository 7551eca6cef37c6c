"""/metrics and /healthz over real records and HTTP."""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.record_stores import record_run
from xabar.app.metrics import serve_metrics
from xabar.config import Config
from xabar.crawl_stats import SiteStats
from xabar.records.store import RecordStore

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_figures_come_from_the_records_at_the_time_of_the_scrape(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.begin_run("daryo_uz", NOW)
        with serve_metrics(Config(data=tmp_path), port=0, clock=lambda: NOW) as address:
            record_run(records, SiteStats("kun_uz", fetched=3, stored=2), started_at=NOW, finished_at=NOW)
            records.settle_alarms("kun_uz", [("silence", "nothing")], NOW)
            text = urllib.request.urlopen(f"{address}/metrics").read().decode()
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["xabar_last_run_pages", "kun_uz", "stored"] == 2
    assert found["xabar_last_run_seconds", "kun_uz"] == NOW.timestamp()
    assert found["xabar_alarms", "silence"] == 1
    assert found["xabar_runs_in_hand",] == 1
    assert found["xabar_feed_lag_seconds",] == 0


def test_healthz_says_what_is_wrong(tmp_path: Path) -> None:
    problems: list[str | None] = [None]
    with RecordStore(tmp_path / "records.sqlite"):
        pass
    with serve_metrics(Config(data=tmp_path), port=0, find_problem=lambda: problems[0]) as address:
        assert urllib.request.urlopen(f"{address}/healthz").read() == b"well\n"
        problems[0] = "the scheduler stands still"
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}/healthz")
        assert (refused.value.code, refused.value.read()) == (503, b"the scheduler stands still\n")
        refused.value.close()
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            urllib.request.urlopen(f"{address}/")
        missing.value.close()


def test_records_that_cannot_be_read_are_no_reason_to_start_again(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").write_bytes(
        b"no database, but a text that is long enough to be looked at" * 100
    )
    problems: list[str | None] = [None]
    with serve_metrics(Config(data=tmp_path), port=0, find_problem=lambda: problems[0]) as address:
        with pytest.raises(urllib.error.HTTPError, match="503") as refused:
            urllib.request.urlopen(f"{address}/healthz")
        refused.value.close()
        assert urllib.request.urlopen(f"{address}/livez").read() == b"well\n"
        problems[0] = "the scheduler stands still"
        with pytest.raises(urllib.error.HTTPError, match="503") as refused:
            urllib.request.urlopen(f"{address}/livez")
        refused.value.close()


def ask(url: str) -> tuple[int, str]:
    """Return the code and the text of an answer."""
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.parametrize("page", ["healthz", "metrics"])
def test_whoever_asks_hears_that_there_are_no_records_and_makes_none(tmp_path: Path, page: str) -> None:
    with serve_metrics(Config(data=tmp_path), port=0) as address:
        code, text = ask(f"{address}/{page}")
        assert (code, "there are no records in" in text) == (503, True)
        with RecordStore(tmp_path / "records.sqlite"):
            pass
        assert ask(f"{address}/{page}")[0] == 200
        for file in tmp_path.iterdir():
            file.unlink()
        assert ask(f"{address}/{page}")[0] == 503
    assert list(tmp_path.iterdir()) == []


def test_records_that_can_only_be_read_have_figures_and_are_no_place_for_a_crawler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.settle_alarms("kun_uz", [("silence", "nothing")], NOW)
    monkeypatch.setattr("xabar.records.sqlite.may_write", lambda path: False)  # a test may be run by root
    with serve_metrics(Config(data=tmp_path), port=0) as address:
        code, text = ask(f"{address}/metrics")
        assert (code, 'xabar_alarms{kind="silence"} 1.0' in text) == (200, True)
        code, text = ask(f"{address}/healthz")
        assert (code, "cannot be written" in text) == (503, True)
        assert ask(f"{address}/livez")[0] == 200


def test_records_that_are_broken_are_said_to_be_so_by_a_scrape(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").write_bytes(b"no database, but a text that is long enough" * 100)
    with serve_metrics(Config(data=tmp_path), port=0) as address:
        code, text = ask(f"{address}/metrics")
    assert (code, "records.sqlite" in text, "Traceback" in text) == (503, True, False)
