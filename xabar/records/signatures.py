"""MinHash signatures, found by any equal band: likely near-duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from xabar.records.articles import id_bytes
from xabar.records.database import Database

Band = int | bytes


class Signatures(Database):
    """One signature an article, one row a band."""

    def candidates(self, bands: Sequence[Band], limit: int = 500) -> dict[str, bytes]:
        """The signatures of the articles that share at least one band, by article id, the newest first.

        A copy under another address is met soon after the first: where a series (weather, rates) has more near
        copies than `limit`, the newest tell.
        """
        keys = _band_keys(tuple(bands))
        marks = ",".join("?" * len(keys))
        rows = self._rows(
            f"SELECT article_id, signature FROM signature WHERE number IN"
            f" (SELECT number FROM band WHERE key IN ({marks})) ORDER BY number DESC LIMIT ?",
            (*keys, limit),
        )
        return {key.hex(): signature for key, signature in rows}

    def signature(self, article_id: str) -> bytes | None:
        """The signature of an article; None when it has none."""
        row = self._row("SELECT signature FROM signature WHERE article_id = ?", (id_bytes(article_id),))
        return row[0] if row else None

    def add_signature(self, article_id: str, bands: Sequence[Band], signature: bytes) -> None:
        """Remember the article's signature; a former one goes with its bands."""
        key = id_bytes(article_id)
        with self.transaction():
            former = self._db.execute(
                "SELECT number, signature FROM signature WHERE article_id = ?", (key,)
            ).fetchone()
            if former is None:
                number = self._db.execute(
                    "INSERT INTO signature (article_id, signature) VALUES (?, ?)", (key, signature)
                ).lastrowid
            elif former[1] == signature:
                return
            else:
                number = former[0]
                self._db.execute("UPDATE signature SET signature = ? WHERE number = ?", (signature, number))
                self._db.execute("DELETE FROM band WHERE number = ?", (number,))
            self._db.executemany(
                "INSERT OR IGNORE INTO band VALUES (?, ?)",
                [(band, number) for band in _band_keys(tuple(bands))],
            )


@lru_cache(maxsize=64)  # an article's candidates are looked for, and a moment later it is added
def _band_keys(bands: tuple[Band, ...]) -> tuple[int, ...]:
    """One signed 64-bit key a band; equal values in different bands are different keys."""
    return tuple(_band_key(place, band) for place, band in enumerate(bands))


def _band_key(place: int, band: Band) -> int:
    """Two checksums, one of each half: bands are hashes already, so all that is needed is to make them short."""
    value = band if isinstance(band, bytes) else band.to_bytes(32, "little")
    half = len(value) // 2
    return (crc32(value[:half], place) << 32 | crc32(value[half:], place)) - (1 << 63)
