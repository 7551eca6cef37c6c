"""`xabar sites`: what is declared, and what is known."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler import settings
from xabar.cli.sites import command, judge
from xabar.records.runs import Run, SiteHealth
from xabar.records.store import RecordStore
from xabar.run import SiteSum

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def health(articles: int = 5, age: timedelta = timedelta(hours=1), **total: object) -> SiteHealth:
    run = Run(NOW, NOW, "finished", SiteSum("kun_uz", **total))  # type: ignore[arg-type]
    return SiteHealth("kun_uz", articles, NOW - age if articles else None, run)


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (None, "never crawled"),
        (SiteHealth("kun_uz", 5, NOW, None), "never crawled"),
        (health(fetched=3, stored=3), "well"),
        (health(discovery=4), "well"),
        (health(discovery=4, errors=Counter({"http-error": 4})), "gave nothing"),
        (health(articles=0, discovery=4), "gave nothing"),
        (health(fetched=3, stored=1), "the sum of the last run does not come out"),
        (
            health(fetched=3, stored=1, rejected=Counter({"no-body": 2})),
            "mostly rejected: no-body × 2",
        ),
        (health(age=timedelta(days=4), fetched=3, unchanged=3), "silent for more than 3 days"),
    ],
)
def test_health(known: SiteHealth | None, verdict: str) -> None:
    assert judge(known, NOW) == verdict


def test_every_site_is_listed_before_the_first_crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path / "data"))
    result = CliRunner().invoke(command, ["--json"])
    assert result.exit_code == 0, result.output
    rows = {row["site"]: row for row in json.loads(result.output)}
    assert {"kun_uz", "egemen_kz", "azattyq"} <= rows.keys()
    assert rows["kun_uz"]["editions"][0] == {"prefix": "https://kun.uz/", "language": "uz", "script": "Latn"}
    assert {row["health"] for row in rows.values()} == {"never crawled"}
    assert not (tmp_path / "data").exists()


def test_last_run_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "XABAR_DATA", str(tmp_path))
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.add_run(SiteSum("kun_uz", fetched=2, stored=2), started_at=NOW, finished_at=NOW)
    rows = {row["site"]: row for row in json.loads(CliRunner().invoke(command, ["--json"]).output)}
    assert rows["kun_uz"]["last_run"]["stored"] == 2
    line = next(line for line in CliRunner().invoke(command).output.splitlines() if "kun_uz" in line)
    assert "2026-11-24 12:00" in line
