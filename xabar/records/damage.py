"""Articles whose bytes are not those that were stored."""

from __future__ import annotations

from collections.abc import Iterator

from xabar.records.articles import Articles, id_bytes
from xabar.records.payload import is_intact, is_readable


class Damage(Articles):
    """Looks at the bytes of articles."""

    def is_readable(self, article_id: str) -> bool:
        """Return whether the article is here and its bytes are those that were stored."""
        row = self._row("SELECT payload FROM article WHERE id = ?", (id_bytes(article_id),))
        return row is not None and row[0] is not None and is_intact(row[0])

    def is_damaged(self, article_id: str) -> bool:
        """Return whether the article is here and its bytes are not those that were stored."""
        row = self._row("SELECT payload FROM article WHERE id = ?", (id_bytes(article_id),))
        return row is not None and row[0] is not None and not is_intact(row[0])

    def damaged_articles(self) -> Iterator[str]:
        """Yield the ids of the articles that cannot be read any more. Every article is read for that."""
        for (number,) in self._rows("SELECT number FROM article WHERE removed = 0 ORDER BY number"):
            key, payload = self._row("SELECT id, payload FROM article WHERE number = ?", (number,))
            if payload is not None and not is_readable(payload):
                yield key.hex()
