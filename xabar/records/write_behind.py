"""Rows that wait for others of the same statement: to write many with one takes less than with many statements in turn.

They wait until somebody asks for their table, so that whoever reads finds everything that was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from xabar.records.connection import Values

TABLES: Final = frozenset(
    ("article", "article_copy", "band", "due_page", "page", "paragraph", "signature", "site_article")
)
"""The tables of which statements whose rows wait may speak."""
VIEWS: Final = {"article_text": ("article", "article_copy")}
"""The views of these tables."""
_WORD: Final = re.compile(r"\w+")
_WRITTEN: Final = re.compile(r"(?:INTO|DELETE FROM)\s+(\w+)")

_Waiting: TypeAlias = "tuple[str, list[Values]]"


class WriteBehind:
    """The rows of a transaction that wait, by the statement that writes each of them.

    Such a statement inserts a row, or deletes one. What it looks up, it finds by a key, and finds it already.
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[Values]] = {}
        self._written: set[str] = set()

    def add(self, sql: str, values: Values) -> None:
        """Let a row wait."""
        rows = self._rows.get(sql)
        if rows is None:
            rows = self._rows[sql] = []
            self._written |= _written(sql)
        rows.append(values)

    def take_before(self, sql: str) -> Sequence[_Waiting]:
        """Return, and wait no longer for, what must be written before a statement is run, in that order."""
        named = _tables(sql)
        if _adds(sql) and named.isdisjoint(self._written):  # what it adds, nobody who waits looks for
            return ()
        wanted, taken = set(named), []
        for waiting in reversed(self._rows):
            if not wanted.isdisjoint(_tables(waiting)):
                wanted |= _tables(waiting)  # what it looks up waits before it
                taken.append(waiting)
        found = [(waiting, self._rows.pop(waiting)) for waiting in reversed(taken)]
        self._written = set().union(*map(_written, self._rows))
        return found

    def take_all(self) -> Sequence[_Waiting]:
        """Return everything that waits, and wait for nothing, in the order in which it must be written."""
        rows, self._rows = self._rows, {}
        self._written = set()
        return [*rows.items()]


@lru_cache(maxsize=1 << 10)  # statements
def _tables(sql: str) -> frozenset[str]:
    words = frozenset(_WORD.findall(sql))
    shown = [table for view, tables in VIEWS.items() if view in words for table in tables]
    return (words & TABLES).union(shown)


@lru_cache(maxsize=1 << 10)  # statements
def _written(sql: str) -> frozenset[str]:
    return frozenset(_WRITTEN.findall(sql)) & TABLES


@lru_cache(maxsize=1 << 10)  # statements
def _adds(sql: str) -> bool:
    return sql.lstrip().startswith(("INSERT", "SELECT"))
