"""Compiling filters, which score nothing, into tantivy queries, and the names of the fields that they compare."""

from __future__ import annotations

import re

import tantivy
from tantivy import FieldType, Occur

from xabar.language.folding import fold_name
from xabar.search.analysis import analyze_terms
from xabar.search.embedded.by_time import day_number
from xabar.search.engine import FOLDED_FIELDS, OTHER, SearchRequest
from xabar.search.filters import request_filters
from xabar.search.query_tree import Days, Filter


def filter_query(
    query: tantivy.Query, request: SearchRequest, language: str, schema: tantivy.Schema
) -> tantivy.Query:
    """Limit the query to articles that pass the request's filters; scores stay as they are."""
    filters = [
        compile_filter(each, language, schema)
        for each in request_filters(request)
        if not _passes_all(each, language)
    ]
    if not filters:
        return query
    return tantivy.Query.boolean_query([(Occur.Must, each) for each in (query, *filters)])


def _passes_all(query: Filter | Days, language: str) -> bool:
    """Return whether every article of a language's index passes: all of them are in its language, if it is one."""
    match query:
        case Filter("language", values):
            return language != OTHER and language in values
    return False


def compile_filter(query: Filter | Days, language: str, schema: tantivy.Schema) -> tantivy.Query:
    """Return the query of a filter for the index of this language."""
    match query:
        case Days(since, until):
            first, last = (day_number(day) if day else None for day in (since, until))
            found = tantivy.Query.range_query(schema, "day", FieldType.Unsigned, first, last)
        case Filter("author", values):
            names = [_author_query(value, language, schema) for value in values]
            found = tantivy.Query.boolean_query([(Occur.Should, name) for name in names])
        case Filter(field, values, prefixes):
            if field in FOLDED_FIELDS:
                field, values = f"{field}_folded", tuple(fold_name(value, language) for value in values)
            found = tantivy.Query.term_set_query(schema, field, values)
            if prefixes:
                begins = "|".join(f"{re.escape(prefix)}.*" for prefix in prefixes)
                either = [found, tantivy.Query.regex_query(schema, field, begins)]
                found = tantivy.Query.boolean_query([(Occur.Should, each) for each in either])
    return tantivy.Query.const_score_query(found, 0.0)


def _author_query(name: str, language: str, schema: tantivy.Schema) -> tantivy.Query:
    words = analyze_terms(name, language, stem=False)
    if len(words) > 1:
        return tantivy.Query.phrase_query(schema, "author_words", [*words])
    return tantivy.Query.term_set_query(schema, "author_words", words)
