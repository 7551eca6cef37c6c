"""Finding what is stored by the beginning of its id or address, as people type them."""

from __future__ import annotations

from datetime import datetime

from xabar.records.articles import Articles, id_bytes
from xabar.records.database import from_milliseconds

_ID_DIGITS = 32
_AFTER_ALL = "\U0010ffff"  # sorts after every character of an address
_ADDRESSES = "SELECT url FROM page JOIN article ON article.id = page.article_id WHERE removed = 0"


class Lookup(Articles):
    """Questions to the tables of articles and pages that their indexes answer."""

    def ids_with_prefix(self, prefix: str, limit: int) -> list[str]:
        """Return the ids of articles that begin with these hexadecimal digits, in order, `limit` at most."""
        first, last = (id_bytes(prefix.ljust(_ID_DIGITS, digit)) for digit in "0f")
        rows = self._rows(
            "SELECT id FROM article WHERE id BETWEEN ? AND ? AND removed = 0 ORDER BY id LIMIT ?",
            (first, last, limit),
        )
        return [key.hex() for (key,) in rows]

    def addresses_beside(self, url: str, begin: str, limit: int) -> list[str]:
        """Return addresses of articles that begin with `begin`: `limit` on either side of `url` in their order."""
        values = (url, begin, _AFTER_ALL, limit)
        before = self._rows(f"{_ADDRESSES} AND url < ?1 AND url >= ?2 ORDER BY url DESC LIMIT ?4", values)
        after = self._rows(f"{_ADDRESSES} AND url >= ?1 AND url < ?2 || ?3 ORDER BY url LIMIT ?4", values)
        return [address for (address,) in (*reversed(before), *after)]

    def removed_at(self, article_id: str) -> datetime | None:
        """Return when the article was removed; None if it was not."""
        row = self._row("SELECT version FROM article WHERE id = ? AND removed = 1", (id_bytes(article_id),))
        return row and from_milliseconds(row[0])
