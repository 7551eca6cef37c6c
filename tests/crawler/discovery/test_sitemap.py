import gzip
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery import DailySitemap, Found, Sitemap, UnreadableSource, WeeklySitemap, Window
from crawler.discovery.days import read_machine_day

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Tashkent"))
WINDOW = Window(
    since=date(2026, 11, 22), until=date(2026, 11, 24), now=NOW, language="uz", zone="Asia/Tashkent"
)
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*entries: str) -> bytes:
    return f"<?xml version='1.0'?><urlset {XMLNS} {NEWS}>{''.join(entries)}</urlset>".encode()


def entry(path: str, lastmod: str = "", published: str = "") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    news = (
        f"<news:news><news:publication_date>{published}</news:publication_date></news:news>"
        if published
        else ""
    )
    return f"<url><loc> https://kun.uz{path} </loc>{changed}{news}</url>"


def paths(body: bytes, source: Sitemap | None = None) -> list[str]:
    found = (source or Sitemap("https://kun.uz/sitemap.xml")).read(body, "https://kun.uz/sitemap.xml", WINDOW)
    return [link.url.removeprefix("https://kun.uz") for link in found.links]


def test_the_newest_come_first_and_other_days_not_at_all() -> None:
    body = urlset(
        entry("/news/2026/11/21/d"),
        entry("/news/2026/11/23/b"),
        entry("/news/2026/11/24/a"),
        entry("/news/2026/11/22/c"),
    )
    assert paths(body) == ["/news/2026/11/24/a", "/news/2026/11/23/b", "/news/2026/11/22/c"]


def test_a_news_sitemaps_publication_date_decides_and_is_kept() -> None:
    body = urlset(
        entry("/a", published="2026-11-20T10:00:00+05:00"), entry("/b", published="2026-11-23T23:30:00Z")
    )
    (link,) = Sitemap("https://kun.uz/s.xml").read(body, "https://kun.uz/s.xml", WINDOW).links
    assert (link.day, link.printed) == (date(2026, 11, 24), "2026-11-23T23:30:00Z")  # next day in Tashkent


def test_what_changed_last_before_the_window_was_published_before_it() -> None:
    assert paths(
        urlset(entry("/old", lastmod="2026-11-01"), entry("/new", lastmod="2026-11-24T01:00:00+05:00"))
    ) == ["/new"]


def test_of_undated_entries_the_last_ones_are_taken() -> None:
    body = urlset(*(entry(f"/news/{number}") for number in range(10)))
    assert paths(body, Sitemap("https://kun.uz/s.xml", undated=3)) == ["/news/9", "/news/8", "/news/7"]


def test_an_index_leads_to_the_wanted_sitemaps_newest_first() -> None:
    body = (
        f"<sitemapindex {XMLNS}>"
        "<sitemap><loc>https://daryo.uz/sitemap-uz-1.xml</loc><lastmod>2026-11-22</lastmod></sitemap>"
        "<sitemap><loc>https://daryo.uz/sitemap-uz-2.xml</loc><lastmod>2026-11-24</lastmod></sitemap>"
        "<sitemap><loc>https://daryo.uz/sitemap-uz-0.xml</loc><lastmod>2020-01-01</lastmod></sitemap>"
        "<sitemap><loc>https://daryo.uz/sitemap-images-1.xml</loc></sitemap>"
        "<sitemap><loc>/sitemap-uz-3.xml</loc></sitemap></sitemapindex>"
    ).encode()
    found = Sitemap("https://daryo.uz/sitemap.xml", follow=r"/sitemap-uz-").read(
        body, "https://daryo.uz/sitemap.xml", WINDOW
    )
    assert [page.rpartition("/")[2] for page in found.pages] == [
        "sitemap-uz-3.xml",
        "sitemap-uz-2.xml",
        "sitemap-uz-1.xml",
    ]


def test_gzip_files_are_unpacked() -> None:
    assert paths(gzip.compress(urlset(entry("/news/2026/11/24/a")))) == ["/news/2026/11/24/a"]


@pytest.mark.parametrize(
    "body",
    [
        urlset(entry("/news/2026/11/24/a")).replace(b"</urlset>", b""),  # cut off
        urlset(entry("/news/2026/11/24/a"), "<url><loc>https://kun.uz/?a=1&b=2</loc></url>"[:-6]),
        b"\n\n" + urlset(entry("/news/2026/11/24/a")),
    ],
)
def test_broken_xml_gives_what_it_can(body: bytes) -> None:
    assert "/news/2026/11/24/a" in paths(body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is not XML|is empty"),
        (b"<html><body>Just a moment...</body></html>", "is <html>"),
        (b"<rss/>", "is <rss>"),
        (b"\x1f\x8b broken", "broken gzip"),
        (gzip.compress(urlset(entry("/news/2026/11/24/a")))[:-9], "broken gzip"),  # cut off
    ],
)
def test_another_document_is_said_to_be_one(body: bytes, words: str) -> None:
    with pytest.raises(UnreadableSource, match=words):
        paths(body)


def test_entities_and_outside_files_are_not_read() -> None:
    bomb = b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://kun.uz/&a;</loc></url></urlset>'
    assert not any("root" in path for path in paths(bomb))


def test_a_sitemap_a_day() -> None:
    source = DailySitemap("https://kun.uz/sitemap/site-map-news_day_{d}_year_{y}_month_{m}.xml")
    assert list(source.first_pages(WINDOW)) == [
        f"https://kun.uz/sitemap/site-map-news_day_{day}_year_2026_month_11.xml" for day in (24, 23, 22)
    ]


def test_a_sitemap_a_week_is_named_by_its_monday() -> None:
    source = WeeklySitemap("https://gazeta.uz/sitemap/materials-uz-{day:%Y-%m-%d}.xml")
    week = Window(
        since=date(2026, 11, 15), until=date(2026, 11, 24), now=NOW, language="uz", zone="Asia/Tashkent"
    )
    assert [page[-14:-4] for page in source.first_pages(week)] == ["2026-11-23", "2026-11-16", "2026-11-09"]


@pytest.mark.parametrize("length", [0, 1, 400])
def test_a_window_gives_every_day_once(length: int) -> None:
    window = Window(
        since=WINDOW.until - timedelta(days=length),
        until=WINDOW.until,
        now=NOW,
        language="uz",
        zone="Asia/Tashkent",
    )
    assert len(set(window.days())) == length + 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-11-24T23:00:00Z", date(2026, 11, 25)),
        ("2026-11-24T23:00:00", date(2026, 11, 24)),
        ("2026-11-24T24:00:00+05:00", date(2026, 11, 25)),
        ("2026-11", None),
        ("24.11.2026", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_a_date_for_programs(text: str | None, day: date | None) -> None:
    assert read_machine_day(text, "Asia/Tashkent") == day


def index(names: Iterable[str], lastmod: Callable[[int], str] = lambda number: "") -> bytes:
    entries = (
        f"<sitemap><loc>https://kun.uz/{name}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if (changed := lastmod(number)) else "")
        + "</sitemap>"
        for number, name in enumerate(names)
    )
    return f"<sitemapindex {XMLNS}>{''.join(entries)}</sitemapindex>".encode()


def names(pages: Iterable[str]) -> list[str]:
    return [page.rpartition("/")[2] for page in pages]


def read_index(body: bytes) -> Found:
    return Sitemap("https://kun.uz/sitemap.xml").read(body, "https://kun.uz/sitemap.xml", WINDOW)


@pytest.mark.parametrize("lastmod", ["", "2026-11-24", "2026-11-24T10:00:00+05:00"])
def test_sitemaps_named_after_other_days_are_not_asked_for_whatever_their_lastmod(lastmod: str) -> None:
    months = [f"sitemap-{year}-{month:02}.xml" for year in range(2015, 2028) for month in range(1, 13)]
    assert names(read_index(index(months, lambda _: lastmod)).pages) == ["sitemap-2026-11.xml"]


def test_a_day_that_a_site_cuts_by_another_clock_is_kept() -> None:
    days = [f"news-2026-11-{day:02}.xml" for day in range(1, 31)]
    assert names(read_index(index(days)).pages) == [f"news-2026-11-{day}.xml" for day in (25, 24, 23, 22, 21)]


@pytest.mark.parametrize("lastmod", ["", "2026-11-24"])
def test_numbered_sitemaps_whose_lastmod_says_nothing_are_a_series(lastmod: str) -> None:
    posts = [f"post-sitemap{number or ''}.xml" for number in (0, *range(2, 401))]
    found = read_index(index([*posts, "page-sitemap.xml", "tag-sitemap.xml"], lambda _: lastmod))
    assert [names(each) for each in found.series] == [posts]
    assert names(found.pages) == ["tag-sitemap.xml", "page-sitemap.xml"]


def test_a_lastmod_that_tells_them_apart_is_believed() -> None:
    def changed(number: int) -> str:
        return str(date(2026, 11, 24) - timedelta(days=400 - number))

    found = read_index(index((f"sitemap-{number}.xml" for number in range(401)), changed))
    assert names(found.pages) == ["sitemap-400.xml", "sitemap-399.xml", "sitemap-398.xml"]
    assert found.series == ()


@pytest.mark.parametrize(
    ("body", "days"),
    [
        (urlset(entry("/a", lastmod="2026-11-02"), entry("/b", lastmod="2026-11-20")), (2, 20)),
        (urlset(entry("/2026/11/03/a"), entry("/2026/11/24/b")), (3, 24)),
        (
            urlset(entry("/a", lastmod="2026-11-24"), entry("/b", lastmod="2026-11-24")),
            None,
        ),  # of the file alone
        (urlset(entry("/2026/11/24/a"), entry("/2026/11/24/b")), (24, 24)),
        (urlset(entry("/a", lastmod="2026-11-02"), entry("/b", lastmod="2026-11-02")), (2, 2)),
        (urlset(entry("/a")), None),
    ],
)
def test_a_file_says_which_days_it_lists_wanted_or_not(body: bytes, days: tuple[int, int] | None) -> None:
    expected = days and tuple(date(2026, 11, day) for day in days)
    assert Sitemap("https://kun.uz/s.xml").read(body, "https://kun.uz/s.xml", WINDOW).days == expected
