"""One bad link, date or entry of a discovery page costs that entry, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crawler.discovery import Feed, Found, JsonList, ListPage, Sitemap, Window
from xabar.extraction.addresses import MAX_LENGTH, article_key_url
from xabar.extraction.page_checks import is_challenge
from xabar.source import EntityBomb

HOME: Final = "https://kun.uz"
GOOD: Final = "/news/2026/11/24/a"
NOW: Final = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Tashkent"))
WINDOW: Final = Window(
    since=date(2026, 11, 22), until=NOW.date(), now=NOW, language="uz", zone="Asia/Tashkent"
)


def read_feed(url: str, day: str) -> Found:
    items = "".join(
        f"<item><link>{escape(link)}</link><pubDate>{escape(at)}</pubDate></item>"
        for link, at in ((url, "2026-11-24"), (GOOD + "1", day), (GOOD, "2026-11-24"))
    )
    return Feed(f"{HOME}/rss").read(f"<rss><channel>{items}</channel></rss>".encode(), f"{HOME}/rss", WINDOW)


def read_sitemap(url: str, day: str) -> Found:
    entries = "".join(
        f"<url><loc>{escape(link)}</loc><lastmod>{escape(at)}</lastmod></url>"
        for link, at in ((url, "2026-11-24"), (GOOD + "1", day), (GOOD, "2026-11-24"))
    )
    return Sitemap(f"{HOME}/s.xml").read(f"<urlset>{entries}</urlset>".encode(), f"{HOME}/s.xml", WINDOW)


def read_index(url: str, day: str) -> Found:
    entries = "".join(
        f"<sitemap><loc>{escape(link)}</loc><lastmod>{escape(at)}</lastmod></sitemap>"
        for link, at in ((url, "2026-11-24"), (GOOD + "1", day), (GOOD, "2026-11-24"))
    )
    body = f"<sitemapindex>{entries}</sitemapindex>".encode()
    found = Sitemap(f"{HOME}/s.xml").read(body, f"{HOME}/s.xml", WINDOW)
    assert found.links == ()
    return found


def read_list(url: str, day: str) -> Found:
    rows = "".join(
        f'<li><a href="{escape(link, {chr(34): "&quot;"})}">x</a><i>{escape(at)}</i></li>'
        for link, at in ((url, "24.11.2026"), (GOOD + "1", day), (GOOD, "24.11.2026"))
    )
    return ListPage(f"{HOME}/list", item="li", date="i").read(
        f"<ul>{rows}</ul>".encode(errors="replace"), f"{HOME}/list", WINDOW
    )


def read_json(url: str, day: str) -> Found:
    rows = ((url, "2026-11-24"), (GOOD + "1", day), (GOOD, "2026-11-24"))
    body = orjson.dumps({"data": [{"url": link, "at": at} for link, at in rows]})
    return JsonList(f"{HOME}/api", article="{url}", date="at").read(body, f"{HOME}/api", WINDOW)


READERS: Final = (read_feed, read_sitemap, read_index, read_list, read_json)
LINKS: Final = (
    "https://kun.uz:99999/news/2026/11/24/b",
    "https://kun.uz:port/b",
    "http://[kun.uz/b",
    "?" * MAX_LENGTH,
    f"/news/2026/11/24/%{'25' * 100_000}",
    f"/news/2026/11/24/{'x' * MAX_LENGTH}",
)
TIMES: Final = (
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00",
    "Fri, 31 Dec 9999 23:59:59 -1200",
    "Mon, 01 Jan 0001 00:00:00 +1400",
    "Mon, 99 Foo 2026 99:99:99 +9999",
    "31.12.9999, 23:59",
    "0000-00-00",
    "١٢٣٤-١١-٢٤",
    "",
)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("day", TIMES)
def test_a_bad_time_costs_no_other_entry(read: Callable[[str, str], Found], day: str) -> None:
    found = read(HOME + GOOD + "0", day)
    given = [*(link.url for link in found.links), *found.pages]
    assert {HOME + GOOD, HOME + GOOD + "0"} <= set(given)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("url", LINKS)
def test_a_bad_link_costs_that_entry(read: Callable[[str, str], Found], url: str) -> None:
    found = read(url, "2026-11-24")
    given = [*(link.url for link in found.links), *found.pages]
    assert set(given) == {HOME + GOOD, HOME + GOOD + "1"}


XML_TEXT: Final = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")))


@pytest.mark.parametrize("read", READERS)
@settings(deadline=None)
@given(url=XML_TEXT | st.builds("https://kun.uz{}".format, XML_TEXT), day=XML_TEXT)
def test_whatever_stands_in_an_entry_costs_that_entry(
    read: Callable[[str, str], Found], url: str, day: str
) -> None:
    assume(not is_challenge(url + day))  # then the whole page is one, not the entry
    found = read(url, day)
    given = [*(link.url for link in found.links), *found.pages]
    assert HOME + GOOD in given
    for address in given:
        article_key_url(address)  # does not raise


# Declarations of entities, and what stands for one of them in a link.
BOMBS: Final = {
    "a billion laughs": ("".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)), "&a9;"),
    "nested too deep": ("".join(f'<!ENTITY a{n} "&a{n - 1};">' for n in range(1, 60)), "&a59;"),
    "a loop": ('<!ENTITY b "&c;"><!ENTITY c "&b;">', "&b;"),
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("read", [Feed(f"{HOME}/rss").read, Sitemap(f"{HOME}/rss").read])
def test_entities_that_unfold_without_end_are_an_error_of_their_own(
    name: str, read: Callable[[bytes, str, Window], Found]
) -> None:
    declared, used = BOMBS[name]
    root, entry, link = ("rss", "item", "link") if read.__self__.kind == "feed" else ("urlset", "url", "loc")  # type: ignore[attr-defined]
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "a">{declared}]><{root}><{entry}><{link}>{HOME}/{used}</{link}></{entry}></{root}>'
    with pytest.raises(EntityBomb, match=r"rss is refused: \w+"):
        read(bomb.encode(), f"{HOME}/rss", WINDOW)


def test_a_feed_may_declare_entities_that_harm_nobody() -> None:
    feed = f'<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]><rss><item><title>a&nbsp;b</title><link>{HOME}{GOOD}</link></item></rss>'
    assert len(Feed(f"{HOME}/rss").read(feed.encode(), f"{HOME}/rss", WINDOW).links) == 1
