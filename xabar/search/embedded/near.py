"""Words near each other, in three ways.

Of two different words, tantivy's phrases with slop are exact; of more, they would miss some places and find others that
are too wide. So a few words are looked for in each order and at each distance, as phrases: three words at most ten apart
stand in 396 ways. Of more ways than are worth it, any two of the words are looked for, and the articles that have them are
read once more, 4,000 of them in a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, permutations, product
from math import comb, factorial

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
MOST_WAYS = 500  # phrases for one field, which take a tenth of the time of reading, or less
MOST_IN_PAIRS = 6  # words of which any two are looked for; of more, the first and any other


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
    of_field = _two_and_two if _two_are_enough(found) else _every_way
    return _silent(_in_fields(found, query.gap, schema, of_field))


def read_near(query: Query, index: LanguageIndex, request: SearchRequest, read: ReadArticles) -> Query:
    """Return the query with the ids of what was found, wherever words may be near each other in too many ways."""
    found: dict[Near, FoundNear] = {}

    def settle(query: Query) -> Query:
        match query:
            case Near(text, gap, field) if (terms := _terms_to_read(query, index.language)) is not None:
                if query not in found:
                    ids = tuple(_find(terms, gap, index, request, read))
                    found[query] = FoundNear(text, gap, field, ids)
                return found[query]
        return change_parts(query, settle)

    return settle(query)


def _terms_to_read(query: Near, language: str) -> NearTerms | None:
    """Return the terms of words that may be near each other in too many ways; None for all others."""
    found = near_terms(query, language)
    if found is None or _two_are_enough(found) or _count_ways(found, query.gap) <= MOST_WAYS:
        return None
    return found


def _find(
    near: NearTerms, gap: int, index: LanguageIndex, request: SearchRequest, read: ReadArticles
) -> Iterator[str]:
    searcher = index.searcher()
    candidates = _in_fields(near, gap, index.schema, _two_and_two)
    asked = filter_query(candidates, request, index.language, index.schema)
    found = searcher.search(asked, max(searcher.num_docs, 1), count=False).hits
    ids = (searcher.doc(address)["id"][0] for _, address in found)
    while some := list(islice(ids, _AT_ONCE)):
        for name, article in read(some).items():
            if any(_stand_in(article, field, near, gap, index.language) for field in near.fields):
                yield name


def _stand_in(article: Article, field: FieldWeight, near: NearTerms, gap: int, language: str) -> bool:
    terms = analyze_fields(getattr(article, field.field), language)
    return are_near((terms.stems if field.stemmed else terms.folded).split(), near.terms, gap)


def _two_are_enough(near: NearTerms) -> bool:
    return len(near.terms) == 2 and near.terms[0] != near.terms[1]


def _count_ways(near: NearTerms, gap: int) -> int:
    """Return in how many orders and at how many distances the terms can stand."""
    others = len(near.terms) - 1
    return factorial(len(near.terms)) * comb(gap + others, others)


def _in_fields(
    near: NearTerms, gap: int, schema: tantivy.Schema, of_field: Callable[..., tantivy.Query]
) -> tantivy.Query:
    return _any_of([of_field(near, gap, schema, field_name(field)) for field in near.fields])


def _every_way(near: NearTerms, gap: int, schema: tantivy.Schema, field: str) -> tantivy.Query:
    """Return the query of the terms in each order and at each distance."""
    others = len(near.terms) - 1
    orders = sorted(set(permutations(near.terms)))
    places = [(0, *chosen) for chosen in combinations(range(1, gap + others + 1), others)]
    ways = product(places, orders)
    return _any_of(
        [tantivy.Query.phrase_query(schema, field, [*zip(at, order, strict=True)]) for at, order in ways]
    )


def _two_and_two(near: NearTerms, gap: int, schema: tantivy.Schema, field: str) -> tantivy.Query:
    """Return the query of any two terms, which are as near as they are in a window of all."""
    between = gap + len(near.terms) - 2
    first, *others = different = list(dict.fromkeys(near.terms))
    pairs = [*combinations(different, 2)] or [(first, first)]
    if len(different) > MOST_IN_PAIRS:
        pairs = [(first, other) for other in others]
    both = [_both(pair, field, between, schema) for pair in pairs]
    return tantivy.Query.boolean_query([(Occur.Must, each) for each in both])


def _both(pair: Sequence[str], field: str, between: int, schema: tantivy.Schema) -> tantivy.Query:
    """Return the query for two terms with at most so many others between them; a term and itself stand at two places."""
    one, other = pair
    phrase = tantivy.Query.phrase_query
    if one == other:
        phrases = [phrase(schema, field, [(0, one), (distance, one)]) for distance in range(1, between + 2)]
    else:
        phrases = [phrase(schema, field, [*order], slop=between) for order in (pair, pair[::-1])]
    return _any_of(phrases)


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, each) for each in queries])


def _silent(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
