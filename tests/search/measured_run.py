"""A run of a site of which every measure is known."""

from __future__ import annotations

from collections import Counter

from xabar.crawl_stats import CrawlStats, SiteStats
from xabar.run_measures import RunMeasures


def measured_run() -> CrawlStats:
    """Return a run whose site answered with codes that nobody knows, too."""
    measures = RunMeasures(
        articles=3,
        layers=Counter(selectors=2, blocks=1),
        missing=Counter(authors=3),
        agreements=Counter({90: 2}),
        kept_characters=900,
        cut_characters=100,
        statuses=Counter({"200": 3, "403": 2, "999": 1, "0": 1}),
    )
    measures.add_length(1024)
    stats = SiteStats("kun_uz", fetched=5, stored=3, rejected=Counter(challenge=2), measures=measures)
    return CrawlStats(sites=[stats])
