"""A host that gives no robots.txt is not crawled, and its Crawl-delay is obeyed."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest
from scrapy.http import Response

from crawler.middlewares.robots import MOST_BYTES, rules_of
from tests.crawler.letting_go import PRINTING, moments

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site


def test_a_host_whose_robots_txt_does_not_come_is_left_alone(site: Site, crawl: Callable[..., Crawl]) -> None:
    def hang_up(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True

    site.put("https://kun.uz/robots.txt", hang_up)
    done = crawl("kun_uz")
    assert set(site.asked) == {"https://kun.uz/robots.txt"}
    assert set(done.counts["errors"]) == {"no-answer"}
    assert "Traceback" not in done.log


def test_crawl_delay_is_obeyed(site: Site, crawl: Callable[..., Crawl]) -> None:
    site.put("https://kun.uz/robots.txt", "User-agent: *\nCrawl-delay: 0.5")
    done = crawl("kun_uz", {"DOWNLOAD_DELAY_JITTER": 0, **PRINTING})
    first, second = (moment for moment, url in moments(done.printed) if "/news/" in url)
    assert second - first >= 0.5


def test_a_host_whose_robots_txt_goes_round_in_redirects_has_none(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    site.put("https://kun.uz/robots.txt", "", 302, Location="https://kun.uz/robots.txt")
    crawl("kun_uz")
    assert site.asked.count("https://kun.uz/robots.txt") == 6  # five redirects are followed
    assert "https://kun.uz/news/rss" in site.asked


RULES = b"User-agent: *\nDisallow: /news"


@pytest.mark.parametrize(
    ("status", "body", "meant"),
    [
        (200, RULES, RULES),
        (404, RULES, b""),
        (403, RULES, b""),
        (429, b"", b"User-agent: *\nDisallow: /"),
        (503, b"", b"User-agent: *\nDisallow: /"),
        (200, RULES + b"\n#" + b"x" * MOST_BYTES, RULES),
        (200, b"#" * (MOST_BYTES - 10) + b"\nDisallow: /", b"#" * (MOST_BYTES - 10)),
    ],
)
def test_an_answer_means_what_the_standard_says(status: int, body: bytes, meant: bytes) -> None:
    assert rules_of(Response("https://kun.uz/robots.txt", status=status, body=body)) == meant
