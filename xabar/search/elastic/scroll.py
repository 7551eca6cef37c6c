"""Reading the ids of every article of some indexes, a page at a time."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any, Final

from elasticsearch import AsyncElasticsearch, NotFoundError

from xabar.search.elastic.connection import translate_errors
from xabar.search.engine import EngineUnavailable

PAGE: Final = 5000  # ids read at once
KEPT: Final = "5m"  # the view, until the next page is asked for


async def scroll_ids(
    client: AsyncElasticsearch, address: str, indexes: Sequence[str]
) -> AsyncGenerator[str, None]:
    """Yield every id, read in one consistent view of each index. Raise EngineUnavailable if a part of it is missing.

    The client's `async_scan` would end without a word at a page that lacks shards and has no hits.
    """
    with translate_errors(address):
        page = await client.search(index=indexes, source=False, sort=["_doc"], size=PAGE, scroll=KEPT)
        try:
            while hits := _whole(page.body, address)["hits"]["hits"]:
                for hit in hits:
                    yield hit["_id"]
                page = await client.scroll(scroll_id=page["_scroll_id"], scroll=KEPT)
        except NotFoundError as error:
            raise EngineUnavailable(f"{address}: the index went away while it was read ({error})") from error
        finally:
            await client.options(ignore_status=404).clear_scroll(scroll_id=page["_scroll_id"])


def _whole(page: dict[str, Any], address: str) -> dict[str, Any]:
    """Return a page that every shard has answered for. A server forgets an index that is removed shard by shard."""
    shards = page["_shards"]
    answered, every = shards["successful"], shards["total"]
    if answered < every:
        raise EngineUnavailable(
            f"{address}: {answered} of {every} shards of the index answered while it was read"
        )
    return page
