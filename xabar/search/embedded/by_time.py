"""The hits of one language's index in the order of time: the newest first, by id within one moment, undated ones last.

tantivy sorts by one field. What shares the moment at which a page ends is therefore asked for once more, by id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import tantivy
from tantivy import FieldType, Occur, Order

from xabar.search.cursor import Place

_ID_DIGITS: Final = (
    16  # hexadecimal digits in 64 bits; two ids of a million share them once in 40 million stores
)
_UNDATED: Final = float("inf")


class Timed(NamedTuple):
    """A hit, comparable with those of other indexes: the smallest is the newest."""

    age: float  # the negative milliseconds since 1970; infinite without a date
    id_order: int
    address: tantivy.DocAddress

    @property
    def published(self) -> int | None:
        """Milliseconds since 1970."""
        return None if self.age == _UNDATED else -int(self.age)


def id_order(article_id: str) -> int:
    """Return the number by which ids are sorted: their first 64 bits."""
    return int(article_id[:_ID_DIGITS], 16)


@dataclass(frozen=True, slots=True)
class TimeOrder:
    """What a query finds in one index, in the order of time."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    query: tantivy.Query

    def newest(self, wanted: int, after: Place | None = None) -> list[Timed]:
        """Return so many hits, the newest first, or those that come after a place."""
        if after is None:
            return self._older_than(None, wanted)
        found = self._of_moment(after.published, wanted, id_order(after.id))
        if after.published is not None and len(found) < wanted:
            found += self._older_than(after.published, wanted - len(found))
        if after.published is not None and len(found) < wanted:
            found += self._of_moment(None, wanted - len(found))
        return found

    def _older_than(self, moment: int | None, wanted: int) -> list[Timed]:
        """Return the newest that are older than a moment; without one, the newest of all, with undated ones at the end."""
        older = [] if moment is None else [self._range("published", upper=moment, include_upper=False)]
        hits = self._search(self._with(*older), wanted, order_by_field="published")
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
        later = [] if after is None else [self._range("id_order", after, include_lower=False)]
        hits = self._search(self._with(at, *later), wanted, order_by_field="id_order", order=Order.Asc)
        return [Timed(_age(moment), order, address) for order, address in hits]

    def _range(
        self, field: str, lower: int | None = None, upper: int | None = None, **bounds: bool
    ) -> tuple[Occur, tantivy.Query]:
        kind = FieldType.Integer if field == "published" else FieldType.Unsigned
        return Occur.Must, tantivy.Query.range_query(self.schema, field, kind, lower, upper, **bounds)

    def _with(self, *more: tuple[Occur, tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(Occur.Must, self.query), *more]) if more else self.query

    def _search(
        self, query: tantivy.Query, wanted: int, **order: Any
    ) -> list[tuple[Any, tantivy.DocAddress]]:
        return self.searcher.search(query, wanted, count=False, **order).hits

    def _sorted(self, hits: list[tuple[int | None, tantivy.DocAddress]]) -> list[Timed]:
        if not hits:
            return []
        orders = self.searcher.fast_field_values("id_order", [address for _, address in hits])
        timed = [
            Timed(_age(moment), int(order or 0), address)
            for (moment, address), order in zip(hits, orders, strict=True)
        ]
        return sorted(timed, key=lambda hit: hit[:2])


def _age(moment: int | None) -> float:
    return _UNDATED if moment is None else -moment
