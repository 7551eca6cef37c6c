"""The reader of a site's articles: what it tells of the pages that it reads."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import NoReturn

import pytest

from crawler.page_reading import FetchedArticle, PageReader
from crawler.spiders.kun_uz import KunUz
from xabar.article import Article
from xabar.http_response import HttpResponse
from xabar.rejection import Rejected
from xabar.workers.time_limit import TimeLimit

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PAGES = [HttpResponse(f"https://kun.uz/news/2026/11/24/{name}", b"<p>a") for name in ("bir", "ikki", "uch")]


async def test_each_page_is_announced_right_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages wait for each other, so the one that was received last says nothing of the one that is being read."""
    told: list[str] = []

    def read_article(page: HttpResponse, **_: object) -> Article:
        told.append(f"read {page.url}")
        raise Rejected("not-article")

    def no_workers() -> NoReturn:
        raise AssertionError("a worker was asked")

    monkeypatch.setattr(KunUz, "read_article", read_article)
    reader = PageReader(KunUz, TimeLimit(5.0), no_workers)
    reader.announce = told.append
    await asyncio.gather(*(reader.read(FetchedArticle(page, NOW)) for page in PAGES), return_exceptions=True)
    assert told == [line for page in PAGES for line in (page.url, f"read {page.url}")]
