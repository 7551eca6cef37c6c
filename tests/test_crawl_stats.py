"""What the exit code of a run means."""

from __future__ import annotations

from collections import Counter

import pytest

from xabar.crawl_stats import CrawlStats, IndexStats, SiteStats

WELL = SiteStats("kun_uz", fetched=2, stored=1, rejected=Counter({"no-date": 1}))


@pytest.mark.parametrize(
    ("site", "index", "code"),
    [
        (WELL, IndexStats(stored=1, confirmed=1), 0),
        (SiteStats("kun_uz", known=40), IndexStats(), 0),  # everything is here already
        (WELL, IndexStats(stored=1, waiting=1), 0),  # the next run goes on
        (SiteStats("kun_uz"), IndexStats(), 1),
        (SiteStats("kun_uz", fetched=1, rejected=Counter({"no-date": 1})), IndexStats(), 1),
        (SiteStats("kun_uz", fetched=2, stored=1, rejected=Counter({"store-error": 1})), IndexStats(), 1),
        (SiteStats("kun_uz", fetched=2, stored=1), IndexStats(), 1),  # the sum does not come out
        (WELL, IndexStats(stored=1, dead=1), 1),
        (WELL, IndexStats(stored=2, confirmed=1), 1),
    ],
)
def test_exit_code(site: SiteStats, index: IndexStats, code: int) -> None:
    assert CrawlStats([site], index).exit_code == code
