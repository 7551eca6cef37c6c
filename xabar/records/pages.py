"""Every address that was fetched and its outcome, so that discovery can skip it or ask whether it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

import orjson

from xabar.records.articles import id_bytes
from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds
from xabar.records.moments import too_late

_SETTLE: Final = "DELETE FROM due_page WHERE key = ?"
_MARK: Final = """
INSERT INTO page (url, site, first_fetched_at, fetched_at, outcome, article_id, etag, last_modified, rules, asked_url)
VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (url) DO UPDATE
SET site = excluded.site, fetched_at = excluded.fetched_at, fetches = page.fetches + 1, outcome = excluded.outcome,
    article_id = coalesce(excluded.article_id, page.article_id), etag = excluded.etag,
    last_modified = excluded.last_modified, rules = excluded.rules,
    asked_url = excluded.asked_url
WHERE excluded.fetched_at >= page.fetched_at OR page.fetched_at > ?10
"""
_CONFIRM: Final = """
UPDATE page SET fetched_at = ?2, fetches = fetches + 1, outcome = CASE outcome WHEN 'stored' THEN 'unchanged' ELSE outcome END
WHERE url = ?1 AND (fetched_at <= ?2 OR fetched_at > ?3)
"""
_COLUMNS: Final = (
    "page.url, page.site, first_fetched_at, fetched_at, fetches, outcome, article_id, etag, last_modified, rules,"
    " asked_url"
)
_PAGE: Final = f"SELECT {_COLUMNS} FROM page"
_KNOWN: Final = "SELECT url FROM page WHERE url IN (SELECT value FROM json_each(?1))"
_BEFORE: Final = f"""
{_PAGE} WHERE site = ?1 AND fetched_at < ?2 AND (?3 IS NULL OR outcome = ?3)
    AND (fetched_at > ?4 OR fetched_at = ?4 AND url > ?5)
ORDER BY fetched_at, url LIMIT ?6
"""


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
    rules: str | None  # a hash of the rules by which it was read
    asked_url: str  # as it was asked for


class Pages(Database):
    """One row for each address."""

    def page(self, url: str) -> PageSeen | None:
        """Return what is known of the address; None if it was never fetched."""
        row = self._row(f"{_PAGE} WHERE url = ?", (url,))
        return None if row is None else _page_seen(row)

    def unknown_pages(self, urls: Iterable[str]) -> set[str]:
        """Return those of the addresses that were never fetched."""
        wanted = set(urls)
        rows = self._rows(_KNOWN, (orjson.dumps(list(wanted)).decode(),)) if wanted else ()
        return wanted.difference(url for (url,) in rows)

    def pages_fetched_before(
        self, site: str, before: datetime, outcome: str | None = None, batch: int = 5_000
    ) -> Iterator[PageSeen]:
        """Yield the pages of a site, or those with one outcome, the one that was fetched longest ago first.

        They are read in batches, each of which goes through the whole table: nothing is held between two of them.
        """
        place: tuple[int, str] = (-1, "")
        while rows := self._rows(_BEFORE, (site, to_milliseconds(before), outcome, *place, batch)):
            yield from map(_page_seen, rows)
            place = (rows[-1][3], rows[-1][0])

    def pages_of_age(
        self, site: str, ages: Sequence[timedelta], now: datetime, patience: timedelta, batch: int = 200
    ) -> Iterator[PageSeen]:
        """Yield the pages of a site's articles that reached one of the ages since they were fetched, the newest first.

        What reached the last age longer than `patience` ago is left out. They are read in batches: nothing is held
        between two of them.
        """
        passed = [to_milliseconds(now - age) for age in ages]
        newest, oldest = min(ages), to_milliseconds(now - max(ages) - patience)
        place = (to_milliseconds(now - newest) + 1, 0)
        while rows := self._rows(
            _of_age(len(ages)), (site, oldest, *place, batch, to_milliseconds(now), *passed, too_late(now))
        ):
            for *page, _, _ in rows:
                yield _page_seen(tuple(page))
            place = rows[-1][-2:]

    @retried
    def mark_page(
        self,
        url: str,
        site: str,
        fetched_at: datetime,
        outcome: str,
        article_id: str | None = None,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        rules: str | None = None,
        asked_url: str | None = None,
        settled: bool = True,
        now: datetime | None = None,
    ) -> None:
        """Remember a fetch. One that is older than the latest known changes nothing; `now`, given by whoever has just
        fetched the page, tells whether the latest known lies in the future by a clock that was wrong.

        A page that was listed is due no more, or stays due when the outcome is not `settled`. A page that gave no
        article this time is still known as the page of the one that it gave before.
        """
        moment = to_milliseconds(fetched_at)
        key = None if article_id is None else id_bytes(article_id)
        asked_url = None if asked_url == url else asked_url
        with self.transaction():
            self._db.write_late(
                _MARK,
                (url, site, moment, outcome, key, etag, last_modified, rules, asked_url, too_late(now)),
            )
            if settled:
                self._db.write_late(_SETTLE, (url,))

    @retried
    def want_whole(self, url: str) -> None:
        """Forget by what a site tells whether a page has changed: the next fetch brings it whole."""
        with self.transaction():
            self._db.execute("UPDATE page SET etag = NULL, last_modified = NULL WHERE url = ?", (url,))

    @retried
    def confirm_pages(self, urls: Iterable[str], at: datetime) -> None:
        """Remember that pages were asked for, and that the site said that they have not changed."""
        moment = to_milliseconds(at)
        with self.transaction():
            for url in urls:
                self._db.write(_CONFIRM, (url, moment, too_late(at)))
                self._db.write(_SETTLE, (url,))


@cache
def _of_age(ages: int) -> str:
    """Return the question for pages that were fetched before, and have reached since, one of so many ages."""
    # an article published at P has reached an age A now if P <= now - A; it had not when it was fetched if F < P + A
    reached = (
        f"published_at <= ?{7 + place} AND fetched_at < published_at + ?6 - ?{7 + place}"
        for place in range(ages)
    )
    return f"""
    SELECT {_COLUMNS}, published_at, article.number
    FROM article JOIN article_copy USING (number) JOIN page ON page.url = article_copy.url
    WHERE article.site = ?1 AND removed = 0 AND published_at >= ?2
        AND (published_at < ?3 OR published_at = ?3 AND article.number < ?4)
        AND (fetched_at > ?{7 + ages} OR {" OR ".join(reached)})
    ORDER BY published_at DESC, article.number DESC LIMIT ?5
    """


def _page_seen(row: tuple[Any, ...]) -> PageSeen:
    address, site, first, latest, fetches, outcome, key, etag, last_modified, rules, asked_url = row
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
        rules=rules,
        asked_url=asked_url or address,
    )
