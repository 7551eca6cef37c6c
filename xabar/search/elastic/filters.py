"""Compiling filters, which score nothing, into Elasticsearch's query language, and the names of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xabar.search.engine import INDEX_LANGUAGES, index_language
from xabar.search.query_tree import Days, Filter
from xabar.search.ranking import FieldWeight

# The fields as they stand, which are counted …
FACET_FIELDS = {
    "site": "site",
    "language": "language",
    "script": "script",
    "day": "published_day",
    "tag": "tags",
    "author": "authors",
    "section": "section",
}
# … and those that are compared, where each index folds the value that was typed by its own rules.
_FILTER_FIELDS = FACET_FIELDS | {
    "tag": "tags.folded",
    "author": "authors.words",
    "section": "section.folded",
}


def compile_filter(query: Filter | Days) -> dict[str, Any]:
    """Return the clause of a filter, for the place where nothing is scored."""
    match query:
        case Days(since, until):
            days = {"gte": since, "lte": until}
            return {
                "range": {"published_day": {bound: day.isoformat() for bound, day in days.items() if day}}
            }
        case Filter("author", values):
            names = [{"match_phrase": {_FILTER_FIELDS["author"]: value}} for value in values]
            return any_of(names)
        case Filter(field, values, ()):
            return {"terms": {_FILTER_FIELDS[field]: list(values)}}
        case Filter(field, values, prefixes):
            name = _FILTER_FIELDS[field]
            return any_of([{"terms": {name: list(values)}}, *({"prefix": {name: each}} for each in prefixes)])


def any_of(clauses: Sequence[dict[str, Any]], least: int = 1) -> dict[str, Any]:
    """Return the clause for at least so many of these."""
    return {"bool": {"should": [*clauses], "minimum_should_match": least}}


def of_index(language: str) -> dict[str, Any]:
    """Match the articles in the index of one language; `other` holds every language without its own index."""
    if language != index_language(None):
        return {"term": {"language": language}}
    own = [other for other in INDEX_LANGUAGES if other != language]
    return {"bool": {"must_not": {"terms": {"language": own}}}}


def field_name(field: FieldWeight) -> str:
    """Return a text field's name in the mapping."""
    return field.field if field.stemmed else f"{field.field}.exact"
