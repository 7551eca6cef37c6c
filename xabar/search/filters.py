"""What a search is narrowed to beside its query: its options as the filters that a query may have, too."""

from __future__ import annotations

from xabar.search.engine import SearchRequest
from xabar.search.query_tree import Days, Filter

FOLDED_FIELDS = ("tag", "section")
"""The fields whose values are compared in any script, as a whole; those of the others are codes.

An author is found by words that stand side by side in the name, so that a family name is enough.
"""


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
