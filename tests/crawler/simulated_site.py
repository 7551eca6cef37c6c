"""A small site without a network, and a crawler of it whose runs can go wrong: what the histories are made of.

The frontier, the sources and the records are the real ones; what becomes of each article is said by the run, and the
time is an argument.
"""

from __future__ import annotations

import asyncio
import itertools
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import orjson
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from crawler.coverage import Coverage
from crawler.discovery import DailySitemap, Feed, JsonList, Window
from crawler.discovery_pages import DiscoveryPages, Fetch
from crawler.frontier import Frontier
from crawler.revisits import Revisits
from tests.record_stores import lay_empty_store
from xabar.declaration import Edition
from xabar.extraction.addresses import article_key_url
from xabar.extraction.layout import Layout
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore
from xabar.site import Site
from xabar.source import Link
from xabar.workers.pool import WorkerPool

BEGIN: Final = datetime(2026, 11, 1, 9, 30, tzinfo=ZoneInfo("Asia/Tashkent"))
LOOK_BACK: Final = 2
CATCH_UP: Final = 30
ON_A_PAGE: Final = 3
IN_THE_FEED: Final = 4
ON_THE_WAY: Final = 2  # requests that are given and not yet answered
HOME: Final = "https://gazeta.example.uz"
LIST: Final = "https://api.gazeta.example.uz/?page="


class Gazeta(Site):
    """A feed that overflows, a list that names the same articles, and a sitemap a day with others."""

    name = "gazeta"
    zone = "Asia/Tashkent"
    allowed_domains = ("gazeta.example.uz",)
    editions = (Edition(f"{HOME}/", "uz"),)
    article = r"/(?:list|feed|map)/\d+$"
    discovery = (
        Feed(f"{HOME}/rss"),
        JsonList(LIST + "{page}", article=HOME + "/list/{number}", date="at"),
        DailySitemap(HOME + "/{day:%Y-%m-%d}.xml"),
    )
    layouts = (Layout(title="h1", body="article"),)


@dataclass(frozen=True)
class Story:
    """An article of the site. Its kind is the source that names it; the feed names those of the list, too."""

    number: int
    at: datetime
    kind: str = "list"

    @property
    def url(self) -> str:
        return f"{HOME}/{self.kind}/{self.number}"


@dataclass(frozen=True)
class Faults:
    """What goes wrong in one run."""

    killed_after: int | None = None  # articles given; those on their way are not settled
    pages: frozenset[int] = frozenset()  # discovery pages that fail, by their place in the run
    refused: frozenset[int] = (
        frozenset()
    )  # articles that are answered with an error, by their place in the run
    room: int | None = None  # database pages until the disk is full


class Press:
    """The site, a crawler's records of it, and the clock."""

    def __init__(self, folder: Path) -> None:
        self.now = BEGIN
        self.stories: list[Story] = []
        self.records = RecordStore(lay_empty_store(folder))
        self.asked: list[str] = []  # of the latest run
        self.counts: Counter[str] = Counter()  # of the latest run
        self.stored: set[str] = set()
        self._workers = WorkerPool(workers=1, seconds=1.0, memory=2**30)

    def publish(self, count: int, kind: str = "list") -> None:
        """Publish articles now."""
        self.stories += [Story(len(self.stories) + more, self.now, kind) for more in range(count)]

    def urls(self, since: date, *kinds: str) -> set[str]:
        """Return the addresses of the articles since a day."""
        return {story.url for story in self.stories if story.at.date() >= since and story.kind in kinds}

    def run(
        self,
        faults: Faults = Faults(),
        *,
        limit: int | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> None:
        """Run the crawler once."""
        last = until or self.now.date()
        window = Window(
            since=since or last - timedelta(days=LOOK_BACK),
            until=last,
            now=self.now,
            language="uz",
            zone=Gazeta.zone,
        )
        self.asked, self.counts = [], Counter()
        try:
            with _full_disk(self.records, faults.room):
                asyncio.run(self._crawl(window, limit, faults, plain=not (since or until)))
        except RecordsError:
            assert faults.room is not None

    async def _crawl(self, window: Window, limit: int | None, faults: Faults, *, plain: bool) -> None:
        revisits = Revisits(self.records, Gazeta.name)

        def count(key: str) -> None:
            self.counts[key] += 1

        frontier = Frontier(
            Gazeta,
            revisits,
            Coverage(self.records, Gazeta.name, CATCH_UP if plain else None),
            DiscoveryPages(
                Gazeta, self.records, self._workers, fetch=self._fetcher(faults.pages), count=count
            ),
            self._workers.own_limit,
            count=count,
        )
        on_the_way: list[Link] = []
        places, given = itertools.count(), itertools.count(1)
        async with aclosing(frontier.links(window, limit)) as links:
            async for link in links:
                on_the_way.append(link)
                if len(on_the_way) > ON_THE_WAY:
                    self._settle(on_the_way.pop(0), revisits, refused=next(places) in faults.refused)
                if faults.killed_after is not None and next(given) >= faults.killed_after:
                    return
        for link in on_the_way:
            self._settle(link, revisits, refused=next(places) in faults.refused)

    def _settle(self, link: Link, revisits: Revisits, *, refused: bool) -> None:
        self.asked.append(link.url)
        if refused:
            revisits.refuse(link.url, "http-error", self.now)
        else:
            self.records.mark_page(article_key_url(link.url), Gazeta.name, self.now, "stored")
            self.stored.add(link.url)

    def _fetcher(self, failing: frozenset[int]) -> Fetch:
        places = itertools.count()

        async def fetch(url: str, conditions: Mapping[str, str]) -> Response:
            self.asked.append(url)
            place = next(places)
            if place not in failing:
                answer = self._answer(url)
                etag = f'"{zlib.crc32(answer.body)}"'
                if conditions.get("If-None-Match") == etag:
                    self.counts["not modified"] += 1
                    return Response(url, status=304)
                return answer.replace(headers={"ETag": etag})
            if place % 2:
                raise DownloadTimeoutError
            return Response(url, status=502)

        return fetch

    def _answer(self, url: str) -> Response:
        newest = sorted(self.stories, key=lambda story: (story.at, story.number), reverse=True)
        if url.startswith(LIST):
            skipped = (int(url.removeprefix(LIST)) - 1) * ON_A_PAGE
            listed = [story for story in newest if story.kind == "list"][skipped : skipped + ON_A_PAGE]
            rows = [{"number": story.number, "at": f"{story.at:%Y-%m-%d %H:%M}"} for story in listed]
            return Response(url, body=orjson.dumps({"data": rows}))
        if url.endswith("/rss"):
            listed = [story for story in newest if story.kind != "map"][:IN_THE_FEED]
            items = (f"<item><link>{s.url}</link><date>{s.at.isoformat()}</date></item>" for s in listed)
            return Response(url, body=f"<rss>{''.join(items)}</rss>".encode())
        mapped = [story.url for story in newest if story.kind == "map" and f"{story.at:%Y-%m-%d}" in url]
        entries = (f"<url><loc>{address}</loc></url>" for address in mapped)
        body = f"<urlset>{''.join(entries)}</urlset>".encode()
        return Response(url, body=body) if mapped else Response(url, status=404)

    def close(self) -> None:
        """Close the records."""
        self.records.close()
        self._workers.close()


@contextmanager
def _full_disk(records: RecordStore, room: int | None) -> Iterator[None]:
    """Let SQLite find the disk full after so many more pages of the file."""
    if room is None:
        yield
        return
    used = records._db.execute("PRAGMA page_count").fetchone()[0]
    records._db.execute(f"PRAGMA max_page_count={used + room}")
    try:
        yield
    finally:
        records._db.execute("PRAGMA max_page_count=1073741823")
