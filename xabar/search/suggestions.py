"""What may have been meant by a query that finds nothing or little: typos, words glued or split, another keyboard.

The words come from the index itself. It is asked for articles with words a few slips away, whatever they are, and the
words are read in their texts, as they are printed there; how many articles have each of them decides. So no list of
words is kept, feeding takes no longer, and both engines suggest alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Awaitable, Callable, Iterable
from itertools import pairwise
from typing import TypeAlias

from xabar.language.edits import MOST_EDITS
from xabar.language.keyboards import other_layouts
from xabar.search.engine import Ask, SearchRequest
from xabar.search.loose_terms import loosen_query
from xabar.search.query import parse_query
from xabar.search.query_parts import QueryError
from xabar.search.query_tree import And, Or, Phrase, Prefix, Query, Word
from xabar.search.similar_words import Candidate, find_similar
from xabar.search.stopwords import has_content

LITTLE = 3  # articles: a word that stands in more of them is right
RATHER = 10  # times as many articles must have another word
EDIT_COST = 6.0  # a slip more is as likely as a word that stands in 2^6 times fewer articles
LONGEST_WORD = 40  # letters; no word of the press has more
LONGEST_QUERY = 4  # words that mean something: in a longer one the others find what was meant

CountEach: TypeAlias = Callable[[Ask, Iterable[Query]], Awaitable[list[int]]]
"""How to have several queries counted: `count_in_turn`, or all at the same time by a server."""


async def correct_query(ask: Ask, query: Query, text: str, count_each: CountEach) -> str | None:
    """Return the query, given as typed too, with its doubtful words corrected; None if there is nothing better."""
    words = _words(query)
    if not words or len(words) > LONGEST_QUERY:
        return None
    counts = await count_each(ask, [loosen_query(Word(word)) for word in words])
    articles = dict(zip(words, counts, strict=True))
    if not any(articles.values()) and (retyped := await _in_another_layout(ask, text)):
        return retyped
    corrected = text
    for word, own in articles.items():
        if own <= LITTLE and (better := await _correct_word(ask, word, own, count_each)):
            corrected = _replace(corrected, word, better)
    if corrected == text:
        corrected = await _joined(ask, words, text)
    return None if corrected == text else corrected


async def count_articles(ask: Ask, query: Query) -> int:
    """Return how many articles a query finds."""
    return (await ask(query, SearchRequest("*", size=0, marked=False))).total


async def count_in_turn(ask: Ask, queries: Iterable[Query]) -> list[int]:
    """Return how many articles each query finds in an index that this process reads itself."""
    return [await count_articles(ask, query) for query in queries]


def _words(query: Query) -> list[str]:
    """Return the words that are looked for anywhere, without stop words, phrases, filters and what is excluded."""
    match query:
        case Word(text, None) if has_content([query]):
            return [text]
        case And(clauses) | Or(clauses):
            return [word for clause in clauses for word in _words(clause)]
    return []


def _replace(text: str, word: str, better: str) -> str:
    """Return the query with another word in the first place where it has this one as a whole."""
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: better, text, count=1)


async def _in_another_layout(ask: Ask, text: str) -> str | None:
    for typed in other_layouts(text):
        try:
            query = parse_query(typed)
        except QueryError:
            continue
        if _words(query) and await count_articles(ask, query):
            return typed
    return None


async def _joined(ask: Ask, words: list[str], text: str) -> str:
    """Return the query with the first two neighbours that are one word, if any are."""
    for one, other in pairwise(words):
        if f"{one} {other}" in text and await count_articles(ask, Prefix(one + other)):
            return text.replace(f"{one} {other}", one + other, 1)
    return text


async def _correct_word(ask: Ask, word: str, own: int, count_each: CountEach) -> str | None:
    """Return the likeliest word, or two, that may have been meant by a word which so many articles have."""
    if len(word) > LONGEST_WORD or any(letter.isdigit() for letter in word):
        return None
    likely: list[tuple[float, str]] = []
    for edits in range(1, MOST_EDITS + 1):
        candidates = await find_similar(ask, word, edits)
        candidates += await _split(ask, word) if edits == 1 else []
        counts = await count_each(ask, [Phrase(each.text) for each in candidates])
        likely += [
            (EDIT_COST * each.edits - math.log2(articles), each.text)
            for each, articles in zip(candidates, counts, strict=True)
            if articles >= max(1, RATHER * own)
        ]
        if max(counts, default=0) > LITTLE:
            break
    return min(likely)[1] if likely else None


async def _split(ask: Ask, word: str) -> list[Candidate]:
    """Return the ways to split a word into two, if any two stand side by side in some article."""
    pairs = [f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1)]
    if not pairs or not await count_articles(ask, Or(tuple(map(Phrase, pairs)))):
        return []
    return [Candidate(pair, 1) for pair in pairs]
