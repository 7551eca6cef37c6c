"""An article as the record store keeps it: zlib of JSON, whose checksum tells when a byte of it is damaged."""

from __future__ import annotations

import hashlib
import logging
import zlib
from functools import lru_cache
from typing import Any, Final

import orjson

from xabar.article import Article

logger = logging.getLogger(__name__)

KEPT: Final = 256  # articles: some 3 MB


class DamagedPayload(ValueError):
    """What is kept of an article cannot be read any more."""


def pack(article: Article) -> tuple[bytes, bytes]:
    """Return the payload, and the hash of everything in it but the time of the fetch, which stands last."""
    values: dict[str, Any] = article.to_dict()
    fetched_at = orjson.dumps({"fetched_at": values.pop("fetched_at")})
    lasting = orjson.dumps(values)
    digest = hashlib.blake2b(lasting, digest_size=16).digest()
    payload = lasting[:-1] + b"," + fetched_at[1:]
    return zlib.compress(payload, 1), digest  # level 3: 5 % smaller, 30 % slower


def unpack(payload: bytes) -> Article:
    """Return the article. Raise DamagedPayload when its bytes are not what `pack` returned."""
    return _make_article(unpack_values(payload))


def _make_article(values: dict[str, Any]) -> Article:
    try:
        return Article.from_dict(values)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedPayload(f"its record is damaged ({error})") from error


def unpack_or_log(key: bytes, payload: bytes) -> Article | None:
    """Return the article with this id; None, and log it, if its bytes are damaged.

    The values of the last ones are kept: who searches narrows a search, and finds most of the articles again.
    """
    try:
        return _make_article(_recent_values(payload))
    except DamagedPayload as error:
        logger.warning("article %s is left out: %s; `xabar doctor` lists all such", key.hex(), error)
        return None


def unpack_values(payload: bytes) -> dict[str, Any]:
    """Return what `Article.to_dict` had returned. Raise DamagedPayload when the bytes are not what `pack` returned."""
    try:
        values: dict[str, Any] = orjson.loads(zlib.decompress(payload))
        return values
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedPayload(f"its record is damaged ({error})") from error


@lru_cache(maxsize=KEPT)
def _recent_values(payload: bytes) -> dict[str, Any]:
    return unpack_values(payload)


def is_intact(payload: bytes) -> bool:
    """Return whether the bytes are those that `pack` returned, by their checksum alone: a tenth of the work of `unpack`."""
    try:
        zlib.decompress(payload)
    except zlib.error:
        return False
    return True


def is_readable(payload: bytes) -> bool:
    """Return whether `unpack` returns the article."""
    try:
        unpack(payload)
    except DamagedPayload:
        return False
    return True
