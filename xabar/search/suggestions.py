"""What may have been meant by a query that finds nothing or little: typos, words glued or split, another keyboard.

The words come from the index itself. It is asked for articles with words a few slips away, whatever they are, and the
words are read in their texts, as they are printed there; how many articles have each of them decides. So no list of
words is kept, feeding takes no longer, and both engines suggest alike.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from xabar.article import Article
from xabar.language.conversion import SCRIPTS, convert_text
from xabar.language.edits import allowed_edits, edits_between
from xabar.language.folding import WORD, fold_word
from xabar.language.keyboards import other_layouts
from xabar.language.scripts import script_of
from xabar.search.engine import Ask, SearchRequest, index_language
from xabar.search.loose_terms import loosen_query
from xabar.search.query import QueryError, parse_query
from xabar.search.query_tree import And, Or, Phrase, Prefix, Query, Similar, Word
from xabar.search.stopwords import has_content

LITTLE = 3  # articles: a word that stands in more of them is right
RATHER = 10  # times as many articles must have another word
ROUNDS = (
    4  # times that the index is asked for similar words, each time for articles without those found before
)
SAMPLE = 5  # articles that are read each time
EDIT_COST = 6.0  # a slip more is as likely as a word that stands in 2^6 times fewer articles
LONGEST_QUERY = 4  # words that mean something: in a longer one the others find what was meant


class _Candidate(NamedTuple):
    """What may have been meant by a word, as it is printed in small letters, and how many slips away it is."""

    text: str
    edits: int


async def correct_query(ask: Ask, query: Query, text: str) -> str | None:
    """Return the query, given as typed too, with its doubtful words corrected; None if there is nothing better."""
    words = _words(query)
    if not words or len(words) > LONGEST_QUERY:
        return None
    articles = {word: await _count(ask, loosen_query(Word(word))) for word in words}
    if not any(articles.values()) and (retyped := await _in_another_layout(ask, text)):
        return retyped
    corrected = text
    for word, own in articles.items():
        if own <= LITTLE and (better := await _correct_word(ask, word, own)):
            corrected = _replace(corrected, word, better)
    if corrected == text:
        corrected = await _joined(ask, words, text)
    return None if corrected == text else corrected


async def _count(ask: Ask, query: Query) -> int:
    return (await ask(query, SearchRequest("*", size=0))).total


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
        if _words(query) and await _count(ask, query):
            return typed
    return None


async def _joined(ask: Ask, words: list[str], text: str) -> str:
    """Return the query with the first two neighbours that are one word, if any are."""
    for one, other in pairwise(words):
        if f"{one} {other}" in text and await _count(ask, Prefix(one + other)):
            return text.replace(f"{one} {other}", one + other, 1)
    return text


async def _correct_word(ask: Ask, word: str, own: int) -> str | None:
    """Return the likeliest word, or two, that may have been meant by a word which so many articles have."""
    if any(letter.isdigit() for letter in word):
        return None
    candidates = [*await _split(ask, word), *await _similar(ask, word)]
    articles = {each: await _count(ask, Phrase(each.text)) for each in candidates}
    likely = [each for each in candidates if articles[each] >= max(1, RATHER * own)]
    best = max(likely, key=lambda each: math.log2(articles[each]) - EDIT_COST * each.edits, default=None)
    return best and best.text


async def _split(ask: Ask, word: str) -> list[_Candidate]:
    """Return the ways to split a word into two that stand side by side in some article."""
    pairs = [f"{word[:at]} {word[at:]}" for at in range(2, len(word) - 1)]
    if not pairs or not await _count(ask, Or(tuple(map(Phrase, pairs)))):
        return []
    return [_Candidate(pair, 1) for pair in pairs if await _count(ask, Phrase(pair))]


async def _similar(ask: Ask, word: str) -> list[_Candidate]:
    """Return words of the index that are a few slips away, in the script typed."""
    script = script_of(word)
    found: dict[str, _Candidate] = {}  # by its folded form
    for scripts in ((script,), ()) if script else ((),):
        request = SearchRequest("*", size=SAMPLE, scripts=scripts)
        for _ in range(ROUNDS):
            seen = tuple(Phrase(each.text) for each in found.values())
            page = await ask(And((Similar(word),), seen), request)
            fresh = dict(_read(word, (hit.article for hit in page.hits), script))
            if fresh.keys() <= found.keys():
                break
            found = fresh | found
        if found:
            break
    return [*found.values()]


def _read(word: str, articles: Iterable[Article], script: str | None) -> Iterator[tuple[str, _Candidate]]:
    """Yield the folded form and the commonest print of each word of the articles that is a few slips away."""
    printed: dict[tuple[str, int, str], Counter[str]] = {}
    for article in articles:
        language = index_language(article.language)
        typed = fold_word(word, language)
        for each in _long_enough(f"{article.title} {article.body}", len(word)):
            folded = fold_word(each, language)
            edits = edits_between(typed, folded, allowed_edits(typed))
            if edits:
                shown = _in_script(each.lower(), article, script)
                printed.setdefault((folded, edits, language), Counter())[shown] += 1
    for (folded, edits, _), prints in printed.items():
        yield folded, _Candidate(prints.most_common(1)[0][0], edits)


def _long_enough(text: str, length: int) -> Iterator[str]:
    """Yield the words about as long as one; a letter may be printed as two."""
    return (each for each in re.findall(WORD, text) if length * 0.5 - 2 <= len(each) <= length * 2 + 2)


def _in_script(printed: str, article: Article, script: str | None) -> str:
    language = article.language or ""
    if script is None or article.script == script or script not in SCRIPTS.get(language, ()):
        return printed
    return convert_text(printed, language=language, to=script)
