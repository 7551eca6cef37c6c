"""What the records know of each site: its articles, when it publishes, its latest run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xabar.records.database import from_milliseconds, to_milliseconds
from xabar.records.runs import Run, Runs

_SITES = """
WITH RECURSIVE found(site) AS (
    SELECT min(site) FROM article
    UNION ALL SELECT (SELECT min(site) FROM article WHERE site > found.site) FROM found WHERE site IS NOT NULL)
SELECT site FROM found WHERE site IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class SiteHealth:
    """What the store knows about a site: its articles, its newest article, its latest run."""

    site: str
    articles: int
    newest_at: datetime | None  # the latest publication
    run: Run | None


class Sites(Runs):
    """The sites that have articles or have run."""

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
        health = []
        for site in sorted(articles.keys() | set(self.run_sites())):
            count, newest = articles.get(site, (0, None))
            latest = self.runs(site, limit=1)
            moment = None if newest is None else from_milliseconds(newest)
            health.append(SiteHealth(site, count, moment, latest[0] if latest else None))
        return health
