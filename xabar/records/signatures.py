"""MinHash signatures. Articles that share a band are likely near copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property, lru_cache
from typing import Final
from zlib import crc32

import orjson

from xabar.records.articles import id_bytes
from xabar.records.connection import Later
from xabar.records.database import Database, retried

Split = Callable[[bytes], Sequence[bytes]]
"""Returns the bands of a signature."""

_BIAS: Final = 1 << 63  # SQLite's integers are signed
_PUT: Final = """
INSERT INTO signature (article_id, signature) VALUES (?, ?)
ON CONFLICT (article_id) DO UPDATE SET signature = excluded.signature
"""
_TAKEN: Final = """
SELECT wanted FROM (SELECT CAST(value AS BIGINT) AS wanted FROM json_each(?)) AS asked
WHERE EXISTS (SELECT 1 FROM band WHERE key = wanted)
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
        found = self.candidates_later(bands, former, limit)()
        return {key.hex(): signature for key, signature in found.items()}

    def candidates_later(
        self,
        bands: Sequence[bytes],
        former: Sequence[bytes] = (),
        limit: int = 500,
        *,
        unless: str | None = None,
    ) -> Later[dict[bytes, bytes]]:
        """Ask for `candidates`, and return what waits for the answer: the signatures by the bytes of their ids.

        There are none if there is an article with the id `unless`.
        """
        keys = band_keys(tuple(bands)) + (band_keys(tuple(former)) if former else ())
        known = b"" if unless is None else id_bytes(unless)
        return self._ask(_find_candidates(len(keys)), (*keys, known, limit), dict)

    def taken_bands(self, bands: Iterable[Sequence[bytes]]) -> set[int]:
        """Return the keys of those bands, of many signatures, that some signature here has."""
        # in order, so that one page of the table after the other is read
        wanted = sorted([key for each in bands for key in band_keys(tuple(each))])
        return {key for (key,) in self._rows(_TAKEN, (orjson.dumps(wanted).decode(),))}

    def signature_of(self, article_id: str) -> bytes | None:
        """Return the signature of an article; None if none was remembered."""
        row = self._row("SELECT signature FROM signature WHERE article_id = ?", (id_bytes(article_id),))
        return None if row is None else bytes(row[0])

    @retried
    def add_signature(self, article_id: str, signature: bytes, split: Split, *, is_new: bool = False) -> None:
        """Remember the signature of the article by the bands into which it is split. A former one goes with its bands.

        With `is_new` there is none, as the transaction has found out.
        """
        key = id_bytes(article_id)
        with self.transaction():
            if is_new or self._drop_former(key, signature, split):
                keys = band_keys(tuple(split(signature)))
                self._db.write_late(_PUT, (key, signature))
                self._db.write_late(_add_bands(len(keys)), (key, *keys))

    def _drop_former(self, key: bytes, signature: bytes, split: Split) -> bool:
        """Delete the bands of the article's former signature. Return False if it was the same.

        They are found by their keys, because the table has no order by number. Those of an earlier version stay,
        and at worst name a false candidate.
        """
        row = self._row("SELECT number, signature FROM signature WHERE article_id = ?", (key,))
        if row is None:
            return True
        number, former = row
        if former == signature:
            return False
        gone = band_keys(tuple(split(former)))
        self._db.executemany("DELETE FROM band WHERE key = ? AND number = ?", [(key, number) for key in gone])
        return True


@cache
def _add_bands(bands: int) -> str:
    # OR IGNORE: for a conflict clause, SQLite copies each page before a statement of several rows changes it. Values that
    # stand by themselves it takes in three quarters of the time of a list.
    values = ", ".join(f"(CAST(?{place} AS BIGINT))" for place in range(2, bands + 2))
    return (
        "INSERT OR IGNORE INTO band (key, number)"
        f" SELECT column1, (SELECT number FROM signature WHERE article_id = ?1) FROM (VALUES {values}) AS given"
        " /* only a server: ON CONFLICT DO NOTHING */"
    )


@cache
def _find_candidates(bands: int) -> str:
    # A server must not go through all signatures by their number until it has met enough: the bands come first.
    return (
        "SELECT article_id, signature FROM signature WHERE number IN"
        f" (SELECT number FROM band WHERE key IN ({','.join('?' * bands)}))"
        " AND NOT EXISTS (SELECT 1 FROM article WHERE id = ?)"
        " ORDER BY number /* only a server: + 0 */ DESC LIMIT ?"
    )


@lru_cache(
    maxsize=256
)  # an article's candidates are looked for, and a moment later it is added, or a batch later
def band_keys(bands: tuple[bytes, ...]) -> tuple[int, ...]:
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
