"""The hits of one language's index in an order of time: by id within one moment, undated ones last.

tantivy sorts by one field. What shares the moment at which a page ends is therefore asked for once more, by id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import tantivy
from tantivy import FieldType, Occur, Order

from xabar.search.cursor import CursorPlace

# hexadecimal digits in 64 bits; two ids of a million share them once in 40 million stores
_ID_DIGITS: Final = 16
_LAST: Final = float("inf")


class Timed(NamedTuple):
    """A hit; of several indexes' hits, the smallest comes first."""

    turn: float  # the milliseconds since 1970, negative where the newest come first; infinite without a date
    id_order: int
    address: tantivy.DocAddress
    published: int | None  # milliseconds since 1970


def id_order(article_id: str) -> int:
    """Return the number by which ids are sorted: their first 64 bits."""
    return int(article_id[:_ID_DIGITS], 16)


def day_number(day: date) -> int:
    """Return a day as the index has it: 20250425."""
    return day.year * 10_000 + day.month * 100 + day.day


@dataclass(frozen=True, slots=True)
class TimeOrder:
    """What a query finds in one index, the newest or the oldest first."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    query: tantivy.Query
    newest_first: bool = True

    def first(self, wanted: int, after: CursorPlace | None = None) -> list[Timed]:
        """Return so many hits, or so many of those that come after a place."""
        if after is None:
            return self._beyond(None, wanted)
        found = self._of_moment(after.published, wanted, id_order(after.id))
        if after.published is not None and len(found) < wanted:
            found += self._beyond(after.published, wanted - len(found))
        if after.published is not None and len(found) < wanted:
            found += self._of_moment(None, wanted - len(found))
        return found

    def _beyond(self, moment: int | None, wanted: int) -> list[Timed]:
        """Return the first that come after a moment; without one, the first of all, with undated ones at the end."""
        query = self.query if moment is None else self._with(self._after(moment))
        order = Order.Desc if self.newest_first else Order.Asc
        hits = self._search(query, wanted, "published", order)
        if len(hits) < wanted:
            return self._sorted(hits)
        last = hits[-1][0]  # of the hits of this moment any may be missing
        found = self._sorted([hit for hit in hits if hit[0] != last])
        return found + self._of_moment(last, wanted - len(found))

    def _of_moment(self, moment: int | None, wanted: int, after: int | None = None) -> list[Timed]:
        """Return hits of one moment, or undated ones, by id, from the first one after `after`."""
        if moment is None:
            at = (Occur.MustNot, tantivy.Query.exists_query("published"))
        else:
            at = self._range("published", moment, moment)
        later = [] if after is None else [self._range("id_order", after, None, include_lower=False)]
        hits = self._search(self._with(at, *later), wanted, "id_order", Order.Asc)
        return [Timed(self._turn(moment), rank, address, moment) for rank, address in hits]

    def _after(self, moment: int) -> tuple[Occur, tantivy.Query]:
        if self.newest_first:
            return self._range("published", None, moment, include_upper=False)
        return self._range("published", moment, None, include_lower=False)

    def _range(
        self, field: str, lower: int | None, upper: int | None, **bounds: bool
    ) -> tuple[Occur, tantivy.Query]:
        kind = FieldType.Integer if field == "published" else FieldType.Unsigned
        return Occur.Must, tantivy.Query.range_query(self.schema, field, kind, lower, upper, **bounds)

    def _with(self, *more: tuple[Occur, tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Must, self.query), *more])

    def _search(
        self, query: tantivy.Query, wanted: int, field: str, order: Order
    ) -> list[tuple[Any, tantivy.DocAddress]]:
        return self.searcher.search(query, wanted, count=False, order_by_field=field, order=order).hits

    def _sorted(self, hits: list[tuple[int | None, tantivy.DocAddress]]) -> list[Timed]:
        if not hits:
            return []
        ranks = self.searcher.fast_field_values("id_order", [address for _, address in hits])
        timed = [
            Timed(self._turn(moment), int(rank or 0), address, moment)
            for (moment, address), rank in zip(hits, ranks, strict=True)
        ]
        return sorted(timed, key=lambda hit: hit[:2])

    def _turn(self, moment: int | None) -> float:
        if moment is None:
            return _LAST
        return -moment if self.newest_first else moment
