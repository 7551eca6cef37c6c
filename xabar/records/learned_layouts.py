"""The layouts that were worked out for a site, and the pages from which the next ones will be."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds

MAX_CHECKS: Final = 10  # the last ones are kept

_KEEP = """
INSERT INTO lesson (site, edition, url, fetched_at, printed, html) SELECT ?1, ?2, ?3, ?4, ?5, ?6
WHERE (SELECT count(*) FROM lesson WHERE site = ?1 AND edition = ?2) < ?7
ON CONFLICT (site, edition, url) DO UPDATE SET
    fetched_at = excluded.fetched_at, printed = excluded.printed, html = excluded.html
"""
_ADD = """
INSERT INTO learned_layout (site, edition, generation, learned_at, layout)
SELECT ?1, ?2, coalesce(max(generation), 0) + 1, ?3, ?4 FROM learned_layout WHERE site = ?1 AND edition = ?2
"""
_LIST = """
SELECT site, edition, generation, layout, learned_at, retired_at, articles, checks FROM learned_layout
WHERE (?1 IS NULL OR site = ?1) AND (?2 IS NULL OR edition = ?2) ORDER BY site, edition, generation DESC
"""
_CHECK = """
UPDATE learned_layout SET articles = articles + ?4, checks = substr(checks || ?5, CASE WHEN length(checks) < ?6 THEN 1 ELSE length(checks) - ?6 + 2 END)
WHERE site = ?1 AND edition = ?2 AND generation = ?3 RETURNING checks
"""


@dataclass(frozen=True, slots=True)
class LessonPage:
    """An article's page that no selector reads, kept until there are enough of its edition."""

    url: str
    html: str
    fetched_at: datetime
    printed: str | None


@dataclass(frozen=True, slots=True)
class StoredLayout:
    """A layout of an edition as JSON; None if the articles had no places in common.

    `articles` were read by it. `checks` has a 1 or a 0 for each of the last of them that the generic layer read too:
    whether both agreed. One that is retired reads no new pages.
    """

    site: str
    edition: str  # the prefix of its addresses
    number: int  # of its edition, from 1 on
    layout: str | None
    learned_at: datetime
    retired_at: datetime | None
    articles: int
    checks: str


class LearnedLayouts(Database):
    """Generations of layouts by site and edition, numbered as they were worked out."""

    @retried
    def keep_lesson(self, site: str, edition: str, page: LessonPage, *, most: int) -> int:
        """Keep a page to learn from, unless there are so many already. Return how many there are."""
        packed = zlib.compress(page.html.encode("utf-8", "surrogatepass"), 6)
        values = (site, edition, page.url, to_milliseconds(page.fetched_at), page.printed, packed, most)
        with self.transaction():
            self._db.execute(_KEEP, values)
            found: int = self._row(
                "SELECT count(*) FROM lesson WHERE site = ? AND edition = ?", (site, edition)
            )[0]
        return found

    def lessons(self, site: str, edition: str) -> list[LessonPage]:
        """Return the pages that are kept to learn from."""
        rows = self._rows(
            "SELECT url, html, fetched_at, printed FROM lesson WHERE site = ? AND edition = ? ORDER BY fetched_at, url",
            (site, edition),
        )
        return [
            LessonPage(
                url, zlib.decompress(html).decode("utf-8", "surrogatepass"), from_milliseconds(at), printed
            )
            for url, html, at, printed in rows
        ]

    @retried
    def put_layouts(
        self, site: str, edition: str, layouts: Sequence[str | None], learned_at: datetime
    ) -> None:
        """Add layouts, of which the last is tried first, and drop the pages that they were worked out from, in one commit."""
        with self.transaction():
            for layout in layouts:
                self._db.execute(_ADD, (site, edition, to_milliseconds(learned_at), layout))
            self._db.execute("DELETE FROM lesson WHERE site = ? AND edition = ?", (site, edition))

    def stored_layouts(self, site: str | None = None, edition: str | None = None) -> list[StoredLayout]:
        """Return all layouts of a site, or of one of its editions, the newest first in each edition."""
        return [
            StoredLayout(
                name,
                prefix,
                number,
                layout,
                from_milliseconds(learned_at),
                from_milliseconds(retired_at) if retired_at is not None else None,
                articles,
                checks,
            )
            for name, prefix, number, layout, learned_at, retired_at, articles, checks in self._rows(
                _LIST, (site, edition)
            )
        ]

    @retried
    def note_check(self, site: str, edition: str, number: int, *, agreed: bool, articles: int) -> str:
        """Remember whether the generic layer agreed with the last of so many articles. Return the last checks."""
        values = (site, edition, number, articles, "1" if agreed else "0", MAX_CHECKS)
        with self.transaction():
            row = self._db.execute(_CHECK, values).fetchone()
        return row[0] if row else ""

    @retried
    def retire_layout(self, site: str, edition: str, number: int, at: datetime) -> None:
        """Let a layout read no new pages any more. It is kept for the pages of its time."""
        with self.transaction():
            self._db.execute(
                "UPDATE learned_layout SET retired_at = ? WHERE site = ? AND edition = ? AND generation = ?",
                (to_milliseconds(at), site, edition, number),
            )

    @retried
    def forget_layouts(self, site: str) -> int:
        """Delete all that was worked out for a site, and the pages to learn from. Return how many layouts there were."""
        with self.transaction():
            self._db.execute("DELETE FROM lesson WHERE site = ?", (site,))
            return self._db.execute("DELETE FROM learned_layout WHERE site = ?", (site,)).rowcount
