"""What alerts have been matched with: of each article one match, kept in the transaction that moves their numbers on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from xabar.records.articles import id_bytes
from xabar.records.database import Database, from_milliseconds, retried, to_milliseconds


class Match(NamedTuple):
    """An article that an alert's query has found. Near copies have one story."""

    alert: str
    article_id: str
    story: str
    sequence: int  # of the change of the article


class AlertCounts(NamedTuple):
    """How many articles an alert has found, and how many of them wait to be put into a message."""

    found: int
    waiting: int
    last_at: datetime | None


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


class AlertMatches(Database):
    """The matches of alerts, one row each, until they are forgotten."""

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
