"""Answering a search through the alias."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch import ApiError, AsyncElasticsearch

from xabar.article import Article
from xabar.records.database import to_milliseconds
from xabar.search.cursor import CursorPlace, next_cursor
from xabar.search.elastic.connection import missing_index, translate_errors
from xabar.search.elastic.documents import read_document
from xabar.search.elastic.dsl import search_body
from xabar.search.elastic.generations import PATIENCE
from xabar.search.engine import (
    INDEX_LANGUAGES,
    Ask,
    Hit,
    NoActiveIndex,
    SearchPage,
    SearchRequest,
    index_language,
)
from xabar.search.facets import sorted_values
from xabar.search.forgiving import search_in_steps
from xabar.search.highlight import Highlighter
from xabar.search.query_tree import Everything, Query
from xabar.search.suggestions import count_articles


async def search_alias(
    client: AsyncElasticsearch, address: str, alias: str, request: SearchRequest
) -> SearchPage:
    """Return one page of the answer. Each index analyses the query with the rules of its language."""

    async def ask(query: Query, request: SearchRequest) -> SearchPage:
        return await _answer(client, address, alias, query, request)

    return await search_in_steps(ask, request, _count_each)


async def _count_each(ask: Ask, queries: Iterable[Query]) -> list[int]:
    return await asyncio.gather(*(count_articles(ask, query) for query in queries))


async def _answer(
    client: AsyncElasticsearch, address: str, alias: str, query: Query, request: SearchRequest
) -> SearchPage:
    answer = await _ask(client, address, alias, search_body(query, request))
    facets = {name: _read_facet(name, answer["aggregations"][name]["buckets"]) for name in request.facets}
    hits = _read_hits(answer["hits"]["hits"], query if request.marked else Everything())
    places = [CursorPlace(_published(hit.article), hit.article.id) for hit in hits]
    return SearchPage(
        answer["hits"]["total"]["value"], hits, facets, next_cursor=next_cursor(request, places)
    )


def _read_facet(name: str, buckets: Sequence[dict[str, Any]]) -> list[tuple[str, int]]:
    counts = {bucket.get("key_as_string", bucket["key"]): bucket["doc_count"] for bucket in buckets}
    return sorted_values(name, counts)


def _published(article: Article) -> int | None:
    return None if article.published_at is None else to_milliseconds(article.published_at)


async def _ask(client: AsyncElasticsearch, address: str, alias: str, body: dict[str, Any]) -> dict[str, Any]:
    """Send the search, and send it again while an index behind the alias is replaced or not ready."""
    for pause in PATIENCE:
        await asyncio.sleep(pause)
        with translate_errors(address):
            try:
                answer = await client.search(index=alias, body=body, allow_partial_search_results=False)
                return dict(answer.body)
            except ApiError as error:
                if missing_index(error) == alias:
                    raise NoActiveIndex(f"{address} has no active index; run `xabar index setup`") from error
                passing = error.meta.status == 503 or missing_index(error) is not None
                if not passing or pause == PATIENCE[-1]:
                    raise
    raise AssertionError("the last attempt returns or raises")


def _read_hits(found: Sequence[dict[str, Any]], query: Query) -> tuple[Hit, ...]:
    highlighters = {language: Highlighter(query, language) for language in INDEX_LANGUAGES}
    hits = []
    for hit in found:
        article = read_document(hit["_source"])
        highlighter = highlighters[index_language(article.language)]
        hits.append(
            Hit(
                article=article,
                score=hit["_score"] or 0.0,
                snippet=highlighter.snippet(article.body),
                title=highlighter.mark(article.title),
            )
        )
    return tuple(hits)
