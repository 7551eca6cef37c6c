"""The messages of alerts that are not told yet, one for each target, from the moment when each has its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

import orjson

from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds


@dataclass(frozen=True, slots=True)
class AlertMessage:
    """Articles that one target of an alert is to be told of, in one message."""

    key: str
    alert: str
    target: str
    article_ids: tuple[str, ...]
    made_at: datetime
    attempts: int
    due_at: datetime  # it is sent, or tried again, from then on
    problem: str | None  # why the last attempt failed


_MESSAGE = "SELECT key, alert, target, articles, made_at, attempts, due_at, problem FROM alert_message"

Others: TypeAlias = Literal["none", "alert", "target"]
"""The messages that wait as long as one that could not be told: none; those of its alert, or of all, to its target."""


class AlertMessages(Database):
    """The messages, one row each, until they are told."""

    @retried
    def put_message(
        self, name: str, targets: Sequence[str], *, before: datetime, now: datetime, most: int
    ) -> int:
        """Put the oldest matches of before a moment into one message for each target. Return how many articles they have.

        Each message has a key from now on, so that it is the same message whenever it is sent.
        """
        with self.transaction():
            rows = self._rows(
                "SELECT number, article_id FROM alert_match WHERE alert = ? AND state = 'waiting' AND matched_at < ?"
                " ORDER BY number LIMIT ?",
                (name, to_milliseconds(before), most),
            )
            if not rows:
                return 0
            moment = to_milliseconds(now)
            articles = orjson.dumps([bytes(key).hex() for _, key in rows]).decode()
            for place, target in enumerate(targets):
                key = f"{bytes(rows[0][1]).hex()[:8]}{moment:x}{rows[-1][0]:x}t{place}"
                self._db.execute(
                    "INSERT INTO alert_message (key, alert, target, articles, made_at, attempts, due_at)"
                    " VALUES (?, ?, ?, ?, ?, 0, ?)",
                    (key, name, target, articles, moment, moment),
                )
            self._db.executemany(
                "UPDATE alert_match SET state = 'told' WHERE number = ?", [(number,) for number, _ in rows]
            )
        return len(rows)

    def due_messages(self, now: datetime) -> list[AlertMessage]:
        """Return the messages that are to be sent now, the oldest first, but for those of paused alerts."""
        rows = self._rows(
            f"{_MESSAGE} WHERE due_at <= ? AND alert NOT IN (SELECT name FROM alert WHERE paused = 1)"
            " ORDER BY made_at, key",
            (to_milliseconds(now),),
        )
        return [_message(row) for row in rows]

    def alert_messages(self, name: str | None = None) -> list[AlertMessage]:
        """Return the messages that are not told yet, of one alert or all, the oldest first."""
        rows = (
            self._rows(f"{_MESSAGE} ORDER BY made_at, key")
            if name is None
            else self._rows(f"{_MESSAGE} WHERE alert = ? ORDER BY made_at, key", (name,))
        )
        return [_message(row) for row in rows]

    @retried
    def claim_message(self, message: AlertMessage, *, now: datetime, until: datetime) -> bool:
        """Make a message this process's own until a moment, as an attempt. Return False if another one has it."""
        with self.transaction():
            claimed = self._db.execute(
                "UPDATE alert_message SET attempts = attempts + 1, due_at = ? WHERE key = ? AND due_at <= ?",
                (to_milliseconds(until), message.key, to_milliseconds(now)),
            )
            return claimed.rowcount > 0

    @retried
    def end_message(self, message: AlertMessage) -> None:
        """Forget a message that was told."""
        with self.transaction():
            self._db.execute("DELETE FROM alert_message WHERE key = ?", (message.key,))

    @retried
    def postpone_message(
        self, message: AlertMessage, *, problem: str, until: datetime, others: Others
    ) -> None:
        """Keep a message that could not be told, with the reason; so long wait the `others` too."""
        moment = to_milliseconds(until)
        with self.transaction():
            self._db.execute(
                "UPDATE alert_message SET problem = ?, due_at = ? WHERE key = ?",
                (problem, moment, message.key),
            )
            if others != "none":
                self._db.execute(
                    "UPDATE alert_message SET due_at = ? WHERE target = ? AND due_at < ? AND alert = coalesce(?, alert)",
                    (moment, message.target, moment, message.alert if others == "alert" else None),
                )

    @retried
    def hurry_messages(self, name: str | None, now: datetime) -> None:
        """Let the messages that wait for another attempt be tried now, of one alert or all."""
        with self.transaction():
            self._db.execute(
                "UPDATE alert_message SET due_at = ? WHERE problem IS NOT NULL AND alert = coalesce(?, alert)",
                (to_milliseconds(now), name),
            )

    @retried
    def keep_targets(self, name: str, targets: Sequence[str]) -> None:
        """Drop the messages of an alert for all other targets."""
        with self.transaction():
            for message in self.alert_messages(name):
                if message.target not in targets:
                    self._db.execute("DELETE FROM alert_message WHERE key = ?", (message.key,))


def _message(row: Any) -> AlertMessage:
    key, alert, target, articles, made_at, attempts, due_at, problem = row
    return AlertMessage(
        key,
        alert,
        target,
        tuple(orjson.loads(articles)),
        from_milliseconds(made_at),
        attempts,
        from_milliseconds(due_at),
        problem,
    )
