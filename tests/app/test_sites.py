"""The health of a site."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from xabar.app.sites import judge
from xabar.crawl_stats import SiteStats
from xabar.records.runs import Run, SiteHealth

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
