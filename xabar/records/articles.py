"""Articles, their versions, and the numbered feed of their changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from xabar.article import Article
from xabar.records.article_copy import COPY, copy_of
from xabar.records.change import Change
from xabar.records.connection import Later
from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds
from xabar.records.moments import too_late
from xabar.records.payload import DamagedPayload, is_readable, pack, unpack, unpack_or_log

_CHUNK = 500  # ids in one statement; SQLite allows far more

_INSERT = """
INSERT INTO article (id, site, version, sequence, published_at, content_hash, payload_hash, payload)
VALUES (:id, :site, :version, (SELECT coalesce(max(sequence), 0) + 1 FROM article), :published_at,
        :content_hash, :payload_hash, :payload)
"""
_OFFER = f"{_INSERT} ON CONFLICT (id) DO NOTHING RETURNING sequence"

_UPDATE = """
UPDATE article
SET site = :site, version = :version, sequence = (SELECT max(sequence) + 1 FROM article), removed = 0,
    published_at = :published_at, content_hash = :content_hash, payload_hash = :payload_hash, payload = :payload
WHERE id = :id
RETURNING sequence
"""

_REMOVE = """
UPDATE article
SET removed = 1, version = :version, payload = NULL, payload_hash = :no_hash, content_hash = '',
    sequence = (SELECT max(sequence) + 1 FROM article)
WHERE id = :id AND removed = 0 AND version <= :version
RETURNING sequence
"""

_KEEP_OLD = """
INSERT INTO version (id, version, content_hash, payload, reason)
SELECT id, version, content_hash, payload, reason FROM article WHERE id = ? AND removed = 0
ON CONFLICT DO NOTHING
"""

_REMOVABLE = "SELECT 1 FROM article WHERE id = ? AND removed = 0 AND version <= ?"
# The text that a tombstone kept, when the article has come back with it.
_SAME_TEXT = """
DELETE FROM version WHERE rowid = (SELECT rowid FROM version WHERE id = :id ORDER BY version DESC, rowid DESC LIMIT 1)
    AND content_hash = :content_hash
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article offered to the store.

    It is "changed" if anything but the time of the fetch differs; a former title or body is kept as a version. It is
    "stale" if the store holds a newer fetch; then nothing was written. `sequence` is None if the feed carries nothing.
    """

    outcome: Literal["new", "changed", "unchanged", "stale"]
    sequence: int | None


class Found(NamedTuple):
    """What is here under an id: `is_new` says that it is not even a tombstone, nor a damaged article."""

    is_new: bool
    article: Article | None


class ArticleState(NamedTuple):
    """The place of an article in the feed."""

    id: str
    sequence: int
    removed: bool


class Articles(Database):
    """One row for each article. A change gives it the next number, so that the feed names it only once."""

    @retried
    def put_article(
        self, article: Article, *, keep_former: bool = True, now: datetime | None = None
    ) -> Stored:
        """Store the article unless a newer fetch of it is here. It is committed when this returns.

        A fetch that lies in the future, as seen from `now`, is no newer one: a clock was wrong.

        A former title or body becomes a version, unless `keep_former` says that only our own reading of it changed.
        """
        row = row_of(article)
        with self.transaction():
            added = self._db.execute(_OFFER, row).fetchone()
            stored = Stored("new", added[0]) if added else self._put_again(article, row, keep_former, now)
            if stored.sequence is not None:
                self._db.write(COPY, {"id": row["id"]} | copy_of(article))
            return stored

    def add_article(self, article: Article, row: dict[str, Any] | None = None) -> None:
        """Store an article that is new, as the transaction has found out. `row` is its row if that is known already."""
        row = row or row_of(article)
        self._db.write_late(_INSERT, row)
        self._db.write_late(COPY, {"id": row["id"]} | copy_of(article))

    def _put_again(
        self, article: Article, row: dict[str, Any], keep_former: bool, now: datetime | None
    ) -> Stored:
        """Store an article that is here already, perhaps as a tombstone."""
        version, removed, content_hash, payload_hash, payload = self._db.execute(
            "SELECT version, removed, content_hash, payload_hash, payload FROM article WHERE id = ?",
            (row["id"],),
        ).fetchone()
        if article.version < version < too_late(now) and keep_former:
            return Stored("stale", None)
        # later fetches may have brought nothing new, and an index takes no version below the one that it has
        row["version"] = max(article.version, version)
        if removed:
            self._db.execute(_SAME_TEXT, row)
            return Stored("new", self._update(row))
        if not is_readable(payload):  # this fetch mends it
            return Stored("changed", self._update(row))
        if row["payload_hash"] == payload_hash:
            self._db.execute("UPDATE article SET version = ? WHERE id = ?", (row["version"], row["id"]))
            return Stored("unchanged", None)
        if keep_former and row["content_hash"] != content_hash:
            self._keep_former(row["id"])
        return Stored("changed", self._update(row))

    def _keep_former(self, key: bytes) -> None:
        """Keep what the article is now as a version, with the reason why it became so. What replaces it has its own."""
        self._db.execute(_KEEP_OLD, (key,))
        self._db.execute("UPDATE article SET reason = NULL WHERE id = ? AND reason IS NOT NULL", (key,))

    def _update(self, row: dict[str, Any]) -> int:
        sequence: int = self._db.execute(_UPDATE, row).fetchone()[0]
        return sequence

    @retried
    def remove_article(self, article_id: str, at: datetime, *, keep_texts: bool = False) -> int | None:
        """Replace the article by a tombstone, which the feed carries.

        Its text and its former versions are deleted, or all kept as former versions. Return the sequence; None if there
        was nothing to remove or a newer fetch is here.
        """
        key = id_bytes(article_id)
        values = {"id": key, "version": to_milliseconds(at), "no_hash": b""}
        with self.transaction():
            if keep_texts and self._row(_REMOVABLE, (key, values["version"])) is not None:
                self._keep_former(key)
            row = self._db.execute(_REMOVE, values).fetchone()
            if row is None:
                return None
            if not keep_texts:
                self._db.execute("DELETE FROM version WHERE id = ?", (key,))
            sequence: int = row[0]
            return sequence

    def find_article_later(self, article_id: str) -> Later[Found]:
        """Return what is here under an id, when it is called for. A damaged article is logged."""
        key = id_bytes(article_id)

        def read(rows: list[Any]) -> Found:
            payload = rows[0][0] if rows else None
            return Found(not rows, unpack_or_log(key, payload) if payload is not None else None)

        return self._ask("SELECT payload FROM article WHERE id = ?", (key,), read)

    def get_article(self, article_id: str) -> Article | None:
        """Return the article as it is now; None if it is not here or was removed."""
        return self.get_articles([article_id]).get(article_id)

    def get_articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Return those of the articles that are here, by id, in the order of `ids`. Damaged ones are logged and left out."""
        wanted = [id_bytes(article_id) for article_id in ids]
        found: dict[bytes, Article] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = tuple(wanted[start : start + _CHUNK])
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT id, payload FROM article WHERE removed = 0 AND id IN ({marks})"
            found.update(
                (key, article)
                for key, payload in self._rows(sql, chunk)
                if (article := unpack_or_log(key, payload))
            )
        return {key.hex(): found[key] for key in wanted if key in found}

    def article_ids(self, site: str) -> list[str]:
        """Return the ids of all articles of a site that are here, the newest publication first."""
        rows = self._rows(
            "SELECT id FROM article WHERE site = ? AND removed = 0 ORDER BY published_at DESC NULLS LAST",
            (site,),
        )
        return [key.hex() for (key,) in rows]

    def known_ids(self, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that are an article's or a tombstone's here."""
        wanted = [id_bytes(article_id) for article_id in ids]
        found: set[str] = set()
        for start in range(0, len(wanted), _CHUNK):
            chunk = tuple(wanted[start : start + _CHUNK])
            marks = ",".join("?" * len(chunk))
            found.update(
                key.hex() for (key,) in self._rows(f"SELECT id FROM article WHERE id IN ({marks})", chunk)
            )
        return found

    def published_at(self, article_id: str) -> datetime | None:
        """Return when the article was published; None if it has no date or is not here."""
        row = self._row(
            "SELECT published_at FROM article WHERE id = ? AND removed = 0", (id_bytes(article_id),)
        )
        return from_milliseconds(row[0]) if row and row[0] is not None else None

    def changes_after(self, sequence: int, limit: int) -> list[Change]:
        """Return the next changes of the feed in order, `limit` at most. Each article comes once, at its latest change.

        That of a damaged article says so. They are durable: a crash of a server never gives their numbers to others.
        """
        rows = self._rows(
            "SELECT sequence, id, version, payload FROM article WHERE sequence > ? ORDER BY sequence LIMIT ?",
            (sequence, limit),
        )
        if rows:
            self._db.make_durable()
        return [_change_of(*row) for row in rows]

    def last_sequence(self) -> int:
        """Return the number of the latest change; 0 in an empty store. No number is given twice."""
        found: int = self._row("SELECT coalesce(max(sequence), 0) FROM article")[0]
        return found

    def count_articles(self, up_to: int | None = None) -> int:
        """Return how many articles are here, without tombstones: all, or those up to a number of the feed."""
        found: int = self._row(
            "SELECT count(*) FROM article WHERE removed = 0 AND (?1 IS NULL OR sequence <= ?1)", (up_to,)
        )[0]
        return found

    def count_changes_after(self, sequence: int) -> int:
        """Return how many articles and tombstones the feed still has to carry to an index that has reached `sequence`."""
        found: int = self._row("SELECT count(*) FROM article WHERE sequence > ?", (sequence,))[0]
        return found

    def article_states(self, batch: int = 10_000) -> Iterator[ArticleState]:
        """Yield the state of every article and tombstone, in the order of the feed, for a comparison with an index."""
        after = 0
        while rows := self._rows(
            "SELECT sequence, id, removed FROM article WHERE sequence > ? ORDER BY sequence LIMIT ?",
            (after, batch),
        ):
            yield from (ArticleState(key.hex(), sequence, bool(removed)) for sequence, key, removed in rows)
            after = rows[-1][0]

    def _renumber(self, keys: Sequence[bytes]) -> None:
        """Give each of the articles the next number, so that the feed carries it again."""
        for key in keys:
            self._db.execute(
                "UPDATE article SET sequence = (SELECT max(sequence) + 1 FROM article) WHERE id = ?", (key,)
            )


def id_bytes(article_id: str) -> bytes:
    """Return the 16 bytes of an article's id. Raise ValueError if it is not one."""
    key = bytes.fromhex(article_id)
    if len(key) != 16:
        raise ValueError(f"{article_id!r} is not an article id: give 32 hexadecimal digits")
    return key


def _change_of(sequence: int, key: bytes, version: int, payload: bytes | None) -> Change:
    if payload is None:
        return Change(sequence, key.hex(), version, None)
    try:
        return Change(sequence, key.hex(), version, unpack(payload))
    except DamagedPayload as error:
        return Change(sequence, key.hex(), version, None, damage=str(error))


def row_of(article: Article) -> dict[str, Any]:
    """Return the row of an article, without its number in the feed."""
    payload, payload_hash = pack(article)
    return {
        "id": id_bytes(article.id),
        "site": article.site,
        "version": article.version,
        "published_at": article.published_at and to_milliseconds(article.published_at),
        "content_hash": article.content_hash,
        "payload_hash": payload_hash,
        "payload": payload,
    }
