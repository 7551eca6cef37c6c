"""Which articles of a site hold a paragraph: what stands in many is furniture."""

from __future__ import annotations

from collections.abc import Iterable

from xabar.records.articles import id_bytes
from xabar.records.database import Database

Hash = int | bytes  # an unsigned integer of at most 64 bits, or any bytes


class Paragraphs(Database):
    """Paragraph hashes by site and article. Adding the same twice changes nothing."""

    def paragraph_counts(self, site: str, hashes: Iterable[Hash]) -> dict[Hash, int]:
        """In how many different articles of the site each paragraph stands; 0 where it never did."""
        counts = {}
        for wanted in hashes:
            counts[wanted] = self._row(
                "SELECT count(*) FROM paragraph WHERE site = ? AND hash = ?", (site, sql_value(wanted))
            )[0]
        return counts

    def paragraph_articles(self, site: str, wanted: Hash) -> list[str]:
        """The ids of the articles of the site that hold the paragraph."""
        rows = self._rows(
            "SELECT article_id FROM paragraph WHERE site = ? AND hash = ?", (site, sql_value(wanted))
        )
        return [key.hex() for (key,) in rows]

    def add_paragraphs(self, site: str, article_id: str, hashes: Iterable[Hash]) -> None:
        """Remember that the article holds these paragraphs."""
        key = id_bytes(article_id)
        with self.transaction():
            self._db.executemany(
                "INSERT OR IGNORE INTO paragraph VALUES (?, ?, ?)",
                [(site, sql_value(value), key) for value in hashes],
            )


def sql_value(value: Hash) -> Hash:
    """The value as SQLite keeps it: unsigned 64-bit integers become signed ones."""
    if isinstance(value, bytes) or value < 1 << 63:
        return value
    if value >= 1 << 64:
        raise ValueError(f"a hash of more than 64 bits: {value}; give bytes instead")
    return value - (1 << 64)
