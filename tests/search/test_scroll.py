"""Reading ids from a server that answers with pages without some shards, as while it forgets a removed index."""

from __future__ import annotations

from contextlib import aclosing
from typing import Any, cast

import pytest
from elastic_transport import ObjectApiResponse
from elasticsearch import AsyncElasticsearch
from hypothesis import given
from hypothesis import strategies as st

from xabar.search.elastic.scroll import scroll_ids
from xabar.search.engine import EngineUnavailable

SHARDS = 4
PAGES = st.lists(st.lists(st.uuids().map(str), min_size=1, max_size=3), max_size=4)


def page(ids: list[str], shards: int = SHARDS) -> dict[str, Any]:
    """Return the answer of so many of the shards."""
    hits = [{"_id": each} for each in ids]
    return {"_scroll_id": "s", "_shards": {"total": SHARDS, "successful": shards}, "hits": {"hits": hits}}


class PagedClient:
    """What `scroll_ids` asks of a client. It answers with the given pages in turn."""

    def __init__(self, pages: list[dict[str, Any]]) -> None:
        self.pages = iter(pages)
        self.forgotten = False

    async def search(self, **_: Any) -> ObjectApiResponse[Any]:
        return ObjectApiResponse(next(self.pages), cast(Any, None))

    scroll = search

    def options(self, **_: Any) -> PagedClient:
        return self

    async def clear_scroll(self, **_: Any) -> None:
        self.forgotten = True

    def ids(self) -> Any:
        """Return what is read through this client."""
        return scroll_ids(cast(AsyncElasticsearch, self), "http://server", ["news-uz-000001"])


@given(PAGES)
async def test_all_ids_of_all_pages_are_read(pages: list[list[str]]) -> None:
    client = PagedClient([page(ids) for ids in [*pages, []]])
    assert [each async for each in client.ids()] == [each for ids in pages for each in ids]
    assert client.forgotten


@given(PAGES, st.lists(st.uuids().map(str), max_size=3), st.integers(0, SHARDS - 1))
async def test_a_page_without_some_shards_is_refused_in_words_with_hits_and_without(
    whole: list[list[str]], part: list[str], shards: int
) -> None:
    """Without hits it looks like the end of the index, as the server's answers for its last shards do."""
    client = PagedClient([*(page(ids) for ids in whole), page(part, shards)])
    found: list[str] = []
    with pytest.raises(EngineUnavailable, match=f"{shards} of {SHARDS} shards of the index answered"):
        found.extend([each async for each in client.ids()])
    assert client.forgotten


async def test_the_server_need_not_keep_a_view_that_nobody_reads_to_its_end() -> None:
    client = PagedClient([page(["1", "2"])])
    async with aclosing(client.ids()) as ids:
        assert await anext(ids) == "1"
    assert client.forgotten
