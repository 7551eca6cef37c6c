"""The feed of a WordPress site goes back page by page, and its interface lists the posts."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import orjson
import pytest

from crawler.wordpress import LAYOUT, PagedFeed, Posts
from xabar.extraction.page import extract_page
from xabar.source import UnreadableSource, Window

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Almaty"))
WINDOW = Window(since=date(2026, 11, 22), until=NOW.date(), now=NOW, language="kk", zone="Asia/Almaty")
FEED = PagedFeed("https://kaz.orda.kz/feed/", pages=3)
POSTS = Posts("https://365info.kz/", pages=2)
RSS = b"<rss><channel><item><link>https://kaz.orda.kz/a-b-c/</link><pubDate>Tue, 24 Nov 2026 03:00:00 +0000</pubDate></item></channel></rss>"


def test_a_feed_goes_on_where_the_page_before_ended() -> None:
    pages, url = [], "https://kaz.orda.kz/feed/"
    while True:
        pages.append(url)
        found = FEED.read(RSS, url, WINDOW)
        assert [link.day for link in found.links] == [date(2026, 11, 24)]
        if not found.pages:
            break
        (url,) = found.pages
    assert pages == [FEED.address, f"{FEED.address}?paged=2", f"{FEED.address}?paged=3"]


def test_posts_have_their_moments_in_the_zone_of_the_site() -> None:
    body = orjson.dumps(
        [
            {"link": "https://365info.kz/2026/11/smog", "date": "2026-11-24T23:30:00"},
            {"link": "https://365info.kz/2026/11/les", "date": "2026-11-21T10:00:00"},
            {"link": None},
            "x",
        ]
    )
    (first,) = POSTS.first_pages(WINDOW)
    found = POSTS.read(body, first, WINDOW)
    assert [(link.url, link.day) for link in found.links] == [
        ("https://365info.kz/2026/11/smog", date(2026, 11, 24)),
        ("https://365info.kz/2026/11/les", date(2026, 11, 21)),
    ]
    assert found.pages == (first.replace("&page=1", "&page=2"),)
    assert POSTS.read(body, found.pages[0], WINDOW).pages == ()
    assert POSTS.read(b"[]", first, WINDOW).pages == ()


@pytest.mark.parametrize("body", [b"<html></html>", b'{"code": "rest_no_route"}'])
def test_what_is_no_list_of_posts_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(UnreadableSource):
        POSTS.read(body, POSTS.address.format(page=1), WINDOW)


@pytest.mark.parametrize("body", ["entry-content", "td-post-content"])
def test_the_stock_class_names_are_read(body: str) -> None:
    text = "Тараздағы шеберлер көне кәсіпті жастарға үйретіп, апта сайын тегін сабақ өткізе бастады. " * 2
    html = (
        f'<h1 class="entry-title">Шеберлер сабағы</h1><div class="{body}"><p>{text}</p><p>{text}!</p></div>'
    )
    page = extract_page(html, url="https://zanmedia.kz/a/12345/", layouts=(LAYOUT,), fallback=False)
    assert (page.title, len(page.paragraphs), page.body_layer) == ("Шеберлер сабағы", 2, "selectors")
