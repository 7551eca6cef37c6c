from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery import Feed, Link, UnreadableSource, Window

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Tashkent"))
WINDOW = Window(
    since=date(2026, 11, 22), until=date(2026, 11, 24), now=NOW, language="uz", zone="Asia/Tashkent"
)
FEED = Feed("https://kun.uz/news/rss")

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><link>https://kun.uz/</link>
<item><link>https://kun.uz/a#x</link><pubDate>Tue, 24 Nov 2026 10:00:00 +0500</pubDate></item>
<item><link>//kun.uz/b</link></item>
<item><guid>https://kun.uz/c</guid></item>
<item><guid isPermaLink="false">77</guid></item>
<item><link>https://kun.uz/old</link><pubDate>Tue, 10 Nov 2026 10:00:00 +0500</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://kun.uz/"/>
<entry><link rel="self" href="https://kun.uz/feed/1"/><link href="https://kun.uz/a"/>
<published>2026-11-23T22:00:00Z</published><updated>2026-11-25T00:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item><link>https://kun.uz/a</link><dc:date>2026-11-24</dc:date></item>
</rdf:RDF>"""


def read(body: str) -> tuple[Link, ...]:
    return FEED.read(body.encode(), FEED.address, WINDOW).links


def test_rss() -> None:
    assert [link.url for link in read(RSS)] == [
        "https://kun.uz/a",
        "https://kun.uz/b",
        "https://kun.uz/c",
        "https://kun.uz/old",  # how far back the feed goes is to be known
    ]
    assert read(RSS)[0] == Link("https://kun.uz/a", date(2026, 11, 24), "Tue, 24 Nov 2026 10:00:00 +0500")


def test_atom_takes_the_page_not_the_feed_and_publication_not_change() -> None:
    assert read(ATOM) == (Link("https://kun.uz/a", date(2026, 11, 24), "2026-11-23T22:00:00Z"),)


def test_rss_1() -> None:
    assert read(RDF) == (Link("https://kun.uz/a", date(2026, 11, 24), "2026-11-24"),)


def test_an_unreadable_date_leaves_the_day_open() -> None:
    body = "<rss><channel><item><link>https://kun.uz/a</link><pubDate>kecha</pubDate></item></channel></rss>"
    assert read(body) == (Link("https://kun.uz/a", None, "kecha"),)


def test_a_web_page_under_a_feeds_address_is_said_to_be_one() -> None:
    with pytest.raises(UnreadableSource, match="is <html>, expected one of rss, rdf, feed"):
        read("<html><body>Topilmadi</body></html>")
