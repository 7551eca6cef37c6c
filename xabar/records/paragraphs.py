"""Which articles of a site hold a paragraph: what stands in many is furniture."""

from __future__ import annotations

from collections.abc import Iterable

from xabar.records.articles import id_bytes
from xabar.records.database import Database

Hash = int | bytes  # an unsigned integer of at most 64 bits, or any bytes

_COUNT = """
WITH wanted (hash) AS (VALUES {marks})
SELECT hash, (SELECT count(*) FROM
    (SELECT 1 FROM paragraph WHERE site = ? AND paragraph.hash = wanted.hash LIMIT ?))
FROM wanted
"""


class Paragraphs(Database):
    """Paragraph hashes by site and article. Adding the same twice changes nothing."""

    def paragraph_counts(
        self, site: str, hashes: Iterable[Hash], *, at_most: int | None = None
    ) -> dict[Hash, int]:
        """In how many different articles of the site each paragraph stands; 0 where it never did.

        Counting ends at `at_most`: a line that stands in every article of a site is not counted through each time.
        """
        wanted = {sql_value(value): value for value in hashes}
        if not wanted:
            return {}
        limit = -1 if at_most is None else at_most
        rows = self._rows(_COUNT.format(marks=",".join(["(?)"] * len(wanted))), (*wanted, site, limit))
        return {wanted[value]: count for value, count in rows}

    def paragraph_articles(self, site: str, wanted: Hash) -> list[str]:
        """The ids of the articles of the site that hold the paragraph."""
        rows = self._rows(
            "SELECT article_id FROM paragraph WHERE site = ? AND hash = ?", (site, sql_value(wanted))
        )
        return [key.hex() for (key,) in rows]

    def add_paragraphs(self, site: str, article_id: str, hashes: Iterable[Hash]) -> set[Hash]:
        """Remember that the article holds these paragraphs; those that were not yet known of it."""
        key = id_bytes(article_id)
        wanted = {sql_value(value): value for value in hashes}
        if not wanted:
            return set()
        rows = [field for value in wanted for field in (site, value, key)]
        marks = ",".join(["(?, ?, ?)"] * len(wanted))
        with self.transaction():
            added = self._db.execute(
                f"INSERT OR IGNORE INTO paragraph VALUES {marks} RETURNING hash", rows
            ).fetchall()
        return {wanted[value] for (value,) in added}


def sql_value(value: Hash) -> Hash:
    """The value as SQLite keeps it: unsigned 64-bit integers become signed ones."""
    if isinstance(value, bytes) or value < 1 << 63:
        return value
    if value >= 1 << 64:
        raise ValueError(f"a hash of more than 64 bits: {value}; give bytes instead")
    return value - (1 << 64)
