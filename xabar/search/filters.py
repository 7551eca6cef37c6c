"""What a search is narrowed to beside its query: its options as the filters that a query may have, too."""

from __future__ import annotations

from xabar.search.engine import SearchRequest
from xabar.search.query_tree import Days, Filter


def request_filters(request: SearchRequest) -> list[Filter | Days]:
    """Return one filter for each option that was given; an article must pass all of them."""
    filters: list[Filter | Days] = [
        Filter(field, values)
        for field, values in (
            ("site", request.sites),
            ("language", request.languages),
            ("script", request.scripts),
            ("tag", request.tags),
            ("author", request.authors),
            ("section", request.sections),
        )
        if values
    ]
    if request.since or request.until:
        filters.append(Days(request.since, request.until))
    return filters
