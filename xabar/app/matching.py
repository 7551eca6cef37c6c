"""Which articles a search asks for: by its filters alone from the records, by its words from the index."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from xabar.app.opening import with_index
from xabar.app.search import check_request
from xabar.article import Article
from xabar.config import Config
from xabar.records.store import RecordStore
from xabar.search.cursor import every_hit
from xabar.search.engine import SearchEngine, SearchPage, SearchRequest, active_generation
from xabar.search.fed import fed
from xabar.search.feed import Feeder


class Found(NamedTuple):
    """The ids of the articles that a search asks for, 16 bytes each, and the page without hits with which it answers.

    The page counts what a correction or most of the words would find; of that there are no ids.
    """

    ids: set[bytes]
    answer: SearchPage
    reached: int  # the number of the feed up to which the index has followed the records


def matches(article: Article, request: SearchRequest) -> bool:
    """Return whether an article passes the filters of a search; its query is not asked."""
    day = article.published_day
    return (
        (not request.sites or article.site in request.sites)
        and (not request.languages or article.language in request.languages)
        and (not request.scripts or article.script in request.scripts)
        and (request.since is None or (day is not None and day >= request.since))
        and (request.until is None or (day is not None and day <= request.until))
    )


def find_matching(config: Config, request: SearchRequest) -> Found | None:
    """Return what the index finds; None for a query that asks for every article.

    Raise WrongUse for a search that cannot be answered.
    """
    request = replace(request, query=request.query.strip() or "*")
    check_request(request)
    if request.query == "*" and not (request.tags or request.authors or request.sections):
        return None

    async def work(records: RecordStore, engine: SearchEngine) -> Found:
        reached = records.confirmed(fed(engine, await active_generation(engine)))
        await Feeder(records, engine).show()  # a server may not have shown yet what it has confirmed
        ids = {bytes.fromhex(hit.article.id) async for hit in every_hit(engine, request)}
        return Found(ids, await engine.search(replace(request, size=0)), reached)

    return with_index(config, work)
