"""Where the answers of sites are kept, and what became of their articles when they were read again."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, Final, Literal

import orjson

from xabar.article import Article
from xabar.records.article_copy import COPY, copy_of
from xabar.records.articles import Articles, id_bytes
from xabar.records.database import from_milliseconds, retried, to_milliseconds
from xabar.records.payload import pack

_ADD: Final = """
INSERT INTO response
    (file, "offset", length, digest, site, url, fetched_at, outcome, article_id, printed, part, parts)
VALUES ((SELECT number FROM warc_file WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (file, "offset") DO UPDATE
SET length = excluded.length, digest = excluded.digest, site = excluded.site, url = excluded.url,
    fetched_at = excluded.fetched_at, outcome = excluded.outcome, article_id = excluded.article_id,
    printed = excluded.printed, part = excluded.part, parts = excluded.parts
"""
_COLUMNS: Final = "name, r.offset, r.length, r.digest, r.site, r.url, r.fetched_at, r.outcome, r.article_id, r.printed, r.parts"
_OF_ALL: Final = """
FROM response r JOIN warc_file w ON w.number = r.file WHERE (r.file, r.offset) > (:file, :offset)
"""
# Of an article, the latest answer that was kept; of two in one moment, which two crawls may bring, the last one.
# A later one may be missing: whoever reads it compares the times.
_OF_ARTICLES: Final = """
FROM response r JOIN warc_file w ON w.number = r.file JOIN article a ON a.id = r.article_id
WHERE (r.file, r.offset) > (:file, :offset) AND (:site IS NULL OR r.site = :site) AND r.fetched_at >= :since
AND r.part = 1 AND a.removed = 0 AND NOT EXISTS (
    SELECT 1 FROM response later WHERE later.article_id = r.article_id AND later.part = 1
    AND (later.fetched_at, later.file, later.offset) > (r.fetched_at, r.file, r.offset))
"""
# Of a page that gave no article, the answer for which it was refused the last time.
_OF_REFUSED: Final = """
FROM response r JOIN warc_file w ON w.number = r.file JOIN page ON page.url = r.url
WHERE (r.file, r.offset) > (:file, :offset) AND (:site IS NULL OR r.site = :site) AND r.fetched_at >= :since
AND r.article_id IS NULL AND r.part = 1 AND r.outcome IN (SELECT value FROM json_each(:reasons)) AND page.outcome = r.outcome
AND NOT EXISTS (SELECT 1 FROM response later
    WHERE later.url = r.url AND later.article_id IS NULL AND later.part = 1
    AND (later.fetched_at, later.file, later.offset) > (r.fetched_at, r.file, r.offset))
"""
_REPLACE: Final = """
UPDATE article
SET sequence = (SELECT max(sequence) + 1 FROM article), published_at = :published_at, content_hash = :content_hash,
    payload_hash = :payload_hash, payload = :payload, reason = :reason
WHERE id = :id
"""
_NOTE: Final = """
INSERT INTO reparse (job, file, "offset") VALUES (?, ?, ?)
ON CONFLICT (job) DO UPDATE SET file = excluded.file, "offset" = excluded."offset"
"""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a record of a WARC file lies: the file, relative to the data folder, and its bytes there."""

    file: str
    offset: int
    length: int
    digest: bytes  # SHA-1 of the body as it came


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A further page of an article: its address as it was asked for, and where its answer lies."""

    url: str
    pointer: Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """The answer of a page that was kept: where it lies, and what was known when it came."""

    pointer: Pointer
    site: str
    url: str  # the key of the address that was asked for
    fetched_at: datetime
    outcome: str  # stored, unchanged, duplicate, or a key of xabar.crawl_stats.REJECTIONS
    article_id: str | None  # of the article that it gave, if it gave one of its own
    printed: str | None = None  # the date that the feed, sitemap or list gave
    parts: tuple[KeptPart, ...] = ()  # the further pages at which the article goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFilter:
    """Which answers to read again: those of articles, or those of pages that were refused for one of the `reasons`."""

    site: str | None = None
    since: datetime | None = None  # of fetching
    reasons: tuple[str, ...] = ()


ResponsePlace = tuple[int, int]
"""A place in the files: the number of the file, and the offset of a record."""
START: Final[ResponsePlace] = (0, -1)


class Responses(Articles):
    """One row for each answer that was kept, by the place where it lies."""

    @retried
    def add_response(self, kept: KeptPage) -> None:
        """Remember where an answer lies, and those of the further pages of its article."""
        key = None if kept.article_id is None else id_bytes(kept.article_id)
        at, count = to_milliseconds(kept.fetched_at), len(kept.parts) + 1
        pages = (KeptPart(kept.url, kept.pointer), *kept.parts)
        with self.transaction():
            for number, page in enumerate(pages, 1):
                place = astuple(page.pointer)
                about = (kept.site, page.url, at, kept.outcome, key, kept.printed)
                self._db.write("INSERT INTO warc_file (name) VALUES (?) ON CONFLICT DO NOTHING", place[:1])
                self._db.write(_ADD, (*place, *about, number, count if number == 1 else 0))

    def latest_response(self, article_id: str) -> KeptPage | None:
        """Return where the latest answer that was kept of an article lies; None if none was."""
        row = self._row(
            f"SELECT {_COLUMNS} FROM response r JOIN warc_file w ON w.number = r.file"
            " WHERE r.article_id = ? AND r.part = 1 ORDER BY r.fetched_at DESC LIMIT 1",
            (id_bytes(article_id),),
        )
        return row and self._to_kept(row)

    def responses_after(
        self, place: ResponsePlace, wanted: ResponseFilter | None, limit: int
    ) -> list[tuple[ResponsePlace, KeptPage, bytes | None]]:
        """Return the next answers in the order in which they lie, each with the payload of its article if it has one.

        None stands for all that were kept, former ones too.
        """
        payload = "NULL" if wanted is None or wanted.reasons else "a.payload"
        sql = f"SELECT r.file, {payload}, {_COLUMNS} {_source(wanted)} ORDER BY r.file, r.offset LIMIT :limit"
        rows = self._named(sql, _values(place, wanted) | {"limit": limit})
        return [((row[0], row[3]), self._to_kept(row[2:]), row[1]) for row in rows]

    def count_responses(self, place: ResponsePlace, wanted: ResponseFilter | None) -> int:
        """Return how many answers `responses_after` has yet to give."""
        found: int = self._named(f"SELECT count(*) {_source(wanted)}", _values(place, wanted))[0][0]
        return found

    def warc_files(self) -> list[tuple[str, int, int]]:
        """Return every file that answers lie in, with how many do, and the bytes that it must have for that."""
        return self._rows(
            'SELECT name, count(*), max("offset" + length) FROM response JOIN warc_file ON number = file'
            " GROUP BY file, name ORDER BY file"
        )

    def count_without_response(self, site: str | None = None) -> int:
        """Return how many articles are here, or are of a site, of which no answer was kept."""
        found: int = self._row(
            "SELECT count(*) FROM article a WHERE removed = 0 AND (?1 IS NULL OR site = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM response r WHERE r.article_id = a.id)",
            (site,),
        )[0]
        return found

    def articles_without_response(self, site: str | None = None, limit: int = 100) -> list[str]:
        """Return the addresses of articles of which no answer was kept, those that were stored last first."""
        rows = self._rows(
            "SELECT url FROM article a JOIN article_copy USING (number) WHERE removed = 0"
            " AND (?1 IS NULL OR a.site = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM response r WHERE r.article_id = a.id)"
            " ORDER BY a.sequence DESC LIMIT ?2",
            (site, limit),
        )
        return [url for (url,) in rows]

    @retried
    def put_reading(
        self, article: Article, former: bytes, reason: str
    ) -> Literal["changed", "unchanged", "newer"]:
        """Store what an answer gives today in the place of what it gave before, which becomes a version.

        The time of the latest fetch stays. `former` is the payload of which this is a new reading: if another one is
        here by now, that is "newer", and nothing is written. Neither is it if nothing but the time of the fetch differs.
        """
        key = id_bytes(article.id)
        payload, payload_hash = pack(article)
        with self.transaction():
            row = self._row("SELECT payload_hash, payload FROM article WHERE id = ? AND removed = 0", (key,))
            if row is None or row[1] != former:
                return "newer"
            if row[0] == payload_hash:
                return "unchanged"
            self._keep_former(key)
            values = {"id": key, "content_hash": article.content_hash, "payload": payload, "reason": reason}
            published = article.published_at and to_milliseconds(article.published_at)
            self._db.execute(_REPLACE, values | {"payload_hash": payload_hash, "published_at": published})
            self._db.execute(COPY, {"id": key} | copy_of(article))
        return "changed"

    def resume_place(self, job: str) -> ResponsePlace | None:
        """Return the place to which a job that did not end has come."""
        row = self._row('SELECT file, "offset" FROM reparse WHERE job = ?', (job,))
        return (row[0], row[1]) if row else None

    @retried
    def note_place(self, job: str, place: ResponsePlace | None) -> None:
        """Remember to which place a job has come; None when it has ended."""
        with self.transaction():
            if place is None:
                self._db.execute("DELETE FROM reparse WHERE job = ?", (job,))
            else:
                self._db.execute(_NOTE, (job, *place))

    def _to_kept(self, row: tuple[Any, ...]) -> KeptPage:
        file, offset, length, digest, site, url, fetched_at, outcome, key, printed, parts = row
        return KeptPage(
            pointer=Pointer(file, offset, length, digest),
            site=site,
            url=url,
            fetched_at=from_milliseconds(fetched_at),
            outcome=outcome,
            article_id=key.hex() if key else None,
            printed=printed,
            parts=self._parts(key, fetched_at) if parts > 1 else (),
        )

    def _parts(self, key: bytes, fetched_at: int) -> tuple[KeptPart, ...]:
        rows = self._rows(
            'SELECT r.url, name, "offset", length, digest FROM response r JOIN warc_file ON number = file'
            " WHERE article_id = ? AND fetched_at = ? AND part > 1 ORDER BY part",
            (key, fetched_at),
        )
        return tuple(KeptPart(url, Pointer(*place)) for url, *place in rows)

    def _named(self, sql: str, values: dict[str, Any]) -> list[Any]:
        return self._rows(sql, values)


def _source(wanted: ResponseFilter | None) -> str:
    if wanted is None:
        return _OF_ALL
    return _OF_REFUSED if wanted.reasons else _OF_ARTICLES


def _values(place: ResponsePlace, wanted: ResponseFilter | None) -> dict[str, Any]:
    if wanted is None:
        return {"file": place[0], "offset": place[1]}
    since = to_milliseconds(wanted.since) if wanted.since else -(1 << 62)
    reasons = orjson.dumps(wanted.reasons).decode()
    return {"file": place[0], "offset": place[1], "site": wanted.site, "since": since, "reasons": reasons}
