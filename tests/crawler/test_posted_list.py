"""A list that answers only to the form of its button leads to articles like any other."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.discovery.requests import discovery_request
from tests.crawler.conftest import Crawl, Site
from xabar.source import FORM

MORE = "https://www.ktk.kz/ru/News/AjaxPublications/"
ARTICLE = "https://www.ktk.kz/ru/newsfeed/article/2026/11/24/213456/"
PAGE = Path(__file__).parents[1] / "pages" / "ktk_kz" / "russian.html.gz"


def test_a_form_is_posted_as_the_button_does() -> None:
    request = discovery_request(f"{MORE}{FORM}lastDate=25.11.2026", ("ktk.kz",))
    assert (request.method, request.url, request.body) == ("POST", MORE, b"lastDate=25.11.2026")
    assert request.headers[b"Content-Type"] == b"application/x-www-form-urlencoded; charset=UTF-8"
    assert request.meta["allowed_hosts"] == ("ktk.kz",)


def test_any_other_page_is_got() -> None:
    request = discovery_request("https://kun.uz/news/list?page=2", ("kun.uz",))
    assert (request.method, request.body) == ("GET", b"")


@pytest.mark.slow
def test_a_crawl_posts_the_days_of_its_window(site: Site, crawl: Callable[..., Crawl]) -> None:
    site.put(f"{MORE}{FORM}lastDate=25.11.2026", f'<article><a href="{ARTICLE}"><h3>a</h3></a></article>')
    site.put(ARTICLE, gzip.decompress(PAGE.read_bytes()))
    done = crawl("ktk_kz", since="2026-11-24", until="2026-11-24")
    assert (done.counts["fetched"], done.counts["stored"], done.balanced) == (1, 1, True)
    assert ARTICLE in site.asked
    assert not [url for url in site.asked if "lastDate" in url and "25.11.2026" not in url]
