"""Histories of partial runs over a small site, drawn at random: in the end nothing is missing that a plain run owes.

The frontier, the sources and the records are the real ones; the site and what becomes of each article are simulated, and
the time is an argument.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from crawler.coverage import Coverage
from crawler.discovery import DailySitemap, Feed, JsonList, Window
from crawler.frontier import Frontier
from crawler.revisits import Revisits
from xabar.declaration import Edition
from xabar.extraction.addresses import article_key_url
from xabar.extraction.layout import Layout
from xabar.records.errors import DiskFull
from xabar.records.store import RecordStore
from xabar.site import Site
from xabar.source import Link
from xabar.workers.pool import WorkerPool

ZONE: Final = ZoneInfo("Asia/Tashkent")
BEGIN: Final = datetime(2026, 11, 1, 9, 30, tzinfo=ZONE)
LOOK_BACK, CATCH_UP = 2, 30
ON_A_PAGE, IN_THE_FEED = 3, 4
LASTING, PASSING = "no-body", "http-error"


class Gazeta(Site):
    """A list, a feed that overflows, and for one edition a sitemap a day."""

    name = "gazeta"
    zone = "Asia/Tashkent"
    allowed_domains = ("gazeta.example.uz",)
    editions = (Edition("https://gazeta.example.uz/", "uz"),)
    article = r"/(?:list|feed|map)/\d+$"
    discovery = (
        Feed("https://gazeta.example.uz/rss"),
        JsonList(
            "https://api.gazeta.example.uz/?page={page}",
            article="https://gazeta.example.uz/list/{number}",
            date="at",
        ),
        DailySitemap("https://gazeta.example.uz/{day:%Y-%m-%d}.xml"),
    )
    layouts = (Layout(title="h1", body="article"),)


@dataclass(frozen=True)
class Story:
    """An article of the site."""

    number: int
    at: datetime
    kind: str  # the source that names it; the feed names the newest of the list's

    @property
    def url(self) -> str:
        return f"https://gazeta.example.uz/{self.kind}/{self.number}"


@dataclass
class Faults:
    """What goes wrong in one run."""

    asked: int | None = None  # after so many articles the run ends
    dies: bool = False  # and those that are on their way are not settled
    pages: frozenset[int] = frozenset()  # discovery pages that fail, by their place in the run
    refused: frozenset[int] = frozenset()  # articles that are refused, by their place in the run
    disk: int | None = None  # after so many writes the disk is full


class Press:
    """The site, the records that a crawler has of it, and the clock."""

    def __init__(self, folder: Path) -> None:
        self.now = BEGIN
        self.stories: list[Story] = []
        self.records = RecordStore(folder / "records.sqlite")
        self.asked: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.stored: set[str] = set()
        self.workers = WorkerPool(workers=1, seconds=1.0, memory=2**30)

    def publish(self, count: int, kind: str) -> None:
        self.stories += [Story(len(self.stories), self.now, kind) for _ in range(count)]

    def run(
        self, faults: Faults | None = None, *, since: date | None = None, until: date | None = None
    ) -> Counter[str]:
        """Run the crawler once; return what it counted."""
        faults = faults or Faults()
        today = self.now.date()
        window = Window(
            since=since or (until or today) - timedelta(days=LOOK_BACK),
            until=until or today,
            now=self.now,
            zone=Gazeta.zone,
        )
        revisits = Revisits(self.records, Gazeta.name)
        coverage = Coverage(self.records, Gazeta.name, None if since or until else CATCH_UP)
        self.asked, self.counts = Counter(), Counter()

        def count(key: str) -> None:
            self.counts[key] += 1

        frontier = Frontier(
            Gazeta, revisits, coverage, self.workers, fetch=self._fetcher(faults), count=count
        )
        asyncio.run(self._crawl(frontier.links(window, limit=None if faults.dies else faults.asked), faults))
        return self.counts

    async def _crawl(self, links: AsyncIterator[Link], faults: Faults) -> None:
        on_the_way: list[Link] = []
        revisits = Revisits(self.records, Gazeta.name)
        places = itertools.count()
        writes = itertools.count(1)
        async with aclosing(links) as asked:  # type: ignore[type-var]
            async for link in asked:
                on_the_way.append(link)
                if len(on_the_way) > 2:
                    self._settle(on_the_way.pop(0), next(places), revisits, faults)
                if faults.disk is not None and next(writes) > faults.disk:
                    return
                if faults.dies and faults.asked is not None and next(places) >= faults.asked:
                    return
        for link in on_the_way:
            self._settle(link, next(places), revisits, faults)

    def _settle(self, link: Link, place: int, revisits: Revisits, faults: Faults) -> None:
        self.asked[link.url] += 1
        if place in faults.refused:
            revisits.refuse(link.url, PASSING, self.now)
            return
        self.records.mark_page(article_key_url(link.url), Gazeta.name, self.now, "stored")
        self.stored.add(link.url)

    def _fetcher(self, faults: Faults) -> Callable[[str], Any]:
        places = itertools.count()

        async def fetch(url: str) -> Response:
            place = next(places)
            self.asked[url] += 1
            if place in faults.pages:
                if place % 2:
                    raise DownloadTimeoutError
                return Response(url, status=502)
            return self._answer(url)

        return fetch

    def _answer(self, url: str) -> Response:
        newest = sorted(self.stories, key=lambda story: (story.at, story.number), reverse=True)
        if url.endswith("/rss"):
            listed = [story for story in newest if story.kind == "list"][:IN_THE_FEED]
            listed += [story for story in newest if story.kind == "feed"][:IN_THE_FEED]
            items = "".join(
                f"<item><link>{s.url}</link><pubDate>{s.at.isoformat()}</pubDate></item>" for s in listed
            )
            return Response(url, body=f"<rss><channel>{items}</channel></rss>".encode())
        if url.endswith(".xml"):
            entries = [s.url for s in newest if s.kind == "map" and f"{s.at:%Y-%m-%d}" in url]
            if not entries:
                return Response(url, status=404)
            body = "".join(f"<url><loc>{entry}</loc></url>" for entry in entries)
            return Response(url, body=f"<urlset>{body}</urlset>".encode())
        page = int(url.rpartition("=")[2])
        rows = [s for s in newest if s.kind == "list"][(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
        data = [{"number": s.number, "at": f"{s.at:%Y-%m-%d %H:%M}"} for s in rows]
        return Response(url, body=orjson.dumps({"data": data}))

    def urls(self, since: date, until: date, kinds: tuple[str, ...] = ("list", "map")) -> set[str]:
        return {s.url for s in self.stories if since <= s.at.date() <= until and s.kind in kinds}

    def close(self) -> None:
        self.records.close()
        self.workers.close()


places = st.frozensets(st.integers(0, 12), max_size=4)
days = st.integers(0, 6)


class Histories(RuleBasedStateMachine):
    """Time goes on, articles appear, runs go wrong. After any history a plain run owes what came since the first one."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.press = Press(Path(self.folder.name))
        self.first: date | None = None
        self.press.publish(7, "list")
        self.press.publish(3, "map")

    @rule(hours=st.sampled_from((1, 5, 24, 72)), count=st.integers(0, 9), kind=st.sampled_from(("list", "map")))
    def publish(self, hours: int, count: int, kind: str) -> None:
        self.press.now += timedelta(hours=hours)
        self.press.publish(count, kind)

    @rule(
        limit=st.none() | st.integers(1, 9), dies=st.booleans(), pages=places, refused=places, plain=st.booleans()
    )
    def run(self, limit: int | None, dies: bool, pages: frozenset[int], refused: frozenset[int], plain: bool) -> None:
        self._plain()
        self.press.run(Faults(asked=limit, dies=dies, pages=pages, refused=refused))

    @rule(since=days, length=days, limit=st.none() | st.integers(1, 9), pages=places)
    def run_a_window(self, since: int, length: int, limit: int | None, pages: frozenset[int]) -> None:
        today = self.press.now.date()
        first = today - timedelta(days=since)
        until = min(today, first + timedelta(days=length))
        self.press.run(Faults(asked=limit, pages=pages), since=first, until=until)

    @rule(since=days)
    def run_since(self, since: int) -> None:
        self.press.run(since=self.press.now.date() - timedelta(days=since))

    @precondition(lambda self: self.first is not None)
    @rule()
    def nothing_is_missing_after_a_plain_run(self) -> None:
        self.press.now += timedelta(hours=25)  # whatever was refused many times is due
        self._plain()
        self.press.run()
        assert self.first is not None
        owed = self.press.urls(max(self.first, self._earliest()), self.press.now.date())
        assert owed <= self.press.stored, sorted(owed - self.press.stored)
        assert self.press.records.due_pages(Gazeta.name) == []

    def _plain(self) -> None:
        self.first = self.first or self.press.now.date() - timedelta(days=LOOK_BACK)

    def _earliest(self) -> date:
        return self.press.now.date() - timedelta(days=CATCH_UP)

    def teardown(self) -> None:
        if hasattr(self, "press"):
            self.nothing_is_missing_after_a_plain_run() if self.first else None
            self.press.close()
            self.folder.cleanup()


Histories.TestCase.settings = settings(
    max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
test_histories_of_partial_runs = Histories.TestCase
