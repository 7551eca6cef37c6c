"""The sites that a search names as people type them: which are meant, and which do not exist. Does not load Scrapy."""

from __future__ import annotations

from collections.abc import Sequence

from xabar.search.engine import SearchRequest
from xabar.search.query import parse_query
from xabar.search.query_fields import site_filter
from xabar.search.query_tree import Filter, filters_of


def sites_named(text: str, known: Sequence[str]) -> list[str]:
    """Return those of the known sites that are meant by a name or an address: kun_uz, kun.uz, www.kun.uz, kun."""
    return _meant(site_filter(text), known)


def _meant(meant: Filter, known: Sequence[str]) -> list[str]:
    return [name for name in known if name in meant.values or name.startswith(meant.prefixes)]


def unknown_sites(request: SearchRequest, known: Sequence[str]) -> list[str]:
    """Return the names of sites in the query that mean none of the known ones."""
    query = parse_query(request.query, request.today)
    return [each.values[0] for each in filters_of(query) if each.field == "site" and not _meant(each, known)]
