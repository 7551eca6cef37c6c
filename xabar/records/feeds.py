"""How far each index has followed the feed, and what it refused for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from xabar.records.articles import Articles, id_bytes
from xabar.records.change import Change
from xabar.records.database import retried


@dataclass(frozen=True, slots=True)
class FedGeneration:
    """A generation of an index as the records know it: by its id, wherever it lies."""

    index: str  # its address now
    name: str
    id: str | None = None  # None: it is known by its address and name alone

    @property
    def former_key(self) -> str:
        """What it was known by before generations had ids."""
        return f"{self.index} {self.name}"

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.id or self.former_key


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

    def confirmed(self, generation: FedGeneration) -> int:
        """Return the last sequence that this generation has confirmed; 0 if there is none."""
        row = self._row("SELECT sequence FROM fed_generation WHERE id = ?", (self._key(generation),))
        return row[0] if row else 0

    def _key(self, generation: FedGeneration) -> str:
        """Return the key of the generation's rows: its own, or that of rows from before generations had ids."""
        known = {
            row[0]
            for row in self._rows(
                "SELECT id FROM fed_generation WHERE id IN (?, ?)", (generation.key, generation.former_key)
            )
        }
        former = generation.former_key
        return former if former in known and generation.key not in known else generation.key

    @retried
    def confirm(
        self, generation: FedGeneration, sequence: int, dead: Sequence[tuple[Change, str]] = ()
    ) -> None:
        """Move the number forward to `sequence`, never back, and keep what was refused, in one transaction.

        A dead letter is deleted when its article has been carried again.
        """
        with self.transaction():
            self._adopt(generation)
            former = self.confirmed(generation)
            self._db.execute(
                "DELETE FROM dead_letter WHERE generation_id = ? AND id IN"
                " (SELECT id FROM article WHERE sequence > ? AND sequence <= ?)",
                (generation.key, former, sequence),
            )
            self._db.execute(
                "INSERT INTO fed_generation VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
                " sequence = CASE WHEN excluded.sequence > fed_generation.sequence THEN excluded.sequence"
                " ELSE fed_generation.sequence END, search_index = excluded.search_index",
                (generation.key, generation.index, generation.name, sequence),
            )
            self._db.executemany(
                "INSERT INTO dead_letter (generation_id, id, sequence, version, reason)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (generation_id, id) DO UPDATE"
                " SET sequence = excluded.sequence, version = excluded.version, reason = excluded.reason,"
                " refused_at = excluded.refused_at",
                [
                    (generation.key, id_bytes(change.id), change.sequence, change.version, reason)
                    for change, reason in dead
                ],
            )

    def _adopt(self, generation: FedGeneration) -> None:
        """Give rows from before generations had ids the id of theirs."""
        former = self._key(generation)
        if former != generation.key:
            self._db.execute("UPDATE fed_generation SET id = ? WHERE id = ?", (generation.key, former))
            self._db.execute(
                "UPDATE dead_letter SET generation_id = ? WHERE generation_id = ?", (generation.key, former)
            )

    @retried
    def forget_generation(self, generation: FedGeneration) -> None:
        """Delete the number and the dead letters of a generation that no longer exists."""
        with self.transaction():
            for key in (generation.key, generation.former_key):
                self._db.execute("DELETE FROM fed_generation WHERE id = ?", (key,))
                self._db.execute("DELETE FROM dead_letter WHERE generation_id = ?", (key,))

    def dead_letters(self, generation: FedGeneration | None = None) -> list[DeadLetter]:
        """Return what was refused, by one generation or by all, in the order of the feed."""
        rows = self._rows(
            "SELECT g.search_index, g.generation, d.id, d.sequence, d.version, d.reason, d.refused_at"
            " FROM dead_letter d JOIN fed_generation g ON g.id = d.generation_id"
            " WHERE ?1 IS NULL OR g.id = ?1 ORDER BY d.sequence",
            (generation and self._key(generation),),
        )
        articles = self.get_articles(row[2].hex() for row in rows)
        return [
            DeadLetter(
                index=found_in,
                generation=name,
                id=key.hex(),
                url=articles[key.hex()].url if key.hex() in articles else None,
                sequence=sequence,
                version=version,
                reason=reason,
                refused_at=datetime.fromisoformat(refused_at).replace(tzinfo=UTC),
            )
            for found_in, name, key, sequence, version, reason, refused_at in rows
        ]

    def count_dead(self, generation: FedGeneration, after: int = 0) -> int:
        """Return how many dead letters of a generation have a number above `after`."""
        found: int = self._row(
            "SELECT count(*) FROM dead_letter WHERE generation_id = ? AND sequence > ?",
            (self._key(generation), after),
        )[0]
        return found

    @retried
    def retry_dead(self, ids: Iterable[str] | None = None) -> int:
        """Put refused changes back into the feed with new numbers: of these articles, or all. Return how many.

        Other indexes receive the same articles once more, which changes nothing there.
        """
        wanted = None if ids is None else set(ids)
        with self.transaction():
            letters = [letter for letter in self.dead_letters() if wanted is None or letter.id in wanted]
            keys = sorted({id_bytes(letter.id) for letter in letters})
            self._renumber(keys)
            self._db.executemany("DELETE FROM dead_letter WHERE id = ?", [(key,) for key in keys])
        return len(letters)
