"""What each site's declaration tells apart: its articles from its other pages, and its editions.

The sites and their editions come from the classes, the addresses from the recorded pages in tests/pages/SITE and, where
there is one, from tests/pages/SITE/addresses.json. A new site needs no change here.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crawler.spider import NewsSpider
from xabar.app.project import all_sites, project_settings
from xabar.app.site_table import site_table
from xabar.http_response import HttpResponse
from xabar.source import Window

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "tests" / "pages"
SITES = all_sites(project_settings())


def examples(site: str) -> dict[str, Any]:
    """The addresses of articles (with language and script) and of other pages that somebody wrote down for a site."""
    path = PAGES / site / "addresses.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def recorded(site: str) -> Iterator[dict[str, Any]]:
    """What is written beside each recorded page."""
    for page in sorted((PAGES / site).glob("*.html.gz")):
        path = page.with_name(page.name.removesuffix(".html.gz") + ".json")
        yield json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("site", SITES)
def test_an_article_is_known_and_so_is_its_edition(site: str) -> None:
    articles = examples(site).get("articles", ())
    assert [url for url, _, _ in articles if not SITES[site].is_article(url)] == []
    editions = [(url, SITES[site].edition_of(url)) for url, _, _ in articles]
    assert [[url, edition.language, edition.script] for url, edition in editions] == list(articles)


@pytest.mark.parametrize("site", SITES)
def test_other_pages_are_no_articles(site: str) -> None:
    assert [url for url in examples(site).get("other_pages", ()) if SITES[site].is_article(url)] == []


@pytest.mark.parametrize("site", SITES)
def test_a_recorded_page_is_an_article(site: str) -> None:
    # what the interface gave stands for a page
    pages = [SITES[site].as_page(HttpResponse(page["url"], b"")) for page in recorded(site)]
    assert [page.url for page in pages if not SITES[site].is_article(page.url)] == []


@pytest.mark.parametrize("site", SITES)
def test_an_edition_is_found_by_its_prefix_which_is_no_article(site: str) -> None:
    for edition in SITES[site].editions:
        assert SITES[site].edition_of(edition.prefix) is edition
        path, mark, chosen = edition.prefix.partition("?")
        assert SITES[site].edition_of(f"{path}news/1{mark}{chosen}") is edition
        assert not SITES[site].is_article(edition.prefix)


@pytest.mark.parametrize("site", SITES)
def test_the_pages_of_a_source_are_no_articles(site: str) -> None:
    now = datetime(2026, 11, 24, 12, 30, tzinfo=ZoneInfo(SITES[site].zone))
    window = Window(
        since=now.date() - timedelta(days=3),
        until=now.date(),
        now=now,
        language=SITES[site].editions[0].language,
        zone=SITES[site].zone,
    )
    for source in SITES[site].discovery:
        pages = list(islice(source.first_pages(window), 10))
        assert pages, source
        assert [url for url in pages if SITES[site].is_article(url)] == [], source


def documentation() -> str:
    return (ROOT / "docs" / "sites.md").read_text(encoding="utf-8")


def test_the_documented_table_is_that_of_the_classes() -> None:
    assert f"\n{site_table(SITES)}\n" in documentation(), "the table of sites is out of date: run `make docs`"


def test_the_documented_example_is_a_site() -> None:
    code = re.search(r"```python\n(.*?)```", documentation(), re.DOTALL)
    assert code
    names: dict[str, object] = {}
    exec(textwrap.dedent(code[1]), names)
    site = names["ExampleUz"]
    assert isinstance(site, type)
    assert issubclass(site, NewsSpider)
    assert site().is_article("https://example.uz/news/12")
