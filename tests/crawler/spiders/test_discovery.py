"""The sources of the faked sites, read on their fake lists, feeds and sitemaps, find the addresses there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from crawler.coverage import Span
from crawler.discovery import Source, Window
from crawler.reading import Reading
from crawler.spider import NewsSpider
from xabar.app.project import all_sites, project_settings
from xabar.demo.editions import editions_of
from xabar.demo.entries import demo_entries
from xabar.demo.styles import FAKED_SITES
from xabar.demo.traps import TRAPS
from xabar.demo.web import FakeWeb, build_web
from xabar.extraction.addresses import article_key_url

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
SITES = {name: site for name, site in all_sites(project_settings()).items() if name in FAKED_SITES}
SOURCES = [
    pytest.param(name, source, id=f"{name}/{number}-{type(source).__name__}")
    for name, site in SITES.items()
    for number, source in enumerate(dict.fromkeys(chain(*(each.sources() for each in editions_of(site)))))
]


@pytest.fixture(scope="module")
def web() -> FakeWeb:
    return build_web(SITES.values(), NOW)


def window_of(site: type[NewsSpider], days: int = 3) -> Window:
    now = NOW.astimezone(ZoneInfo(site.zone))
    since = now.date() - timedelta(days=days)
    return Window(since=since, until=now.date(), now=now, language=site.editions[0].language, zone=site.zone)


def read_source(source: Source, web: FakeWeb, window: Window) -> Iterator[list[tuple[str, date | None]]]:
    """Yield the links of every page that a source leads to, in the order of a crawl."""
    reading = Reading(source, Span(window, window.since), lambda link: None)
    for url in reading.pages():
        parts = urlsplit(url)
        response = web.respond(parts.netloc, f"{parts.path}?{parts.query}" if parts.query else parts.path)
        if response.status == 404 and reading.is_idle:
            return
        assert response.status == 200, url
        found = source.read(response.body, url, window)
        reading.take(found)
        yield [(article_key_url(link.url), link.day) for link in found.links if window.holds(link.day)]


@pytest.mark.parametrize(("name", "source"), SOURCES)
def test_a_source_leads_to_articles_the_newest_first(name: str, source: Source, web: FakeWeb) -> None:
    site = SITES[name]
    pages = list(read_source(source, web, window_of(site)))
    spider = site()
    assert sum(map(len, pages)) >= 3
    for links in pages:
        assert all(spider.is_article(url) for url, _ in links)
        days = [day for _, day in links if day is not None]
        assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("name", SITES)
def test_a_site_s_sources_lead_to_all_its_articles_and_to_nothing_else(name: str, web: FakeWeb) -> None:
    site = SITES[name]
    window = window_of(site)
    found = {
        url for source in site.discovery for links in read_source(source, web, window) for url, _ in links
    }
    printed = {
        article_key_url(entry.url) for edition in editions_of(site) for entry in demo_entries(edition, NOW)
    }
    assert printed <= found
    traps = sum(trap.stories.startswith(f"{name}.") and trap.outcome is not None for trap in TRAPS)
    assert len(found - printed) == traps


@pytest.mark.parametrize("name", SITES)
def test_a_window_of_one_day_leaves_the_older_articles_out(name: str, web: FakeWeb) -> None:
    site = SITES[name]
    today = window_of(site, days=0)
    for source in site.discovery:
        for links in read_source(source, web, today):
            assert {day for _, day in links} <= {None, today.until}
