"""`xabar runs` and `xabar runs show`, as a person runs them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler import settings
from tests.cli.conftest import Command
from tests.record_stores import record_run
from xabar.cli import main
from xabar.cli.console import SafeConsole
from xabar.crawl_stats import SiteStats
from xabar.records.runs import RefusedAddress
from xabar.records.store import RecordStore

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
REFUSED = RefusedAddress("https://kun.uz/news/1\x1b[31m", "no-date", 200)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command over three runs: one that is well, one that refused two pages, and one that was killed."""
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    with RecordStore(tmp_path / "records.sqlite") as records:
        record_run(
            records,
            SiteStats("kun_uz", fetched=2, stored=2),
            started_at=NOW - 3 * HOUR,
            finished_at=NOW - 2 * HOUR,
        )
        refusing = SiteStats("daryo_uz", fetched=2, rejected=Counter({"no-date": 2}))
        refusing_id = records.begin_run("daryo_uz", NOW - 2 * HOUR)
        records.end_run(refusing_id, refusing, finished_at=NOW - HOUR, refused=[REFUSED])
        killed = records.begin_run("kun_uz", NOW - HOUR)
        records.note_progress(killed, SiteStats("kun_uz", fetched=1, stored=1), NOW - HOUR / 2)
    return lambda *words: CliRunner().invoke(main, words)


def listed(run: Command, *words: str) -> list[dict[str, object]]:
    """Return the runs that the command lists as JSON."""
    found: list[dict[str, object]] = json.loads(run("runs", *words, "--json").output)
    return found


def test_the_newest_run_comes_first_with_its_counts_and_reasons(run: Command) -> None:
    assert [(each["site"], each["ending"], each["failed"]) for each in listed(run)] == [
        ("kun_uz", "killed", True),
        ("daryo_uz", "finished", True),
        ("kun_uz", "finished", False),
    ]
    table = run("runs").output
    assert "2 × no date of publication could be read" in table
    assert "60 min" in table


def test_a_narrow_terminal_shows_counts_and_reasons_in_words(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("runs").output  # no terminal: as wide as it must be
    assert "fetched  stored  unchanged  duplicate  rejected" in whole.splitlines()[0]
    monkeypatch.setattr("xabar.cli.commands.runs.table_console", lambda: SafeConsole(width=80))
    narrow = run("runs").output
    assert max(map(len, narrow.splitlines())) <= 80
    assert "2 fetched: 2 rejected" in " ".join(narrow.split())


def test_runs_are_filtered(run: Command) -> None:
    assert len(listed(run, "--site", "kun_uz")) == 2
    assert len(listed(run, "--failed")) == 2
    assert len(listed(run, "--limit", "1")) == 1
    assert listed(run, "--until", "2026-01-01") == []
    assert "No run is like that" in run("runs", "--until", "2026-01-01").output


def test_wrong_use_is_said(run: Command) -> None:
    unknown = run("runs", "--site", "nobody")
    assert (unknown.exit_code, "daryo_uz, kun_uz" in unknown.output) == (2, True)
    assert run("runs", "--since", "2026-02-01", "--until", "2026-01-01").exit_code == 2
    assert "no run has an id that begins with 'zzz'" in run("runs", "show", "zzz").output
    assert run("runs", "show", "zzz").exit_code == 1


def test_a_run_shows_every_address_that_it_refused(run: Command) -> None:
    run_id = str(next(each for each in listed(run) if each["site"] == "daryo_uz")["id"])
    shown = run("runs", "show", run_id[:10]).output
    assert "no-date           200  https://kun.uz/news/1" in shown
    assert "\x1b[31m" not in shown
    assert "and 1 more" in shown
    assert json.loads(run("runs", "show", run_id, "--json").output)["refused"][0]["status"] == 200
