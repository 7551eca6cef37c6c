"""The counts of a site's run, from Scrapy's own statistics."""

from __future__ import annotations

from collections import Counter

from scrapy.statscollectors import StatsCollector

from xabar.crawl_stats import SiteStats


def read_site_stats(stats: StatsCollector, site: str) -> SiteStats:
    """Return the statistics of one site's run from the keys `xabar/…`."""
    values = {
        key.removeprefix("xabar/"): value
        for key, value in list(stats.get_stats().items())  # the progress is read from a thread
        if key.startswith("xabar/")
    }

    def by_reason(prefix: str) -> Counter[str]:
        return Counter({k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix) and v})

    return SiteStats(
        site=site,
        fetched=values.get("fetched", 0),
        stored=values.get("stored", 0),
        unchanged=values.get("unchanged", 0),
        duplicate=values.get("duplicate", 0),
        rejected=by_reason("rejected/"),
        known=values.get("known", 0),
        discovery=values.get("discovery", 0),
        errors=by_reason("discovery_error/"),
        notes=by_reason("note/"),
        gaps=by_reason("gap/"),
        next_due=values.get("next_due"),
    )
