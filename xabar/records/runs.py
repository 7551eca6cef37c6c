"""The statistics of past runs, and what they say about the health of each site."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import orjson

from xabar.crawl_stats import SiteStats
from xabar.records.database import Database, from_milliseconds, to_milliseconds

_SITES = """
WITH RECURSIVE found(site) AS (
    SELECT min(site) FROM article
    UNION ALL SELECT (SELECT min(site) FROM article WHERE site > found.site) FROM found WHERE site IS NOT NULL)
SELECT site FROM found WHERE site IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of one site."""

    started_at: datetime
    finished_at: datetime
    reason: str
    stats: SiteStats


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """What the store knows about a site: its articles, its newest article, its latest run."""

    site: str
    articles: int
    newest_at: datetime | None  # the latest publication
    run: Run | None


class Runs(Database):
    """One row for each site of each run."""

    def add_run(
        self, total: SiteStats, *, started_at: datetime, finished_at: datetime, reason: str = "finished"
    ) -> None:
        """Remember how a site's run ended. `reason` is Scrapy's word for why."""
        with self.transaction():
            self._db.execute(
                "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    total.site,
                    to_milliseconds(started_at),
                    to_milliseconds(finished_at),
                    reason,
                    total.fetched,
                    total.stored,
                    total.unchanged,
                    total.duplicate,
                    total.discovery,
                    orjson.dumps(total.rejected).decode(),
                    orjson.dumps(total.errors).decode(),
                ),
            )

    def runs(self, site: str, limit: int = 20) -> list[Run]:
        """Return the latest runs of a site, the newest first."""
        rows = self._rows(
            "SELECT * FROM run WHERE site = ? ORDER BY finished_at DESC, rowid DESC LIMIT ?", (site, limit)
        )
        return [_run(row) for row in rows]

    def answers_since(self, site: str, since: datetime) -> tuple[int, int]:
        """Return how many pages gave an article in the runs of a site since a moment, and how many were gone."""
        rows = self._rows(
            "SELECT stored + unchanged + duplicate, coalesce(json_extract(rejected, '$.gone'), 0) FROM run"
            " WHERE site = ? AND finished_at >= ?",
            (site, to_milliseconds(since)),
        )
        return sum(gave for gave, _ in rows), sum(gone for _, gone in rows)

    def publication_hours(
        self, site: str, since: datetime, until: datetime
    ) -> tuple[dict[int, int], datetime | None]:
        """Return how many articles a site published in each hour of the day (UTC) between two moments, and the first one's."""
        rows = self._rows(
            "SELECT published_at / 3600000 % 24, count(*), min(published_at) FROM article"
            " WHERE site = ? AND removed = 0 AND published_at >= ? AND published_at <= ?"
            " GROUP BY published_at / 3600000 % 24",
            (site, to_milliseconds(since), to_milliseconds(until)),
        )
        first = min((moment for _, _, moment in rows), default=None)
        return {hour: count for hour, count, _ in rows}, None if first is None else from_milliseconds(first)

    def article_sites(self) -> list[str]:
        """Return the names of the sites of all articles. It takes a look-up a site, however many articles there are."""
        return [site for (site,) in self._rows(_SITES)]

    def site_health(self) -> list[SiteHealth]:
        """Return the health of every site that has run or has articles, by name."""
        articles = {
            site: (count, newest)
            for site, count, newest in self._rows(
                "SELECT site, count(*), max(published_at) FROM article WHERE removed = 0 GROUP BY site"
            )
        }
        ran = {site for (site,) in self._rows("SELECT DISTINCT site FROM run")}
        health = []
        for site in sorted(ran | articles.keys()):
            count, newest = articles.get(site, (0, None))
            latest = self.runs(site, limit=1)
            moment = None if newest is None else from_milliseconds(newest)
            health.append(SiteHealth(site, count, moment, latest[0] if latest else None))
        return health


def _run(row: tuple[str, int, int, str, int, int, int, int, int, str, str]) -> Run:
    site, started, finished, reason, fetched, stored, unchanged, duplicate, discovery, rejected, errors = row
    total = SiteStats(
        site=site,
        fetched=fetched,
        stored=stored,
        unchanged=unchanged,
        duplicate=duplicate,
        rejected=Counter(orjson.loads(rejected)),
        discovery=discovery,
        errors=Counter(orjson.loads(errors)),
    )
    return Run(from_milliseconds(started), from_milliseconds(finished), reason, total)
