"""What a search found, in the one line that stands below its hits."""

from __future__ import annotations

from xabar.search.engine import Correction, SearchPage, SearchRequest


def summarize(answer: SearchPage, request: SearchRequest) -> str:
    """Return in a line what a search found, and by which reading of the query."""
    found = _counted(answer, request)
    if answer.partial:
        found = f"no article has all the words; {found} with most of them"
    match answer.correction:
        case Correction(query, used=True):
            most = "most words of " if answer.partial else ""
            return f"0 articles with {request.query}; showing {_counted(answer, request)} with {most}{query}"
        case Correction(query, total):
            return f"{found}; did you mean {query}? ({count_articles(total)})"
    return found


def _counted(answer: SearchPage, request: SearchRequest) -> str:
    found = count_articles(answer.total)
    first, last = request.offset + 1, request.offset + len(answer.hits)
    if answer.hits and not last == answer.total == len(answer.hits):
        found = f"{first} to {last} of {found}"
    if spelled := answer.looser - answer.lacking:
        which = "all" if spelled == answer.total else f"{spelled:,} of them"
        found += f", {which} in a looser spelling"
    if answer.lacking:
        found += f", {answer.lacking:,} of them without some of the words"
    if request.size and request.offset >= answer.total > 0:
        last = (answer.total - 1) // request.size + 1
        found += f"; page {request.offset // request.size + 1:,} lies beyond the last, {last:,}"
    return found


def count_articles(count: int) -> str:
    """Return a number of articles in words."""
    return f"{count:,} {'article' if count == 1 else 'articles'}"
