"""MinHash signatures. Articles that share a band are likely near-duplicates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from typing import Final
from zlib import crc32

from xabar.records.articles import id_bytes
from xabar.records.database import Database, retried

Split = Callable[[bytes], Sequence[bytes]]
"""Returns the bands of a signature."""

_BIAS: Final = 1 << 63  # SQLite's integers are signed
_ADD = """
INSERT INTO signature (article_id, signature) VALUES (?, ?)
ON CONFLICT (article_id) DO NOTHING
RETURNING number
"""


class Signatures(Database):
    """One row for each signature, and one for each band of it."""

    @cached_property
    def has_former_bands(self) -> bool:
        """True if there are signatures that are found by the bands of an earlier version alone."""
        (number,) = self._row("SELECT version FROM milestone WHERE name = 'bands'")
        return bool(number)

    def candidates(
        self, bands: Sequence[bytes], former: Sequence[bytes] = (), limit: int = 500
    ) -> dict[str, bytes]:
        """Return the signatures of the articles that share at least one band, by article id, the newest first.

        `former` are the bands of the signature as an earlier version cut it.

        A copy under another address is met soon after the first. So where a series (weather, rates) has more near
        copies than `limit`, the newest are enough.
        """
        keys = _band_keys(tuple(bands)) + (_band_keys(tuple(former)) if former else ())
        rows = self._rows(_find_candidates(len(keys)), (*keys, limit))
        return {key.hex(): signature for key, signature in rows}

    def signature_of(self, article_id: str) -> bytes | None:
        """Return the signature of an article; None if none was remembered."""
        row = self._row("SELECT signature FROM signature WHERE article_id = ?", (id_bytes(article_id),))
        return None if row is None else bytes(row[0])

    @retried
    def add_signature(self, article_id: str, signature: bytes, split: Split) -> None:
        """Remember the signature of the article by the bands into which it is split. A former one goes with its bands."""
        key = id_bytes(article_id)
        with self.transaction():
            added = self._db.execute(_ADD, (key, signature)).fetchone()
            number = added[0] if added else self._replace_signature(key, signature, split)
            if number is not None:
                keys = _band_keys(tuple(split(signature)))
                values = [value for band in keys for value in (band, number)]
                self._db.write(_add_bands(len(keys)), values)

    def _replace_signature(self, key: bytes, signature: bytes, split: Split) -> int | None:
        """Return the number of the signature that was replaced; None if it was the same.

        Its bands are found by their keys, because the table has no order by number. Those of an earlier version stay,
        and at worst name a candidate that is none.
        """
        number, former = self._db.execute(
            "SELECT number, signature FROM signature WHERE article_id = ?", (key,)
        ).fetchone()
        if former == signature:
            return None
        self._db.execute("UPDATE signature SET signature = ? WHERE number = ?", (signature, number))
        gone = _band_keys(tuple(split(former)))
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
    return f"INSERT INTO band (key, number) VALUES {','.join(['(?, ?)'] * bands)} ON CONFLICT DO NOTHING"


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
