"""Queries with more words than any article has: which of them an article must have, and which it has not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from xabar.search.analysis import FRAME
from xabar.search.engine import Hit, index_language
from xabar.search.highlight import Highlighter, cut_snippet, mark_spans
from xabar.search.loose_terms import loosen_query
from xabar.search.query_tree import And, Most, Query, Word, is_filter, positive_leaves
from xabar.search.stopwords import has_content, may_be_stop_word

SHARE = 3  # one word of so many must be there; what else is there, and how rare it is, decides the order
ENOUGH = 2  # words of a long sentence: texts seldom say a third of it in the same words

SENTENCE = 4  # words, those too that say nothing: whoever types fewer has chosen them

MINOR: Final = frozenset(
    [
        "без",
        "в",
        "во",
        "для",
        "до",
        "за",
        "из",
        "изо",
        "к",
        "ко",
        "на",
        "над",
        "о",
        "об",
        "обо",
        "от",
        "по",
        "под",
        "при",
        "про",
        "с",
        "со",
        "у",
        "через",
        "и",
        "или",
        "а",
        "но",
        "не",
    ]
)
"""Russian prepositions and conjunctions, which are no stop words of any index; letters by themselves are minor too."""


def most_of(query: Query) -> And | None:
    """Return the query for most of the words of a query, or None if there are not several.

    Stop words and minor words do not count, since they say nothing; filters and what is excluded hold as before.
    (bench/language/README.md has what other shares of the words find.)
    """
    if not isinstance(query, And):
        return None
    looked_for = [clause for clause in query.clauses if not is_filter(clause)]
    wanted = [
        clause for clause in looked_for if has_content([clause]) and not _is_minor(clause)
    ] or looked_for
    if len(wanted) < 2:
        return None
    most = Most(tuple(map(loosen_query, wanted)), max(1, min(len(wanted) // SHARE, ENOUGH)))
    return And((most, *filter(is_filter, query.clauses)), query.excluded)


def is_sentence(query: Query, text: str) -> bool:
    """Return whether a query, given as typed too, is a question or so many words that they tell what is asked."""
    if not isinstance(query, And) or query.excluded:
        return False
    looked_for = [clause for clause in query.clauses if not is_filter(clause)]
    long = len(looked_for) >= SENTENCE or text.rstrip().endswith("?")
    return long and all(isinstance(clause, Word) and clause.field is None for clause in looked_for)


def _is_minor(clause: Query) -> bool:
    if not isinstance(clause, Word):
        return False
    word = clause.text.lower()
    return word in MINOR or (len(word) == 1 and word.isalpha()) or may_be_stop_word(word)


def with_missing(hits: Iterable[Hit], query: And, *, marked: bool) -> tuple[Hit, ...]:
    """Return the hits of `most_of`, each with the words that it lacks and, if wanted, the others `marked`."""
    [most] = [clause for clause in query.clauses if isinstance(clause, Most)]
    highlighter = cache(lambda language: Highlighter(most, language))
    return tuple(
        _with_missing(hit, most, highlighter(index_language(hit.article.language)), marked=marked)
        for hit in hits
    )


def _with_missing(hit: Hit, most: Most, highlighter: Highlighter, *, marked: bool) -> Hit:
    title, body = hit.article.title, hit.article.body
    in_title, in_body = highlighter.find(title, is_title=True), highlighter.find(body)
    missing = _missing(most, {span.leaf for span in (*in_title, *in_body)})
    if not marked:
        return replace(hit, missing=missing)
    return replace(
        hit, missing=missing, title=mark_spans(title, in_title), snippet=cut_snippet(body, in_body)
    )


def _missing(most: Most, found: set[int]) -> tuple[str, ...]:
    """Return the words of those clauses of which no leaf is found."""
    missing: list[str] = []
    number = 0
    for clause in most.clauses:
        leaves = positive_leaves(clause)
        if found.isdisjoint(range(number, number + len(leaves))):
            missing += [leaf.text.strip(FRAME) for leaf in leaves]
        number += len(leaves)
    return tuple(missing)
