"""How far each index has followed the feed, and what it refused for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from xabar.records.articles import Articles, id_bytes
from xabar.records.change import Change


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A change that an index refused for good. `xabar dead retry` offers it again."""

    index: str
    generation: str
    id: str
    url: str | None  # None if the article has been removed since
    sequence: int
    version: int
    reason: str  # in the index's own words
    refused_at: datetime


class Feeds(Articles):
    """A number for each generation of each index: everything up to it was confirmed or is a dead letter."""

    def confirmed(self, index: str, generation: str) -> int:
        """Return the last sequence that this generation has confirmed; 0 if there is none."""
        row = self._row(
            "SELECT sequence FROM feed WHERE search_index = ? AND generation = ?", (index, generation)
        )
        return row[0] if row else 0

    def confirm(
        self, index: str, generation: str, sequence: int, dead: Sequence[tuple[Change, str]] = ()
    ) -> None:
        """Move the number forward to `sequence`, never back, and keep what was refused, in one transaction.

        A dead letter is deleted when its article has been carried again.
        """
        with self.transaction():
            former = self.confirmed(index, generation)
            self._db.execute(
                "DELETE FROM dead_letter WHERE search_index = ? AND generation = ? AND id IN"
                " (SELECT id FROM article WHERE sequence > ? AND sequence <= ?)",
                (index, generation, former, sequence),
            )
            self._db.execute(
                "INSERT INTO feed VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sequence ="
                " max(sequence, excluded.sequence)",
                (index, generation, sequence),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO dead_letter (search_index, generation, id, sequence, version, reason)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (index, generation, id_bytes(change.id), change.sequence, change.version, reason)
                    for change, reason in dead
                ],
            )

    def forget_generation(self, index: str, generation: str) -> None:
        """Delete the number and the dead letters of a generation that no longer exists."""
        with self.transaction():
            for table in ("feed", "dead_letter"):
                self._db.execute(
                    f"DELETE FROM {table} WHERE search_index = ? AND generation = ?", (index, generation)
                )

    def dead_letters(self, index: str | None = None) -> list[DeadLetter]:
        """Return what was refused, by one index or by all, in the order of the feed."""
        rows = self._rows(
            "SELECT d.search_index, d.generation, d.id, d.sequence, d.version, d.reason, d.refused_at"
            " FROM dead_letter d WHERE ?1 IS NULL OR d.search_index = ?1 ORDER BY d.sequence",
            (index,),
        )
        articles = self.get_articles(row[2].hex() for row in rows)
        return [
            DeadLetter(
                index=found_in,
                generation=generation,
                id=key.hex(),
                url=articles[key.hex()].url if key.hex() in articles else None,
                sequence=sequence,
                version=version,
                reason=reason,
                refused_at=datetime.fromisoformat(refused_at).replace(tzinfo=UTC),
            )
            for found_in, generation, key, sequence, version, reason, refused_at in rows
        ]

    def count_dead(self, index: str, generation: str, after: int = 0) -> int:
        """Return how many dead letters of a generation have a number above `after`."""
        found: int = self._row(
            "SELECT count(*) FROM dead_letter WHERE search_index = ? AND generation = ? AND sequence > ?",
            (index, generation, after),
        )[0]
        return found

    def retry_dead(self, index: str | None = None, ids: Iterable[str] | None = None) -> int:
        """Put refused changes back into the feed with new numbers: of one index or all, of these articles or all.

        Return how many. Other indexes receive the same articles once more, which changes nothing there.
        """
        wanted = None if ids is None else set(ids)
        with self.transaction():
            letters = [letter for letter in self.dead_letters(index) if wanted is None or letter.id in wanted]
            self._renumber(sorted({id_bytes(letter.id) for letter in letters}))
            self._db.executemany(
                "DELETE FROM dead_letter WHERE search_index = ? AND generation = ? AND id = ?",
                [(letter.index, letter.generation, id_bytes(letter.id)) for letter in letters],
            )
        return len(letters)
