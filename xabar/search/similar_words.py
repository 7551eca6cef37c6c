"""The words of the index that are a few slips of the hand away from a word, read from articles that have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xabar.article import Article
from xabar.language.conversion import SCRIPTS, convert_text
from xabar.language.edits import allowed_edits, edits_between
from xabar.language.folding import WORD, fold_word
from xabar.language.scripts import script_of
from xabar.search.engine import Ask, SearchRequest, index_language
from xabar.search.query_tree import And, Phrase, Similar

ROUNDS = 3  # times that the index is asked, each time for articles without the words found before
SAMPLE = 5  # articles that are read each time, the newest


class Candidate(NamedTuple):
    """What may have been meant by a word, as it is printed in small letters, and how many slips away it is."""

    text: str
    edits: int


async def find_similar(ask: Ask, word: str, most: int) -> list[Candidate]:
    """Return words of the index that are at most so many slips away, in the script typed."""
    script = script_of(word)
    found: dict[str, Candidate] = {}  # by its folded form
    for scripts in ((script,), ()) if script else ((),):
        request = SearchRequest("*", size=SAMPLE, scripts=scripts, sort="newest", marked=False)
        for _ in range(ROUNDS):
            seen = tuple(Phrase(each.text) for each in found.values())
            page = await ask(And((Similar(word, most),), seen), request)
            fresh = dict(_read(word, (hit.article for hit in page.hits), script, most))
            if fresh.keys() <= found.keys():
                break
            found = fresh | found
        if found:
            break
    return [*found.values()]


def _read(
    word: str, articles: Iterable[Article], script: str | None, most: int
) -> Iterator[tuple[str, Candidate]]:
    """Yield the folded form and the commonest print of each word of the articles that is a few slips away."""
    printed: dict[tuple[str, int, str], Counter[str]] = {}
    for article in articles:
        language = index_language(article.language)
        typed = fold_word(word, language)
        for each in _long_enough(f"{article.title} {article.body}", len(word)):
            folded = fold_word(each, language)
            edits = edits_between(typed, folded, min(most, allowed_edits(typed)))
            if edits:
                shown = _in_script(each.lower(), article, script)
                printed.setdefault((folded, edits, language), Counter())[shown] += 1
    for (folded, edits, _), prints in printed.items():
        yield folded, Candidate(min(prints, key=lambda text: (-prints[text], text)), edits)


def _long_enough(text: str, length: int) -> Iterator[str]:
    """Yield the words about as long as one; a letter may be printed as two."""
    return (each for each in re.findall(WORD, text) if length * 0.5 - 2 <= len(each) <= length * 2 + 2)


def _in_script(printed: str, article: Article, script: str | None) -> str:
    language = article.language or ""
    if script is None or article.script == script or script not in SCRIPTS.get(language, ()):
        return printed
    return convert_text(printed, language=language, to=script)
