"""The articles of a time, in the order of their sites and their publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from xabar.article import Article
from xabar.records.articles import Articles
from xabar.records.database import from_milliseconds, to_milliseconds

_CHUNK: Final = 200  # articles in memory at once
# A day begins first in the one and ends last in the other.
_EAST: Final = ZoneInfo("Etc/GMT-14")
_WEST: Final = ZoneInfo("Etc/GMT+12")
_IN_TIME: Final = "site = ? AND removed = 0 AND published_at >= ? AND published_at < ?"


class Published(Articles):
    """Questions about what was published when. Tombstones and articles without a date are no answer."""

    def published_articles(self, first: date, last: date) -> Iterator[Article]:
        """Yield every article whose day of publication in its site's zone lies in these days, both ends included."""
        for site in self.published_sites(first, last):
            keys = self._rows(
                f"SELECT id FROM article WHERE {_IN_TIME} ORDER BY published_at, id",
                (site, *_moments(first, last)),
            )
            for start in range(0, len(keys), _CHUNK):
                for article in self.get_articles(
                    key.hex() for (key,) in keys[start : start + _CHUNK]
                ).values():
                    if article.published_day is not None and first <= article.published_day <= last:
                        yield article

    def published_sites(self, first: date, last: date) -> list[str]:
        """Return the sites that may have articles of these days, by name; a day at either end may be another one."""
        moments = _moments(first, last)
        return [
            site
            for (site,) in self._rows("SELECT DISTINCT site FROM article ORDER BY site")
            if self._row(f"SELECT 1 FROM article WHERE {_IN_TIME} LIMIT 1", (site, *moments))
        ]

    def latest_changes(self, limit: int) -> list[tuple[str, datetime]]:
        """Return the site and the time of fetching of the last articles that were stored or changed, the last one first."""
        rows = self._rows(
            "SELECT site, version FROM article WHERE removed = 0 ORDER BY sequence DESC LIMIT ?", (limit,)
        )
        return [(site, from_milliseconds(version)) for site, version in rows]

    def first_fetches(self, since: datetime) -> dict[str, datetime]:
        """Return when the page of an article was first fetched, by its id, of all that this happened to since a moment."""
        rows = self._rows(
            "SELECT article_id, min(first_fetched_at) FROM page WHERE article_id IS NOT NULL AND first_fetched_at >= ?"
            " GROUP BY article_id",
            (to_milliseconds(since),),
        )
        return {key.hex(): from_milliseconds(moment) for key, moment in rows}


def _moments(first: date, last: date) -> tuple[int, int]:
    """Return the moments between which these days lie in every zone."""
    begin = datetime.combine(first, time(), _EAST)
    end = datetime.combine(last + timedelta(days=1), time(), _WEST)
    return to_milliseconds(begin), to_milliseconds(end)
