"""The baseline: SQLite's own full-text search, as a program without language rules would use it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from xabar.article import Article
from xabar.search.engine import SearchRequest


class Fts5:
    """One table of articles and one FTS5 index over title and body, ranked by bm25 with the title counted double."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "CREATE TABLE IF NOT EXISTS article (n INTEGER PRIMARY KEY, id TEXT UNIQUE, site TEXT, language TEXT,"
            " day TEXT, title TEXT, body TEXT);"
            "CREATE VIRTUAL TABLE IF NOT EXISTS fts USING fts5(title, body, content='article', content_rowid='n');"
        )
        self.db.execute("INSERT INTO fts(fts, rank) VALUES('rank', 'bm25(2.0, 1.0)')")

    def put(self, batch: Iterable[Article]) -> None:
        self.db.execute("BEGIN")
        for article in batch:
            former = self.db.execute(
                "SELECT n, title, body FROM article WHERE id = ?", (article.id,)
            ).fetchone()
            if former:
                self.db.execute("INSERT INTO fts(fts, rowid, title, body) VALUES('delete', ?, ?, ?)", former)
                self.db.execute("DELETE FROM article WHERE n = ?", (former[0],))
            row = (
                article.id,
                article.site,
                article.language,
                str(article.published_day),
                article.title,
                article.body,
            )
            number = self.db.execute(
                "INSERT INTO article (id, site, language, day, title, body) VALUES (?, ?, ?, ?, ?, ?)", row
            ).lastrowid
            self.db.execute(
                "INSERT INTO fts (rowid, title, body) VALUES (?, ?, ?)", (number, article.title, article.body)
            )
        self.db.execute("COMMIT")

    def search(self, request: SearchRequest) -> int:
        """Search with count, ten snippets and facets, and return the count."""
        words = request.query.replace(" -", " NOT ").replace("(", "( ").replace(")", " )").split(" ")
        quoted = request.query.startswith('"')
        match = (
            request.query
            if quoted
            else " ".join(word if word in ("OR", "NOT", "(", ")") else f'"{word}"' for word in words)
            .replace('" "', '" AND "')
            .replace('" (', '" AND (')
        )
        where, values = "fts MATCH ?", [match]
        if request.languages:
            where += " AND language = ?"
            values.append(request.languages[0])
        if request.since:
            where += " AND day BETWEEN ? AND ?"
            values += [str(request.since), str(request.until)]
        source = f"FROM fts JOIN article ON article.n = fts.rowid WHERE {where}"
        self.db.execute(
            f"SELECT id, article.title, snippet(fts, 1, '[', ']', '…', 30) {source} ORDER BY rank LIMIT 10",
            values,
        ).fetchall()
        for facet in request.facets:
            self.db.execute(f"SELECT {facet}, count(*) {source} GROUP BY {facet}", values).fetchall()
        total: int = self.db.execute(f"SELECT count(*) {source}", values).fetchone()[0]
        return total
