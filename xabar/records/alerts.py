"""Alerts: what each has been matched with, what waits to be told, and the messages that are under way.

An alert has a number of the feed, as an index has: every change up to it has been compared with its query. What matched
is written in the transaction that moves the number on, so that a kill -9 neither loses a match nor finds one twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple, TypeAlias

import orjson

from xabar.records.articles import id_bytes
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


class Match(NamedTuple):
    """An article that an alert's query has found. Near copies have one story."""

    alert: str
    article_id: str
    story: str
    sequence: int  # of the change of the article


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


class AlertCounts(NamedTuple):
    """How many articles an alert has found, and how many of them wait to be put into a message."""

    found: int
    waiting: int
    last_at: datetime | None


_ALERT = "SELECT name, definition, sequence, revision, paused, made_at FROM alert"
_MESSAGE = "SELECT key, alert, target, articles, made_at, attempts, due_at, problem FROM alert_message"

# Only for an alert that is still as it was when its query was compared, and that nobody has moved on since.
_MATCH = """
INSERT INTO alert_match (alert, article_id, story, matched_at, state)
SELECT name, :article_id, :story, :matched_at,
    CASE WHEN EXISTS (SELECT 1 FROM alert_match WHERE alert = :alert AND story = :story) THEN 'copy' ELSE 'waiting' END
FROM alert WHERE name = :alert AND paused = 0 AND revision <= :revision AND sequence < :sequence
    AND settled < coalesce((SELECT number FROM article WHERE id = :article_id), settled + 1)
ON CONFLICT (alert, article_id) DO NOTHING
"""
_MOVE_ON = """
UPDATE alert SET sequence = :to
WHERE paused = 0 AND revision <= :revision AND sequence >= :low AND sequence < :to
"""

# Articles are numbered as they were first stored. Of those up to `settled`, an alert has compared every one, and does not
# know any more which of them it has found. So it forgets nothing while one of them waits to be compared.
_OLD_MATCHES = """
FROM alert_match WHERE alert = :alert AND state <> 'waiting' AND (matched_at < :before OR number <= coalesce((
    SELECT number FROM alert_match WHERE alert = :alert ORDER BY number DESC LIMIT 1 OFFSET :most), 0))
"""
_SETTLED = f"SELECT max(number) FROM article WHERE id IN (SELECT article_id {_OLD_MATCHES})"
_HAS_WORK = """
SELECT 1 WHERE EXISTS (SELECT 1 FROM alert WHERE paused = 0 AND sequence < (SELECT max(sequence) FROM article))
    OR EXISTS (SELECT 1 FROM alert_match WHERE state = 'waiting')
    OR EXISTS (SELECT 1 FROM alert_message WHERE due_at <= ?)
"""

Others: TypeAlias = Literal["none", "alert", "target"]
"""The messages that wait as long as one that could not be told: none; those of its alert, or of all, to its target."""


class Alerts(Database):
    """The alerts, one row each; their matches; the messages that are not told yet."""

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

    def count_alerts(self) -> int:
        """Return how many alerts there are that are not paused."""
        found: int = self._row("SELECT count(*) FROM alert WHERE paused = 0")[0]
        return found

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
    def forget_matches(self, name: str, *, before: datetime, most: int) -> int:
        """Forget what was told of an alert's matches of before a moment, and all but the last `most`. Return how many.

        None of their articles is found again, nor is an older one that matches only since it has changed. While such an
        article waits to be compared, nothing is forgotten.
        """
        values = {"alert": name, "before": to_milliseconds(before), "most": most}
        with self.transaction():
            settled = self._row(_SETTLED, values)[0]
            if settled is None or self._row(
                "SELECT 1 FROM article WHERE number <= ? AND sequence > (SELECT sequence FROM alert WHERE name = ?) LIMIT 1",
                (settled, name),
            ):
                return 0
            forgotten = self._db.execute(
                f"DELETE FROM alert_match WHERE number IN (SELECT number {_OLD_MATCHES})", values
            ).rowcount
            self._db.execute(
                "UPDATE alert SET forgotten = forgotten + ?, settled = CASE WHEN settled < ? THEN ? ELSE settled END"
                " WHERE name = ?",
                (forgotten, settled, settled, name),
            )
        return forgotten

    @retried
    def remove_alert(self, name: str) -> bool:
        """Remove an alert with all that waits for it. Return False if there is none."""
        with self.transaction():
            for table in ("alert_message", "alert_match"):
                self._db.execute(f"DELETE FROM {table} WHERE alert = ?", (name,))
            return self._db.execute("DELETE FROM alert WHERE name = ?", (name,)).rowcount > 0

    @retried
    def keep_targets(self, name: str, targets: Sequence[str]) -> None:
        """Drop the messages of an alert for all other targets."""
        with self.transaction():
            for message in self.alert_messages(name):
                if message.target not in targets:
                    self._db.execute("DELETE FROM alert_message WHERE key = ?", (message.key,))

    def sequence_before(self, since: datetime) -> int:
        """Return the last number of the feed before the first article that was fetched since a moment."""
        first: int | None = self._row(
            "SELECT min(sequence) FROM article WHERE version >= ?", (to_milliseconds(since),)
        )[0]
        last: int = self._row("SELECT coalesce(max(sequence), 0) FROM article")[0]
        return last if first is None else first - 1

    @retried
    def note_matches(
        self, matches: Iterable[Match], *, low: int, to: int, revision: int, now: datetime
    ) -> int:
        """Keep what the changes up to number `to` have matched, and move those alerts on that had reached `low`.

        Nothing is kept for an alert that was changed after `revision`, or that another process has moved on. Return how
        many matches are new: of each article one.
        """
        moment = to_milliseconds(now)
        with self.transaction():
            kept = self._db.executemany(
                _MATCH,
                [
                    {
                        "alert": match.alert,
                        "article_id": id_bytes(match.article_id),
                        "story": id_bytes(match.story),
                        "matched_at": moment,
                        "revision": revision,
                        "sequence": match.sequence,
                    }
                    for match in matches
                ],
            ).rowcount
            self._db.execute(_MOVE_ON, {"to": to, "revision": revision, "low": low})
        return max(kept, 0)

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

    def alert_counts(self, name: str) -> AlertCounts:
        """Return what an alert has found."""
        found, waiting, last = self._row(
            "SELECT count(*), coalesce(sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0), max(matched_at)"
            " FROM alert_match WHERE alert = ?",
            (name,),
        )
        forgotten = self._row("SELECT forgotten FROM alert WHERE name = ?", (name,)) or (0,)
        return AlertCounts(
            int(found) + int(forgotten[0]),
            int(waiting),
            from_milliseconds(last) if last is not None else None,
        )

    def matched_articles(self, name: str, most: int) -> list[tuple[str, datetime]]:
        """Return the articles that an alert has found last, the newest first, without near copies of earlier ones."""
        rows = self._rows(
            "SELECT article_id, matched_at FROM alert_match WHERE alert = ? AND state <> 'copy'"
            " ORDER BY number DESC LIMIT ?",
            (name, most),
        )
        return [(bytes(key).hex(), from_milliseconds(at)) for key, at in rows]

    def copies_of(self, name: str, article_id: str) -> list[str]:
        """Return the near copies of an article that an alert has found and does not tell of by themselves."""
        rows = self._rows(
            "SELECT other.article_id FROM alert_match first JOIN alert_match other"
            " ON other.alert = first.alert AND other.story = first.story AND other.state = 'copy'"
            " WHERE first.alert = ? AND first.article_id = ? ORDER BY other.number",
            (name, id_bytes(article_id)),
        )
        return [bytes(key).hex() for (key,) in rows]

    def _next_revision(self) -> int:
        found: int = self._row("SELECT coalesce(max(revision), 0) + 1 FROM alert")[0]
        return found


def _alert(row: Any) -> StoredAlert:
    name, definition, sequence, revision, paused, made_at = row
    return StoredAlert(name, definition, sequence, revision, bool(paused), from_milliseconds(made_at))


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
