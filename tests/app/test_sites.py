"""The health of a site."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.record_stores import record_run
from tests.records.samples import make_article
from xabar.app.sites import IMPORTED, REMOVED, judge, list_sites
from xabar.config import Config
from xabar.crawl_stats import SiteStats
from xabar.records.runs import Run
from xabar.records.sites import SiteHealth
from xabar.records.store import RecordStore

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def health(articles: int = 5, age: timedelta = timedelta(hours=1), **total: object) -> SiteHealth:
    run = Run(NOW, NOW, "finished", SiteStats("kun_uz", **total))  # type: ignore[arg-type]
    return SiteHealth("kun_uz", articles, NOW - age if articles else None, run)


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (None, "never crawled"),
        (SiteHealth("kun_uz", 0, None, None), "never crawled"),
        (SiteHealth("kun_uz", 5, NOW, None), "no run has ended yet"),
        (health(fetched=3, stored=3), "well"),
        (health(discovery=4), "well"),
        (health(discovery=4, errors=Counter({"http-error": 4})), "gave nothing"),
        (health(articles=0, discovery=4), "gave nothing"),
        (health(fetched=3, stored=1), "the counts of the last run do not balance"),
        (
            health(fetched=3, stored=1, rejected=Counter({"no-body": 2})),
            "mostly rejected: no-body × 2",
        ),
        (health(age=timedelta(days=4), fetched=3, unchanged=3), "silent for more than 3 days"),
    ],
)
def test_health(known: SiteHealth | None, verdict: str) -> None:
    assert judge(known, NOW) == verdict


def test_a_site_that_was_removed_is_not_called_imported(tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(make_article())
        records.put_article(make_article(url="https://a.uz/1", site="a_uz"))
        record_run(records, SiteStats("kun_uz", fetched=1, stored=1), started_at=NOW, finished_at=NOW)
    imported, removed = list_sites({}, Config(data=tmp_path), NOW)
    assert (imported.health, removed.health) == (IMPORTED, REMOVED)
    assert [each.to_dict()["imported"] for each in (imported, removed)] == [True, False]
    assert removed.to_dict()["removed"]
