"""MinHash signatures. Articles that share a band are likely near-duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final
from zlib import crc32

from xabar.records.articles import id_bytes
from xabar.records.database import Database

_BIAS: Final = 1 << 63  # SQLite's integers are signed
_ADD = """
INSERT INTO signature (article_id, signature) VALUES (?, ?)
ON CONFLICT (article_id) DO NOTHING
RETURNING number
"""


class Signatures(Database):
    """One row for each signature, and one for each band of it."""

    def candidates(self, bands: Sequence[bytes], limit: int = 500) -> dict[str, bytes]:
        """Return the signatures of the articles that share at least one band, by article id, the newest first.

        A copy under another address is met soon after the first. So where a series (weather, rates) has more near
        copies than `limit`, the newest are enough.
        """
        keys = _band_keys(tuple(bands))
        rows = self._rows(_find_candidates(len(keys)), (*keys, limit))
        return {key.hex(): signature for key, signature in rows}

    def add_signature(self, article_id: str, bands: Sequence[bytes], signature: bytes) -> None:
        """Remember the signature of the article, which its bands make up. A former one goes with its bands."""
        key = id_bytes(article_id)
        with self.transaction():
            added = self._db.execute(_ADD, (key, signature)).fetchone()
            number = added[0] if added else self._replace_signature(key, signature, len(bands))
            if number is not None:
                keys = _band_keys(tuple(bands))
                values = [value for band in keys for value in (band, number)]
                self._db.execute(_add_bands(len(keys)), values)

    def _replace_signature(self, key: bytes, signature: bytes, bands: int) -> int | None:
        """Return the number of the signature that was replaced; None if it was the same.

        Its bands are found by their keys, because the table has no order by number.
        """
        number, former = self._db.execute(
            "SELECT number, signature FROM signature WHERE article_id = ?", (key,)
        ).fetchone()
        if former == signature:
            return None
        self._db.execute("UPDATE signature SET signature = ? WHERE number = ?", (signature, number))
        width = len(former) // bands
        gone = _band_keys(tuple(former[at : at + width] for at in range(0, len(former), width)))
        self._db.executemany("DELETE FROM band WHERE key = ? AND number = ?", [(key, number) for key in gone])
        replaced: int = number
        return replaced


@cache
def _find_candidates(bands: int) -> str:
    return (
        "SELECT article_id, signature FROM signature WHERE number IN"
        f" (SELECT number FROM band WHERE key IN ({','.join('?' * bands)})) ORDER BY number DESC LIMIT ?"
    )


@cache
def _add_bands(bands: int) -> str:
    return f"INSERT OR IGNORE INTO band (key, number) VALUES {','.join(['(?, ?)'] * bands)}"


@lru_cache(maxsize=64)  # an article's candidates are looked for, and a moment later it is added
def _band_keys(bands: tuple[bytes, ...]) -> tuple[int, ...]:
    """Return a signed 64-bit key of each band; equal bands in different places have different keys.

    A key is a checksum of each half of the band. A band is a hash already, so it only has to be made short.
    """
    half = len(bands[0]) // 2
    return tuple(
        [
            (crc32(band[:half], place) << 32 | crc32(band[half:], place)) - _BIAS
            for place, band in enumerate(bands)
        ]
    )
