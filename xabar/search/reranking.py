"""The order of articles that need not have all words of a query: by the engine's score, and by parts of words.

The first candidates are read anyway, so that what they share with the query is counted in their texts, above the engines:
no index holds the parts, and the order is the same everywhere. bench/language/README.md has what was gained and
what else was tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from xabar.search.engine import Ask, Hit, SearchPage, SearchRequest, index_language
from xabar.search.highlight import Highlighter
from xabar.search.query_tree import And, Most, Or, Query, Word, is_filter, positive_leaves
from xabar.search.word_parts import score_parts

CANDIDATES: Final = 30  # hits that are put in order: 50 and 100 gain no more
WEIGHT: Final = 0.5  # of the parts of words, beside the engine's score
LONGEST: Final = 20_000  # characters of an article that are looked at: 3,000 words
MANY_WORDS: Final = (
    4  # so many with OR between them are no choice of a few names, but words that may be missing
)


def reranking(ask: Ask) -> Ask:
    """Return how queries are answered with the first CANDIDATES hits in order anew, where words may be missing.

    All other queries, and hits in an order of time, are answered as before.
    """

    async def ask_reranked(query: Query, request: SearchRequest) -> SearchPage:
        ordered = request.sort == "relevance" and request.size > 0 and request.offset < CANDIDATES
        if not (ordered and may_lack_words(query)):
            return await ask(query, request)
        end = request.offset + request.size
        found = await ask(query, replace(request, offset=0, size=max(end, CANDIDATES), marked=False))
        ranked = [*rerank(found.hits[:CANDIDATES], query), *found.hits[CANDIDATES:]]
        page = ranked[request.offset : end]
        return replace(found, hits=_marked(page, query) if request.marked else tuple(page))

    return ask_reranked


def may_lack_words(query: Query) -> bool:
    """Return whether a hit needs only a part of a query's words, so that their order is what matters."""
    match query:
        case Most():
            return True
        case Or(clauses):
            return len(clauses) >= MANY_WORDS and all(isinstance(each, Word) for each in clauses)
        case And(clauses):
            looked_for = [clause for clause in clauses if not is_filter(clause)]
            return len(looked_for) == 1 and may_lack_words(looked_for[0])
        case _:
            return False


def rerank(hits: Sequence[Hit], query: Query) -> list[Hit]:
    """Return the hits of a query in order anew. The scores stay at their places, so that they still descend.

    Those of one language change places among themselves: what is rare in one language says nothing of another.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, hit in enumerate(hits):
        places[index_language(hit.article.language)].append(place)
    ranked = [*hits]
    words = [leaf.text for leaf in positive_leaves(query)]
    for language, own in places.items():
        best_first = _best_first([hits[place] for place in own], words, language)
        for place, hit in zip(own, best_first, strict=True):
            ranked[place] = replace(hit, score=hits[place].score)
    return ranked


def _best_first(hits: Sequence[Hit], words: Sequence[str], language: str) -> list[Hit]:
    """Return hits of one language in order; both scores count as shares of their sums, since their units differ."""
    parts = score_parts(words, [_text(hit) for hit in hits], language)
    all_scores, all_parts = sum(hit.score for hit in hits), sum(parts)
    if not (all_scores and all_parts):
        return [*hits]
    combined = [
        hit.score / all_scores + WEIGHT * shared / all_parts for hit, shared in zip(hits, parts, strict=True)
    ]
    return [hits[at] for at in sorted(range(len(hits)), key=lambda at: -combined[at])]


def _text(hit: Hit) -> str:
    return f"{hit.article.title}\n{hit.article.body[:LONGEST]}"


def _marked(hits: Sequence[Hit], query: Query) -> tuple[Hit, ...]:
    highlighter = cache(lambda language: Highlighter(query, language))
    marked = []
    for hit in hits:
        mark = highlighter(index_language(hit.article.language))
        snippet, title = mark.snippet(hit.article.body), mark.mark(hit.article.title)
        marked.append(replace(hit, snippet=snippet, title=title))
    return tuple(marked)
