"""Articles that go on at further addresses: their pages are fetched one after the other and read as one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from crawler.answers import to_http_response
from crawler.reasons import reason_of
from xabar.article import Article
from xabar.extraction.pager import next_part
from xabar.http_response import HttpResponse
from xabar.rejection import Rejected
from xabar.site import GONE

MAX_PARTS: Final = 30  # of one article; what has more is a list, or never ends

Read = Callable[[tuple[HttpResponse, ...]], Awaitable[Article]]
"""Reads an article with the further pages that were fetched."""

Fetch = Callable[[str], Awaitable[HttpResponse | None]]
"""Fetches a further page; None if there is none, or if it may not be fetched. Raises Rejected if it failed."""


async def read_to_its_end(first: HttpResponse, read: Read, fetch: Fetch) -> tuple[Article, bool]:
    """Return the article whose first page this is, and whether all of its pages were read.

    An article is read completely or, if a page of it fails, not at all: Rejected says so, and it is asked for again.
    Only a page that does not exist or is forbidden ends it early. A page with nothing new ends it, too: some sites
    print the whole article at each of its addresses.
    """
    parts: tuple[HttpResponse, ...] = ()
    article = await read(parts)
    while address := next_part(article.pager, first.url, len(parts) + 2):
        if len(parts) == MAX_PARTS:
            raise Rejected("too-large")
        part = await fetch(address)
        if part is None:
            return article, False
        longer = await read((*parts, part))
        if longer.body == article.body:
            break
        article, parts = longer, (*parts, part)
    return article, True


async def fetch_part(crawler: Crawler, further: list[tuple[str, Response]], url: str) -> HttpResponse | None:
    """Fetch a further page of an article, and add it to `further`; None if it is gone or forbidden.

    Raise Rejected if it failed.
    """
    assert crawler.engine is not None
    try:
        response = await crawler.engine.download_async(Request(url, callback=NO_CALLBACK, priority=5))
    except Exception as error:
        if reason_of(error) == "robots":
            return None
        raise Rejected("incomplete") from error
    if response.status in GONE:
        return None
    further.append((url, response))
    return to_http_response(response)
