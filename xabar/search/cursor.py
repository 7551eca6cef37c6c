"""The cursor: the place after one hit, from which the next page of an answer begins, however many hits there are.

Scores change with every article that is added, so an answer by relevance has no such place. The order of time has one:
an article keeps its moment of publication, and its id decides among those of the same moment.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from xabar.records.articles import id_bytes
from xabar.search.engine import Hit, SearchEngine, SearchRequest

ORDERS: Final = ("newest", "oldest")
"""The orders that a cursor can go through."""

BATCH: Final = 200  # hits read at once: a text may have a megabyte
_LONGEST: Final = 200  # characters; ours have about 80
_MOMENTS: Final = range(-(2**63), 2**63)


class WrongCursor(ValueError):
    """A cursor that no answer gave, or that another search gave."""


@dataclass(frozen=True, slots=True)
class CursorPlace:
    """Where a hit stands in an order of time. Articles without a moment come last."""

    published: int | None  # milliseconds since 1970
    id: str


def next_cursor(request: SearchRequest, places: list[CursorPlace]) -> str | None:
    """Return the cursor after the last of the hits; None if they are the last ones, or in no order of time."""
    if request.sort not in ORDERS or not places or len(places) < request.size:
        return None
    last = places[-1]
    token = orjson.dumps([_digest(request), last.published, last.id])
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def read_cursor(request: SearchRequest) -> CursorPlace | None:
    """Return the place after which the answer begins; None without a cursor.

    Raise WrongCursor unless the cursor is from an answer to the same query, filters and order.
    """
    if request.cursor is None:
        return None
    if request.sort not in ORDERS:
        raise WrongCursor(f"a cursor needs the order {' or '.join(ORDERS)}, got {request.sort!r}")
    if request.offset:
        raise WrongCursor(
            f"a cursor needs offset 0, got {request.offset}: it is itself a place in the answer"
        )
    digest, place = _decode(request.cursor)
    if digest != _digest(request):
        raise WrongCursor(
            f"the cursor {request.cursor!r} belongs to another search: repeat the query, the filters and the order"
        )
    return place


async def every_hit(
    engine: SearchEngine, request: SearchRequest, *, batch: int = BATCH
) -> AsyncGenerator[Hit, None]:
    """Yield all hits in an order of time, the newest first unless the request says another; memory holds one batch.

    Where nothing is found, nothing is corrected. No words are marked. An article that is added meanwhile is yielded if
    its place is still to come.
    """
    request = replace(
        request,
        sort=request.sort if request.sort in ORDERS else ORDERS[0],
        size=batch,
        offset=0,
        marked=False,
        as_asked=True,
    )
    while True:
        page = await engine.search(request)
        for hit in page.hits:
            yield hit
        if page.next_cursor is None:
            return
        request = replace(request, facets=(), cursor=page.next_cursor)


def _digest(request: SearchRequest) -> str:
    """Return the hash of what must be the same on every page. The day may change meanwhile."""
    asked = replace(
        request, cursor=None, offset=0, size=0, facets=(), most_names=None, marked=True, today=None
    )
    return hashlib.sha256(repr(asked).encode(errors="surrogatepass")).hexdigest()[:12]


def _decode(cursor: str) -> tuple[Any, CursorPlace]:
    wrong = WrongCursor(f"{cursor[:_LONGEST]!r} is no cursor; take `next_cursor` of the page before")
    if len(cursor) > _LONGEST:
        raise wrong
    try:
        token = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        digest, published, article_id = orjson.loads(token)
        article_id = id_bytes(article_id).hex()
    except (binascii.Error, ValueError, TypeError) as error:
        raise wrong from error
    if published is not None and (type(published) is not int or published not in _MOMENTS):
        raise wrong
    return digest, CursorPlace(published, article_id)
