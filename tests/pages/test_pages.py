"""Every recorded or hand-made page gives what a reader sees on it, with one test for each page.

A page is `NAME.html.gz`, as it was received, and `NAME.json` with its address, the time when it was fetched, and what
must be found. A failure names the page and each field that differs. The page goes through the steps of a crawl without the last one,
which stores.
"""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from xabar.app.expected import FIELDS
from xabar.app.explain import report_page
from xabar.app.project import all_sites, project_settings
from xabar.article import Article
from xabar.config import Config
from xabar.http_response import HttpResponse

PAGES = Path(__file__).parent
SETTINGS = project_settings({"XABAR_DATA": str(PAGES / "no-records")})  # nothing learned yet
CONFIG = Config.from_settings(SETTINGS)
SITES = all_sites(SETTINGS)


@cache
def expectation(page: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAGES / f"{page}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def response_of(page: str) -> HttpResponse:
    """Return the page as it was received."""
    expected = expectation(page)
    body = gzip.decompress((PAGES / f"{page}.html.gz").read_bytes())
    return HttpResponse(expected["url"], body, content_type=expected.get("content_type", "text/html"))


@cache
def article_of(page: str) -> Article:
    """Return the page's article, which tests must not change."""
    expected = expectation(page)
    site = SITES[page.partition("/")[0]]
    now = datetime.fromisoformat(expected["crawled_at"]).astimezone(UTC)
    reading = report_page(response_of(page), site, now=now, config=CONFIG)
    assert reading.problem is None, reading.problem
    assert reading.article is not None
    return reading.article


def pages() -> list[str]:
    return sorted(
        f"{path.parent.name}/{path.name.removesuffix('.html.gz')}" for path in PAGES.glob("*/*.html.gz")
    )


@pytest.mark.parametrize("page", pages())
def test_page(page: str) -> None:
    article, expected = article_of(page), expectation(page)["expected"]
    found = {field: value_of(article) for field, value_of in FIELDS.items()}
    wrong = [
        f"{field}: {found[field]!r}, not {expected[field]!r}"
        for field in FIELDS
        if found[field] != expected[field]
    ]
    assert wrong == []


def test_every_page_says_what_must_be_found_on_it() -> None:
    assert all(set(expectation(page)["expected"]) == set(FIELDS) for page in pages())


def test_every_site_has_a_page() -> None:
    assert {page.partition("/")[0] for page in pages()} == set(SITES)


@pytest.mark.parametrize("site", SITES)
def test_every_layout_has_a_page(site: str) -> None:
    """A layout that fits no recorded page is one that nobody has tried."""
    recorded = [page for page in pages() if page.partition("/")[0] == site]
    trees = [LexborHTMLParser(SITES[site].as_page(response_of(page)).html or "") for page in recorded]
    for layout in SITES[site].layouts:
        selectors = filter(None, (layout.title, layout.body))
        assert any(all(map(tree.css_first, selectors)) for tree in trees), layout
