"""Articles whose pages the site says are gone: since when, how often it said so, and how one is given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from xabar.records.article_copy import COPY, copy_of
from xabar.records.articles import Articles, id_bytes
from xabar.records.database import from_milliseconds, retried, to_milliseconds
from xabar.records.payload import pack, unpack

_GONE: Final = "SELECT id, site, url, since, checked_at, answers, removed_at, kept FROM gone_article"
_NOTE: Final = """
INSERT INTO gone_article (id, site, url, since, checked_at, answers) VALUES (?1, ?2, ?3, ?4, ?4, 1)
ON CONFLICT (id) DO UPDATE
SET url = ?3, checked_at = ?4,
    since = CASE WHEN gone_article.checked_at > ?4 THEN ?4 ELSE gone_article.since END,
    answers = CASE WHEN gone_article.checked_at > ?4 THEN 1 ELSE gone_article.answers + 1 END
"""
_LATEST: Final = "SELECT rowid, payload FROM version WHERE id = ? ORDER BY version DESC, rowid DESC LIMIT 1"
_RESTORE: Final = """
UPDATE article
SET removed = 0, version = :version, content_hash = :content_hash, payload_hash = :payload_hash, payload = :payload,
    sequence = (SELECT max(sequence) + 1 FROM article)
WHERE id = :id AND removed = 1
RETURNING sequence
"""


@dataclass(frozen=True, slots=True)
class GoneArticle:
    """What the site answered for an article's page: 404 or 410, so many times in a row."""

    article_id: str
    site: str
    url: str  # as it was asked for
    since: datetime
    checked_at: datetime
    answers: int
    removed_at: datetime | None  # when it became a tombstone
    is_kept: bool  # a person has given it back


class GoneArticles(Articles):
    """One row for each article whose page was answered so, until the page comes back."""

    @retried
    def note_gone(self, article_id: str, site: str, url: str, at: datetime) -> GoneArticle:
        """Count an answer that the page is gone. After one that lies in the future a clock was wrong: it begins anew."""
        with self.transaction():
            self._db.execute(_NOTE, (id_bytes(article_id), site, url, to_milliseconds(at)))
            noted = self.gone_article(article_id)
        assert noted is not None
        return noted

    def gone_article(self, article_id: str) -> GoneArticle | None:
        """Return what the site answered; None if the page is there, as far as is known."""
        row = self._row(f"{_GONE} WHERE id = ?", (id_bytes(article_id),))
        return None if row is None else _gone_article(row)

    def gone_articles(self, site: str) -> list[GoneArticle]:
        """Return all of a site, the one that was checked longest ago first."""
        return [
            _gone_article(row) for row in self._rows(f"{_GONE} WHERE site = ? ORDER BY checked_at", (site,))
        ]

    @retried
    def forget_gone(self, article_id: str) -> None:
        """Forget what the site answered, because the page is there."""
        with self.transaction():
            self._db.write("DELETE FROM gone_article WHERE id = ?", (id_bytes(article_id),))

    @retried
    def retire_article(self, article_id: str, at: datetime) -> int | None:
        """Replace the article by a tombstone, which the feed carries, and keep its text as a former version.

        Return the sequence; None if there was nothing to remove or a newer fetch is here.
        """
        with self.transaction():
            sequence = self.remove_article(article_id, at, keep_texts=True)
            if sequence is not None:
                self._db.execute(
                    "UPDATE gone_article SET removed_at = ? WHERE id = ?",
                    (to_milliseconds(at), id_bytes(article_id)),
                )
            return sequence

    @retried
    def restore_article(self, article_id: str, at: datetime) -> int | None:
        """Give back an article that was retired, with its last text, and keep it whatever the site says.

        Return the sequence; None if there is no tombstone, or no text was kept.
        """
        key = id_bytes(article_id)
        with self.transaction():
            row = self._row(_LATEST, (key,))
            if row is None:
                return None
            number, article = row[0], unpack(row[1])
            payload, payload_hash = pack(article)
            values = {"payload": payload, "payload_hash": payload_hash, "content_hash": article.content_hash}
            restored = self._db.execute(
                _RESTORE, values | {"id": key, "version": to_milliseconds(at)}
            ).fetchone()
            if restored is None:
                return None
            self._db.execute(COPY, {"id": key} | copy_of(article))
            self._db.execute("DELETE FROM version WHERE rowid = ?", (number,))
            self._db.execute("UPDATE gone_article SET removed_at = NULL, kept = 1 WHERE id = ?", (key,))
            sequence: int = restored[0]
            return sequence


def _gone_article(row: tuple[Any, ...]) -> GoneArticle:
    key, site, url, since, checked_at, answers, removed_at, kept = row
    return GoneArticle(
        article_id=key.hex(),
        site=site,
        url=url,
        since=from_milliseconds(since),
        checked_at=from_milliseconds(checked_at),
        answers=answers,
        removed_at=None if removed_at is None else from_milliseconds(removed_at),
        is_kept=bool(kept),
    )
