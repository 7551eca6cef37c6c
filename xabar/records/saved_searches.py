"""Searches that somebody keeps under a name, as texts that the records do not read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under its name."""

    name: str
    address: str  # the parameters of its page, as ?q=metro
    saved_at: datetime


class SavedSearches(Database):
    """One row for each name."""

    def saved_searches(self) -> list[SavedSearch]:
        """Return every saved search, the latest first."""
        rows = self._rows("SELECT name, address, saved_at FROM saved_search ORDER BY saved_at DESC, name")
        return [SavedSearch(name, address, from_milliseconds(at)) for name, address, at in rows]

    @retried
    def save_search(self, name: str, address: str, at: datetime) -> None:
        """Keep a search under a name, instead of the one that had it."""
        with self.transaction():
            self._db.execute(
                "INSERT INTO saved_search (name, address, saved_at) VALUES (?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET address = excluded.address, saved_at = excluded.saved_at",
                (name, address, to_milliseconds(at)),
            )

    @retried
    def forget_search(self, name: str) -> bool:
        """Forget a saved search; return whether there was one."""
        with self.transaction():
            return self._db.execute("DELETE FROM saved_search WHERE name = ?", (name,)).rowcount > 0
