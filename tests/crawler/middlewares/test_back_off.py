"""A host that is busy is left alone for as long as it asks, over real HTTP; what it did not give, the next run asks for."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest
from scrapy.http import Response

from crawler.middlewares.back_off import read_retry_after

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

DAY = f"https://kun.uz/news/{datetime.now(UTC):%Y/%m/%d}"
TEXT = (
    "<p>{0} qishlogʻida shu hafta yangi maktab ochildi, bu haqda tuman hokimligi xabar berdi.</p>"
    "<p>Aholi {0} maktabini uch yil kutgan edi, endi bolalar oʻsha yerda oʻqiydi.</p>"
)
PLACES = ("Guldara", "Oqtepa", "Novqat", "Yangiyer", "Toshloq", "Qorasuv")


def put_articles(site: Site) -> None:
    for place in PLACES:
        site.put(
            f"{DAY}/{place}",
            f'<h1 class="news-inner__content-title">{place}da yangi maktab ochildi</h1>'
            f'<div class="news-inner__content-page">{TEXT.format(place)}</div>',
        )
    links = "".join(f"<item><link>{DAY}/{place}</link></item>" for place in PLACES)
    site.put("https://kun.uz/news/rss", f"<rss><channel>{links}</channel></rss>", Content_Type="text/xml")


def test_all_of_a_host_waits_for_as_long_as_it_asks_and_then_everything_comes(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    put_articles(site)
    usual = site.answers[f"{DAY}/Guldara"]
    times: list[float] = []

    def refuse_once(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        site.answers[f"{DAY}/Guldara"] = usual
        handler.send_response(429)
        handler.send_header("Retry-After", "1")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def note(handler: BaseHTTPRequestHandler) -> None:
        times.append(time.monotonic())
        handler.send_response(404)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.put(f"{DAY}/Guldara", refuse_once)
    site.put(f"{DAY}/Oqtepa", note)
    done = crawl("kun_uz", {"RETRY_TIMES": 1})
    assert times[1] - times[0] >= 0.9
    assert (done.counts["stored"], done.counts["rejected"]) == (5, {"gone": 1})


def test_a_host_that_asks_for_more_than_a_run_waits_is_asked_by_the_next_run(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    put_articles(site)
    usual = dict(site.answers)
    for place in PLACES:
        site.put(f"{DAY}/{place}", "", 429, Retry_After="3600")
    done = crawl("kun_uz", {"RETRY_TIMES": 2})
    assert done.balanced
    assert sum(f"{DAY}/" in url for url in site.asked) == 1
    assert (done.counts["fetched"], done.counts["rejected"]) == (1, {"busy": 1})
    assert done.counts["notes"] == {"postponed": 6}  # five articles and a list
    site.answers.update(usual)
    assert crawl("kun_uz").counts["stored"] == 6


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30),
        (" 0 ", 0),
        ("Tue, 24 Nov 2026 10:00:30 GMT", 30),
        ("Tue, 24 Nov 2026 09:00:00 GMT", 0),
        ("99999999999999999999", 999_999_999),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("٣٠", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str, seconds: float | None) -> None:
    headers = {"Retry-After": value.encode(), "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}
    assert read_retry_after(Response("https://kun.uz/", headers=headers)) == seconds
