"""Articles whose bytes are not those that were stored."""

from __future__ import annotations

from collections.abc import Iterator

from xabar.records.articles import Articles, id_bytes
from xabar.records.payload import is_intact, is_readable


class Damage(Articles):
    """Looks at the bytes of articles."""

    def is_intact(self, article_id: str) -> bool:
        """Return whether the article is here and its bytes are those that were stored."""
        return self._find_intact(article_id) is True

    def is_damaged(self, article_id: str) -> bool:
        """Return whether the article is here and its bytes are not those that were stored."""
        return self._find_intact(article_id) is False

    def damaged_articles(self) -> Iterator[str]:
        """Yield the ids of the articles that cannot be read any more. Every article is read for that."""
        for (number,) in self._rows("SELECT number FROM article WHERE removed = 0 ORDER BY number"):
            key, payload = self._row("SELECT id, payload FROM article WHERE number = ?", (number,))
            if payload is not None and not is_readable(payload):
                yield key.hex()

    def _find_intact(self, article_id: str) -> bool | None:
        """Return whether the article's bytes are those that were stored; None if it is not here."""
        row = self._row("SELECT payload FROM article WHERE id = ?", (id_bytes(article_id),))
        return None if row is None or row[0] is None else is_intact(row[0])
