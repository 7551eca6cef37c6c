"""The one query of a search as a percolator asks it: with the filters, and in any spelling unless it is exact."""

from __future__ import annotations

from xabar.search.engine import SearchRequest
from xabar.search.filters import request_filters
from xabar.search.forgiving import in_any_spelling
from xabar.search.other_names import capitalize_names
from xabar.search.query import parse_query
from xabar.search.query_tree import And, Or, Query


def query_of(request: SearchRequest) -> Query:
    """Return what finds an article where a search as it was asked finds it: as typed, loosely spelled, by other names.

    Corrections, and articles with most of the words only, are left out: which of them a search shows depends on what
    else is stored. Raise QueryError for a query that cannot be read.
    """
    query = parse_query(request.query, request.today)
    meant = query if request.exact else in_any_spelling(capitalize_names(query))
    filters = request_filters(request)
    return meant if not filters else _both(meant, tuple(filters))


def _both(query: Query, filters: tuple[Query, ...]) -> Query:
    """Return both as clauses; filters stand beside the query as in a search, and not among its words."""
    return And((Or((query,)), *filters))
