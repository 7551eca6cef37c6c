"""A feed that overflowed between two polls is noticed, and what it dropped is found in the host's sitemaps."""

from __future__ import annotations

import asyncio
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

import pytest
from scrapy.http import Response

from crawler.coverage import Coverage
from crawler.discovery import Feed, Sitemap, Window
from crawler.discovery_pages import DiscoveryPages
from crawler.frontier import Frontier
from crawler.revisits import Revisits
from xabar.declaration import Edition
from xabar.extraction.addresses import article_key_url
from xabar.extraction.layout import Layout
from xabar.records.store import RecordStore
from xabar.site import Site
from xabar.source import Source
from xabar.workers.pool import WorkerPool

HOME: Final = "https://tezkor.example.uz"
NOW: Final = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Asia/Tashkent"))
HOUR: Final = timedelta(hours=1)
IN_THE_FEED: Final = 5


class Tezkor(Site):
    """A feed alone, as most small sites have it."""

    name = "tezkor"
    zone = "Asia/Tashkent"
    allowed_domains = ("tezkor.example.uz",)
    editions = (Edition(f"{HOME}/", "uz"),)
    article = r"/news/\d+$"
    discovery: ClassVar[tuple[Source, ...]] = (Feed(f"{HOME}/rss"),)
    layouts = (Layout(title="h1", body="article"),)


class Web:
    """The site, where an article appears every ten minutes, and a crawler of it."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.articles = 10
        self.robots: str | None = f"Sitemap: {HOME}/all.xml\n"
        self.pages: dict[str, bytes] = {}
        self.records = RecordStore(folder / "records.sqlite")
        self.workers = WorkerPool(workers=1, seconds=1.0, memory=2**30)
        self.site: type[Site] = Tezkor

    def publish(self, count: int) -> None:
        self.articles += count
        self.now += HOUR

    def run(self, limit: int | None = None) -> Counter[str]:
        """Crawl, store what the frontier gives, and return the counts with what was asked for."""
        window = Window(
            since=self.now.date() - timedelta(days=2),
            until=self.now.date(),
            now=self.now,
            language="uz",
            zone=Tezkor.zone,
        )
        counts: Counter[str] = Counter()

        def count(key: str) -> None:
            counts[key] += 1

        async def fetch(url: str, conditions: Mapping[str, str]) -> Response:
            counts[url.removeprefix(HOME)] += 1
            body = self.body(url.removeprefix(HOME))
            etag = f'"{zlib.crc32(body or b"")}"'
            if body and conditions.get("If-None-Match") == etag:
                return Response(url, status=304)
            return Response(url, status=200 if body else 404, body=body or b"", headers={"ETag": etag})

        async def crawl() -> None:
            frontier = Frontier(
                self.site,
                Revisits(self.records, "tezkor"),
                Coverage(self.records, "tezkor", 30),
                DiscoveryPages(self.site, self.records, self.workers, fetch=fetch, count=count),
                self.workers.own_limit,
                count=count,
            )
            async for link in frontier.links(window, limit):
                self.records.mark_page(
                    article_key_url(link.url), "tezkor", self.now, "stored", asked_url=link.url
                )

        asyncio.run(crawl())
        return counts

    def body(self, path: str) -> bytes | None:
        numbers = range(self.articles)
        if path == "/rss":
            links = (
                f"<item><link>{HOME}/news/{number}</link></item>" for number in numbers[::-1][:IN_THE_FEED]
            )
            return f"<rss>{''.join(links)}</rss>".encode()
        if path == "/robots.txt":
            return self.robots.encode() if self.robots else None
        if path == "/all.xml":
            locations = (f"<url><loc>{HOME}/news/{number}</loc></url>" for number in numbers)
            return f"<urlset>{''.join(locations)}</urlset>".encode()
        return None

    @property
    def stored(self) -> int:
        return sum(self.records.page(f"{HOME}/news/{number}") is not None for number in range(self.articles))


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    web = Web(tmp_path)
    yield web
    web.records.close()
    web.workers.close()


def test_a_feed_that_has_not_overflowed_costs_one_request(web: Web) -> None:
    web.run()
    web.publish(4)
    counts = web.run()
    assert (counts["/rss"], counts["/robots.txt"], web.stored) == (1, 0, 9)
    assert not web.run()["gap/overflow"]


def test_what_a_feed_has_dropped_is_found_in_the_sitemap(web: Web) -> None:
    web.run()
    web.publish(12)
    counts = web.run()
    assert (counts["note/filled"], counts["gap/overflow"], web.stored) == (1, 0, 22)
    web.publish(3)
    counts = web.run()
    assert (counts["/all.xml"], counts["note/filled"], web.stored) == (0, 0, 25)


@pytest.mark.parametrize("robots", [None, "User-agent: *\nDisallow:\n", f"Sitemap: {HOME}/nowhere.xml\n"])
def test_a_gap_that_nothing_fills_is_said(web: Web, robots: str | None) -> None:
    web.robots = robots
    web.run()
    web.publish(12)
    counts = web.run()
    assert (counts["gap/overflow"], counts["note/filled"], counts["/sitemap.xml"]) == (1, 0, 1)
    assert not any(key.startswith("discovery_error") for key in counts)  # it is the gap that is said


def test_a_run_that_did_not_note_all_of_the_feed_does_not_hide_what_it_dropped(web: Web) -> None:
    web.run()
    web.publish(4)
    web.run(limit=1)  # the page counts as read only when all of its links are due
    web.publish(4)
    assert web.run()["note/filled"] == 1
    assert web.stored == web.articles


def test_a_site_with_a_sitemap_of_its_own_is_not_asked_twice(web: Web) -> None:
    class WithSitemap(Tezkor):
        name = "tezkor"
        discovery: ClassVar[tuple[Source, ...]] = (Feed(f"{HOME}/rss"), Sitemap(f"{HOME}/all.xml"))

    web.site = WithSitemap
    web.run()
    web.publish(12)
    counts = web.run()
    assert (counts["/robots.txt"], counts["/all.xml"], counts["gap/overflow"], web.stored) == (0, 1, 0, 22)


def test_a_feed_that_has_not_changed_was_read_to_its_end(web: Web) -> None:
    web.run()
    web.now += timedelta(days=2)
    web.run()
    days = web.records.read_days("tezkor", f"Feed {HOME}/rss")
    assert days is not None
    assert days.until == web.now.date()


def test_a_kept_page_that_is_damaged_is_fetched_whole(web: Web) -> None:
    web.run()
    web.records._db.execute("UPDATE discovery_page SET body = x'00'")
    web.publish(2)
    web.run()
    assert web.stored == 7
