"""Alerts: what each is, and how far it has come.

An alert has a number of the feed, as an index has: every change up to it has been compared with its query. What matched
(`alert_matches`) is written in the transaction that moves the number on, so that a kill -9 neither loses a match nor
finds one twice; what is to be told of it are `alert_messages`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds


@dataclass(frozen=True, slots=True)
class StoredAlert:
    """An alert as it is stored. `definition` is JSON, which other rooms read."""

    name: str
    definition: str
    sequence: int  # of the feed, up to which it was matched
    revision: int  # greater than those of all alerts that were changed earlier
    paused: bool
    made_at: datetime


_ALERT = "SELECT name, definition, sequence, revision, paused, made_at FROM alert"

_HAS_WORK = """
SELECT 1 WHERE EXISTS (SELECT 1 FROM alert WHERE paused = 0 AND sequence < (SELECT max(sequence) FROM article))
    OR EXISTS (SELECT 1 FROM alert_match WHERE state = 'waiting')
    OR EXISTS (SELECT 1 FROM alert_message WHERE due_at <= ?)
"""


class Alerts(Database):
    """The alerts, one row each."""

    @retried
    def put_alert(
        self, name: str, definition: str, *, sequence: int, now: datetime, replace: bool = False
    ) -> bool:
        """Store an alert. Return False if there is one of this name, unless it is to be replaced.

        One that is replaced keeps its number and what it has found.
        """
        with self.transaction():
            present = self.alert(name)
            if present and not replace:
                return False
            values = (definition, self._next_revision())
            if present:
                self._db.execute(
                    "UPDATE alert SET definition = ?, revision = ? WHERE name = ?", (*values, name)
                )
            else:
                self._db.execute(
                    "INSERT INTO alert (definition, revision, name, sequence, paused, made_at) VALUES (?, ?, ?, ?, 0, ?)",
                    (*values, name, sequence, to_milliseconds(now)),
                )
        return True

    def alert(self, name: str) -> StoredAlert | None:
        """Return the alert of a name, None if there is none."""
        row = self._row(f"{_ALERT} WHERE name = ?", (name,))
        return _alert(row) if row else None

    def alerts(self) -> list[StoredAlert]:
        """Return all alerts by name."""
        return [_alert(row) for row in self._rows(f"{_ALERT} ORDER BY name")]

    @retried
    def pause_alert(self, name: str, *, paused: bool, sequence: int | None = None) -> bool:
        """Pause an alert, or let it go on: from where it was, or from a number. Return False if there is none."""
        with self.transaction():
            changed = self._db.execute(
                "UPDATE alert SET paused = ?, revision = ?, sequence = coalesce(?, sequence) WHERE name = ?",
                (int(paused), self._next_revision(), sequence, name),
            )
            return changed.rowcount > 0

    @retried
    def go_back(self, name: str, sequence: int) -> None:
        """Let an alert be compared again from a number on, if it has passed that. What it has found stays found."""
        with self.transaction():
            self._db.execute(
                "UPDATE alert SET sequence = ?, revision = ? WHERE name = ? AND sequence > ?",
                (sequence, self._next_revision(), name, sequence),
            )

    def has_alert_work(self, now: datetime) -> bool:
        """Return whether anything has to be compared, put into a message, or sent."""
        return self._row(_HAS_WORK, (to_milliseconds(now),)) is not None

    @retried
    def remove_alert(self, name: str) -> bool:
        """Remove an alert with all that waits for it. Return False if there is none."""
        with self.transaction():
            for table in ("alert_message", "alert_match"):
                self._db.execute(f"DELETE FROM {table} WHERE alert = ?", (name,))
            return self._db.execute("DELETE FROM alert WHERE name = ?", (name,)).rowcount > 0

    def sequence_before(self, since: datetime) -> int:
        """Return the last number of the feed before the first article that was fetched since a moment."""
        first: int | None = self._row(
            "SELECT min(sequence) FROM article WHERE version >= ?", (to_milliseconds(since),)
        )[0]
        last: int = self._row("SELECT coalesce(max(sequence), 0) FROM article")[0]
        return last if first is None else first - 1

    def _next_revision(self) -> int:
        found: int = self._row("SELECT coalesce(max(revision), 0) + 1 FROM alert")[0]
        return found


def _alert(row: Any) -> StoredAlert:
    name, definition, sequence, revision, paused, made_at = row
    return StoredAlert(name, definition, sequence, revision, bool(paused), from_milliseconds(made_at))
