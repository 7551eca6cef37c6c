"""Compiling words near each other into Elasticsearch's intervals."""

from __future__ import annotations

from typing import Any

from xabar.search.elastic.filters import any_of, field_name, of_index
from xabar.search.engine import INDEX_LANGUAGES
from xabar.search.near import near_terms
from xabar.search.query_tree import Near


def near_filter(query: Near, *, optional: bool) -> dict[str, Any]:
    """Match where the words are near each other, by each language's rules.

    Where a language leaves only stop words of them, they may be missing if they are `optional`.
    """
    languages = (_near_in(language, query, optional=optional) for language in INDEX_LANGUAGES)
    return any_of([each for each in languages if each])


def _near_in(language: str, query: Near, *, optional: bool) -> dict[str, Any] | None:
    """Compile words near each other. They are stemmed here: the server leaves a place where it drops a stop word."""
    found = near_terms(query, language)
    if found is None:
        return None
    if optional and not found.stemmed:
        return of_index(language)
    terms = [{"match": {"query": term, "analyzer": "keyword"}} for term in found.terms]
    together = {"all_of": {"intervals": terms, "ordered": False, "max_gaps": query.gap}}
    near = any_of([{"intervals": {field_name(field): together}} for field in found.fields])
    return {"bool": {"filter": [of_index(language), near]}}
