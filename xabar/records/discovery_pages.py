"""Feeds, lists and sitemaps as they were last read, so that one that has not changed need not be sent again."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime

from xabar.records.database import Database, retried, to_milliseconds


@dataclass(frozen=True, slots=True)
class KeptDiscoveryPage:
    """A discovery page whose links were all remembered, as the site sent it."""

    body: bytes
    etag: str | None = None
    last_modified: str | None = None

    @property
    def has_validators(self) -> bool:
        """True if the site can be asked whether the page has changed."""
        return bool(self.etag or self.last_modified)

    def pack(self) -> bytes:
        """Return the body as it is kept. For a large page that takes a while."""
        return zlib.compress(self.body, 1)


class KeptDiscoveryPages(Database):
    """One row for each discovery page of a site."""

    def kept_page(self, site: str, url: str) -> KeptDiscoveryPage | None:
        """Return the page as it was last read; None if it was not kept, or its bytes are damaged."""
        row = self._row(
            "SELECT body, etag, last_modified FROM discovery_page WHERE site = ? AND url = ?", (site, url)
        )
        if row is None:
            return None
        try:
            return KeptDiscoveryPage(zlib.decompress(row[0]), row[1], row[2])
        except zlib.error:
            return None  # it is fetched anew

    @retried
    def keep_page(self, site: str, url: str, page: KeptDiscoveryPage, packed: bytes, at: datetime) -> None:
        """Keep a page, with its `packed` body, instead of what was kept of it before."""
        with self.transaction():
            self._db.execute(
                "INSERT INTO discovery_page (site, url, fetched_at, etag, last_modified, body)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (site, url) DO UPDATE"
                " SET fetched_at = excluded.fetched_at, etag = excluded.etag,"
                " last_modified = excluded.last_modified, body = excluded.body",
                (site, url, to_milliseconds(at), page.etag, page.last_modified, packed),
            )

    @retried
    def touch_kept_page(self, site: str, url: str, at: datetime) -> None:
        """Remember that a page was read again as it is kept."""
        with self.transaction():
            self._db.execute(
                "UPDATE discovery_page SET fetched_at = ? WHERE site = ? AND url = ?",
                (to_milliseconds(at), site, url),
            )

    @retried
    def drop_kept_pages(self, site: str, before: datetime) -> int:
        """Delete the pages of a site that were last read before a moment. Return how many."""
        with self.transaction():
            return self._db.execute(
                "DELETE FROM discovery_page WHERE site = ? AND fetched_at < ?",
                (site, to_milliseconds(before)),
            ).rowcount
