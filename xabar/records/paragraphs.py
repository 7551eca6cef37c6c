"""The lines at the ends of a site's articles, and the verdicts on them: learned, pinned or allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, NamedTuple

import orjson

from xabar.article import Verdict
from xabar.records.articles import id_bytes
from xabar.records.connection import Later
from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds

_ALL: Final = 1 << 62  # more articles than any site has

# OR IGNORE: for a conflict clause, SQLite copies each page before a statement of several rows changes it.
_NUMBER = """
INSERT OR IGNORE INTO site_article (site, number, article_id)
VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM site_article WHERE site = ?1), ?2)
/* only a server: ON CONFLICT (article_id, site) DO NOTHING */
"""
_NUMBER_AND_TELL = f"{_NUMBER} RETURNING number"
_ADD = """
INSERT OR IGNORE INTO paragraph (site, hash, number)
SELECT site, CAST(value AS BIGINT), number FROM site_article, json_each(?3) WHERE site = ?1 AND article_id = ?2
/* only a server: ON CONFLICT DO NOTHING */
"""
_ADD_AND_TELL = f"{_ADD} RETURNING hash"
_FEW: Final = 32  # lines, of most articles; each number of them is a statement of its own
_COUNT = """
SELECT value, (SELECT count(*) FROM paragraph WHERE site = ?1 AND hash = value AND number > start)
FROM (SELECT CAST(value AS BIGINT) AS value FROM json_each(?2)) AS wanted,
    (SELECT coalesce(max(number), 0) - ?3 AS start FROM site_article WHERE site = ?1) AS counted
"""
_MET = """
SELECT wanted FROM (SELECT CAST(value AS BIGINT) AS wanted FROM json_each(?2)) AS asked,
    (SELECT coalesce(max(number), 0) - ?3 AS start FROM site_article WHERE site = ?1) AS counted
WHERE EXISTS (SELECT 1 FROM paragraph WHERE site = ?1 AND hash = wanted AND number > start)
"""
_VERDICTS = "SELECT hash, verdict FROM boilerplate WHERE site = ?"
_UNCLEANED = "SELECT 1 FROM uncleaned WHERE site = ? LIMIT 1"
_DAYS = """
SELECT min(published_day), max(published_day) FROM article_copy WHERE number IN (
    SELECT article.number FROM paragraph JOIN site_article USING (site, number) JOIN article ON article.id = article_id
    WHERE paragraph.site = ? AND hash = ? ORDER BY paragraph.number DESC LIMIT ?)
"""
_LIST = """
SELECT site, text, verdict,
       (SELECT count(*) FROM paragraph p WHERE p.site = f.site AND p.hash = f.hash),
       (SELECT max(number) FROM paragraph p WHERE p.site = f.site AND p.hash = f.hash),
       (SELECT max(number) FROM site_article l WHERE l.site = f.site)
FROM boilerplate f WHERE ?1 IS NULL OR site = ?1 ORDER BY site, 4 DESC, text
"""
_FORGET = """
DELETE FROM boilerplate WHERE site = :site AND verdict = 'learned' AND NOT EXISTS (
    SELECT 1 FROM paragraph p WHERE p.site = :site AND p.hash = boilerplate.hash AND p.number > :after)
AND (SELECT count(*) FROM (
    SELECT 1 FROM paragraph p WHERE p.site = :site AND p.hash = boilerplate.hash LIMIT :holders + 1)) <= :holders
RETURNING hash
"""
_MARK = """
INSERT INTO uncleaned (site, number) SELECT site, number FROM paragraph WHERE site = ? AND hash = ?
ON CONFLICT DO NOTHING
"""
_TAKE = """
DELETE FROM uncleaned WHERE site = ?1 AND number = (SELECT max(number) FROM uncleaned WHERE site = ?1)
RETURNING (SELECT article_id FROM site_article l WHERE l.site = uncleaned.site AND l.number = uncleaned.number)
"""


class AddedLines(NamedTuple):
    """The lines that are new to an article, and its number among those of its site if it is the last of them by now."""

    new: set[int]
    number: int | None


@dataclass(frozen=True, slots=True)
class BoilerplateLine:
    """A line with a verdict. `articles` have it; `since` is how many articles of its site came after the last of them."""

    site: str
    text: str
    verdict: Verdict
    articles: int
    since: int


class Paragraphs(Database):
    """Hashes of lines by site and article. The articles of a site are numbered as they come.

    A hash is an integer of at most 63 bits. Adding one twice changes nothing.
    """

    def add_paragraphs_later(
        self, site: str, article_id: str, hashes: Iterable[int], *, is_new: bool = False
    ) -> Later[AddedLines]:
        """Remember, inside a transaction, that the article has these lines. Return what returns those that are new to it.

        With `is_new` the article has no lines yet, as the transaction has found out.
        """
        key, wanted = id_bytes(article_id), list(hashes)
        number = self._db.ask(_NUMBER_AND_TELL, (site, key))
        added = None if is_new else self._db.ask(_ADD_AND_TELL, (site, key, _listed(wanted)))
        if is_new:
            self._add_first(site, key, wanted)

        def read() -> AddedLines:
            new = set(wanted) if added is None else {value for (value,) in added()}
            return AddedLines(new, number()[0][0] if number() else None)

        return read

    def add_first_paragraphs(self, site: str, article_id: str, hashes: Iterable[int]) -> None:
        """Remember in the same way the lines of an article that is new, and has the next number of its site."""
        key = id_bytes(article_id)
        self._db.write_late(_NUMBER, (site, key))
        self._add_first(site, key, list(hashes))

    def _add_first(self, site: str, key: bytes, hashes: list[int]) -> None:
        if 0 < len(hashes) <= _FEW:
            _require_hashes(hashes)
            self._db.write_late(_add_few(len(hashes)), (site, key, *hashes))
        else:
            self._db.write_late(_ADD, (site, key, _listed(hashes)))

    def add_more_paragraphs(self, site: str, article_id: str, hashes: Iterable[int]) -> None:
        """Remember inside a transaction that an article has these lines too. It must have some already."""
        self._db.write(_ADD, (site, id_bytes(article_id), _listed(hashes)))

    def count_site_articles(self, site: str) -> int:
        """Return how many articles of the site have been numbered."""
        found: int = self._row("SELECT coalesce(max(number), 0) FROM site_article WHERE site = ?", (site,))[0]
        return found

    def paragraph_counts(
        self, site: str, hashes: Iterable[int], *, last: int | None = None
    ) -> dict[int, int]:
        """Return in how many articles of the site each line stands; in its `last` articles only, if given."""
        return self.paragraph_counts_later(site, hashes, last=last)()

    def paragraph_counts_later(
        self, site: str, hashes: Iterable[int], *, last: int | None = None
    ) -> Later[dict[int, int]]:
        """Ask for `paragraph_counts`, and return what waits for the answer."""
        wanted = list(hashes)
        if not wanted:
            return dict
        listed = orjson.dumps(wanted).decode()
        return self._ask(_COUNT, (site, listed, _ALL if last is None else last), dict)

    def met_paragraphs(self, site: str, hashes: Iterable[int], *, last: int) -> set[int]:
        """Return those of the lines that stand in any of the site's `last` articles."""
        # in order, so that one page of the table after the other is read
        rows = self._rows(_MET, (site, orjson.dumps(sorted(hashes)).decode(), last))
        return {line for (line,) in rows}

    def paragraph_articles(self, site: str, wanted: int, limit: int = _ALL) -> list[str]:
        """Return the ids of the site's articles that have the line, the last ones first."""
        rows = self._rows(
            "SELECT article_id FROM paragraph JOIN site_article USING (site, number) WHERE site = ? AND hash = ?"
            " ORDER BY number DESC LIMIT ?",
            (site, wanted, limit),
        )
        return [key.hex() for (key,) in rows]

    def days_between(self, site: str, wanted: int, limit: int) -> timedelta | None:
        """Return how far apart the first and the last of the site's `limit` last articles with the line were published.

        None if none of them has a day. The articles themselves are not read.
        """
        first, last = self._row(_DAYS, (site, wanted, limit))
        return None if first is None else date.fromisoformat(last) - date.fromisoformat(first)

    def line_verdicts(self, site: str) -> Mapping[int, Verdict]:
        """Return the verdict on every line of the site that has one."""
        return self.line_verdicts_later(site)()

    def line_verdicts_later(self, site: str) -> Later[Mapping[int, Verdict]]:
        """Ask for `line_verdicts`, and return what waits for the answer."""
        return self._ask_once(_VERDICTS, site, dict)

    @retried
    def set_verdict(self, site: str, line: int, text: str, verdict: Verdict | None) -> None:
        """Decide what becomes of a line of the site. None withdraws the verdict."""
        with self.transaction():
            self._forget_answer(_VERDICTS, site)
            self._db.execute("DELETE FROM boilerplate WHERE site = ? AND hash = ?", (site, line))
            if verdict is not None:
                values = (site, line, text, verdict)
                self._db.execute(
                    "INSERT INTO boilerplate (site, hash, text, verdict) VALUES (?, ?, ?, ?)", values
                )

    @retried
    def forget_boilerplate(self, site: str, *, last: int, holders: int) -> set[int]:
        """Delete learned verdicts on lines that none of the site's `last` articles has, and return these lines.

        A person's verdicts stay, and so does a verdict on a line that more than `holders` articles have.
        """
        with self.transaction():
            values = {"site": site, "after": self.count_site_articles(site) - last, "holders": holders}
            forgotten = {line for (line,) in self._db.execute(_FORGET, values).fetchall()}
            if forgotten:
                self._forget_answer(_VERDICTS, site)
        return forgotten

    @retried
    def mark_uncleaned(self, site: str, line: int) -> None:
        """Remember that the articles of the site that have the line are to be cut again."""
        with self.transaction():
            self._forget_answer(_UNCLEANED, site)
            self._db.write(_MARK, (site, line))

    @retried
    def take_uncleaned(self, site: str) -> str | None:
        """Return the last article of the site that is to be cut again, and forget that it is; None if there is none."""
        with self.transaction():
            self._forget_answer(_UNCLEANED, site)
            rows = self._db.execute(_TAKE, (site,)).fetchall()
        return rows[0][0].hex() if rows else None

    def has_uncleaned(self, site: str) -> bool:
        """Return whether articles of the site are to be cut again."""
        return self.has_uncleaned_later(site)()

    def has_uncleaned_later(self, site: str) -> Later[bool]:
        """Ask whether articles are to be cut again, and return what waits for the answer."""
        return self._ask_once(_UNCLEANED, site, bool)

    def cuts_kept_since(self) -> datetime:
        """Return the time of the last fetch before the store kept what is cut from an article."""
        (version,) = self._row("SELECT version FROM milestone WHERE name = 'cuts'")
        return from_milliseconds(version)

    def count_articles_until(self, moment: datetime) -> int:
        """Return how many articles were not fetched after that time."""
        found: int = self._row(
            "SELECT count(*) FROM article WHERE removed = 0 AND version <= ?", (to_milliseconds(moment),)
        )[0]
        return found

    def list_boilerplate(self, site: str | None = None) -> list[BoilerplateLine]:
        """Return the lines of one site, or of all, that have a verdict, the most frequent first."""
        return [
            BoilerplateLine(
                name, text, verdict, articles, articles_of_site - seen if seen else (articles_of_site or 0)
            )
            for name, text, verdict, articles, seen, articles_of_site in self._rows(_LIST, (site,))
        ]


@cache
def _add_few(lines: int) -> str:
    """Return `_ADD` for so many lines that stand by themselves, which takes three quarters of the time of a list."""
    values = ", ".join(f"(CAST(?{place} AS BIGINT))" for place in range(3, lines + 3))
    return (
        "INSERT OR IGNORE INTO paragraph (site, hash, number)"
        " SELECT ?1, column1, (SELECT number FROM site_article WHERE site = ?1 AND article_id = ?2)"
        f" FROM (VALUES {values}) AS given /* only a server: ON CONFLICT DO NOTHING */"
    )


def _listed(hashes: Iterable[int]) -> str:
    wanted = list(hashes)
    _require_hashes(wanted)
    return orjson.dumps(wanted).decode()


def _require_hashes(values: Sequence[int]) -> None:
    if values and not (min(values) >= 0 and max(values) < 1 << 63):
        wrong = next(value for value in values if not 0 <= value < 1 << 63)
        raise ValueError(f"a hash must be a whole number of at most 63 bits, got {wrong}")
