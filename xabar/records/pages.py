"""Every address that was fetched and its outcome, so that discovery can skip it or ask whether it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xabar.records.articles import id_bytes
from xabar.records.database import Database, from_milliseconds, to_milliseconds

_SETTLE = "DELETE FROM due_page WHERE key = ?"


@dataclass(frozen=True, slots=True)
class PageSeen:
    """What is known of an address after its latest fetch."""

    url: str
    site: str
    first_fetched_at: datetime
    fetched_at: datetime
    fetches: int
    outcome: str  # stored, unchanged, duplicate, or a key of xabar.crawl_stats.REJECTIONS
    article_id: str | None  # of the article on it, or of the article whose duplicate it is
    etag: str | None
    last_modified: str | None


class Pages(Database):
    """One row for each address."""

    def page(self, url: str) -> PageSeen | None:
        """Return what is known of the address; None if it was never fetched."""
        row = self._row(
            "SELECT url, site, first_fetched_at, fetched_at, fetches, outcome, article_id, etag, last_modified"
            " FROM page WHERE url = ?",
            (url,),
        )
        if row is None:
            return None
        address, site, first, latest, fetches, outcome, key, etag, last_modified = row
        return PageSeen(
            url=address,
            site=site,
            first_fetched_at=from_milliseconds(first),
            fetched_at=from_milliseconds(latest),
            fetches=fetches,
            outcome=outcome,
            article_id=key.hex() if key else None,
            etag=etag,
            last_modified=last_modified,
        )

    def mark_page(
        self,
        url: str,
        site: str,
        fetched_at: datetime,
        outcome: str,
        article_id: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        *,
        settled: bool = True,
    ) -> None:
        """Remember a fetch. One that is older than the latest known changes nothing.

        A page that was listed is due no more, or stays due when the outcome is not `settled`.
        """
        moment = to_milliseconds(fetched_at)
        key = None if article_id is None else id_bytes(article_id)
        with self.transaction():
            self._db.execute(
                "INSERT INTO page (url, site, first_fetched_at, fetched_at, outcome, article_id, etag, last_modified)"
                " VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (url) DO UPDATE SET"
                " site = excluded.site, fetched_at = excluded.fetched_at, fetches = fetches + 1,"
                " outcome = excluded.outcome, article_id = excluded.article_id, etag = excluded.etag,"
                " last_modified = excluded.last_modified WHERE excluded.fetched_at >= page.fetched_at",
                (url, site, moment, outcome, key, etag, last_modified),
            )
            if settled:
                self._db.execute(_SETTLE, (url,))
