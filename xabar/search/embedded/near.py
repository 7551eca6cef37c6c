"""Words near each other, which tantivy knows for two different words only.

Its phrases with slop are exact for these. Of more words they would miss some places and find others that are too wide:
so each two of the words are looked for, and the articles that have them are read once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import tantivy
from tantivy import Occur

from xabar.article import Article
from xabar.search.analysis import analyze_fields
from xabar.search.embedded.filters import filter_query
from xabar.search.embedded.language_index import LanguageIndex, field_name
from xabar.search.engine import SearchRequest
from xabar.search.near import NearTerms, are_near, near_terms
from xabar.search.query_tree import Near, Query, change_parts
from xabar.search.ranking import FieldWeight

ReadArticles = Callable[[Sequence[str]], Mapping[str, Article]]

_AT_ONCE = 200  # articles that are read at a time


@dataclass(frozen=True, slots=True)
class FoundNear(Near):
    """Words near each other, and the ids of all articles in which they are."""

    ids: tuple[str, ...] = ()


def near_query(query: Near, language: str, schema: tantivy.Schema) -> tantivy.Query | None:
    """Return what limits a search to the articles that have the words near each other; None if nothing does."""
    if isinstance(query, FoundNear):
        return _silent(tantivy.Query.term_set_query(schema, "id", query.ids))
    found = near_terms(query, language)
    if found is None or len(found.terms) == 1:
        return None
    return _silent(_each_two(found, query.gap, schema))


def read_near(query: Query, index: LanguageIndex, request: SearchRequest, read: ReadArticles) -> Query:
    """Return the query with the ids of what was found, wherever more than two words must be near each other."""
    match query:
        case Near(text, gap, field):
            found = near_terms(query, index.language)
            if found is None or len(set(found.terms)) == len(found.terms) <= 2:
                return query
            return FoundNear(text, gap, field, tuple(_find(found, gap, index, request, read)))
    return change_parts(query, lambda clause: read_near(clause, index, request, read))


def _find(
    near: NearTerms, gap: int, index: LanguageIndex, request: SearchRequest, read: ReadArticles
) -> Iterator[str]:
    searcher = index.searcher()
    asked = filter_query(_each_two(near, gap, index.schema), request, index.language, index.schema)
    found = searcher.search(asked, max(searcher.num_docs, 1), count=False).hits
    ids = (searcher.doc(address)["id"][0] for _, address in found)
    while some := list(islice(ids, _AT_ONCE)):
        for name, article in read(some).items():
            if any(_stand_in(article, field, near, gap, index.language) for field in near.fields):
                yield name


def _stand_in(article: Article, field: FieldWeight, near: NearTerms, gap: int, language: str) -> bool:
    stems, words, *_ = analyze_fields(getattr(article, field.field), language)
    return are_near((stems if field.stemmed else words).split(), near.terms, gap)


def _each_two(near: NearTerms, gap: int, schema: tantivy.Schema) -> tantivy.Query:
    """Return the query of a field in which each two of the terms are as near as they can be in the window of all."""
    between = gap + len(near.terms) - 2
    pairs = sorted({tuple(sorted(pair)) for pair in combinations(near.terms, 2)})
    fields = ([_both(pair, field_name(field), between, schema) for pair in pairs] for field in near.fields)
    each_field = [
        tantivy.Query.boolean_query([(Occur.Must, both) for both in together]) for together in fields
    ]
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in each_field])


def _both(pair: Sequence[str], field: str, between: int, schema: tantivy.Schema) -> tantivy.Query:
    """Return the query for two terms with at most so many others between them; a term and itself stand at two places."""
    one, other = pair
    phrase = tantivy.Query.phrase_query
    if one == other:
        phrases = [phrase(schema, field, [(0, one), (distance, one)]) for distance in range(1, between + 2)]
    else:
        phrases = [phrase(schema, field, [*order], slop=between) for order in (pair, pair[::-1])]
    return tantivy.Query.boolean_query([(Occur.Should, each) for each in phrases])


def _silent(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
