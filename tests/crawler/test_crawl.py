"""The crawl as a whole, over real HTTP: what is asked, in what order, and what the next run asks again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests import fork_server
from xabar.records.store import RecordStore

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

VERBS = ("qurildi", "taʼmirlandi", "ochildi", "topshirildi", "kengaytirildi", "yoritildi")
THINGS = ("koʻprik", "maktab", "bogʻcha", "kutubxona", "stadion", "bozor")
PLACES = ("Guldara", "Oqtepa", "Bogʻobod", "Yangiyer", "Toshloq", "Qorasuv")


def today() -> date:
    """Return the day of the newspaper, now: the suite may be run over midnight."""
    return datetime.now(ZoneInfo("Asia/Tashkent")).date()


def yesterday() -> date:
    return today() - timedelta(days=1)


def path(number: int) -> str:
    day = today() if number < 3 else yesterday()
    return f"/news/{day:%Y/%m/%d}/xabar-{number}"


def article(number: int, more: str = "") -> str:
    thing, place, verb = THINGS[number], PLACES[-number], VERBS[number - 2]
    return (
        f'<html><body><h1 class="news-inner__content-title">{place}da yangi {thing} {verb}</h1>'
        f'<div class="news-inner__content-page"><p>{place} qishlogʻida shu hafta yangi {thing} {verb}, bu haqda '
        f"tuman hokimligi xabar berdi va {number + 3} kishi mukofotlandi.</p><p>Aholi {thing} uchun "
        f"{number + 2} yil kutgan edi, endi bolalar ham, kattalar ham {verb}gan joydan foydalanadi.{more}</p>"
        "</div></body></html>"
    )


@pytest.fixture
def newspaper(site: Site) -> Site:
    """Six articles of two days: three in today's sitemap, all but the last in the feed, all in the list."""
    for number in range(6):
        site.put(f"https://kun.uz{path(number)}", article(number))
    urls = "".join(f"<url><loc>https://kun.uz{path(number)}</loc></url>" for number in range(3))
    name = f"site-map-news_day_{today().day}_year_{today().year}_month_{today().month}.xml"
    site.put(f"https://kun.uz/sitemap/{name}", f"<urlset>{urls}</urlset>", Content_Type="text/xml")
    items = "".join(
        f"<item><link>https://kun.uz{path(number)}?utm_source=rss</link></item>" for number in range(5)
    )
    site.put("https://kun.uz/news/rss", f"<rss><channel>{items}</channel></rss>", Content_Type="text/xml")
    cards = "".join(f'<a class="daily-block" href="//kun.uz{path(number)}">x</a>' for number in range(6))
    site.put("https://kun.uz/news/list?page=1", f'<div id="news-list">{cards}</div>')
    return site


def asked_articles(site: Site) -> list[str]:
    return [url.partition("?")[0][-1] for url in site.asked if "/xabar-" in url]


def test_every_article_once_and_the_next_run_asks_none(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    first = crawl("kun_uz", {"CONCURRENT_REQUESTS": 1})
    assert sorted(asked_articles(newspaper)) == list("012345")
    assert (first.counts["fetched"], first.counts["stored"], first.counts["known"]) == (6, 6, 0)
    # one page of each source, page 2 of the list (which is not there), and the sitemap of the other days (neither)
    assert first.counts["errors"] == {"http-error": 3}
    assert first.balanced

    newspaper.asked.clear()
    second = crawl("kun_uz")
    assert asked_articles(newspaper) == []
    assert (second.counts["fetched"], second.counts["known"]) == (0, 6)
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert len(records.runs("kun_uz")) == 2
        assert records.page(f"https://kun.uz{path(0)}") is not None


def test_a_correction_is_found_when_its_time_has_come(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    # An article of yesterday is old enough for a second look at any hour of today.
    before = {"since": yesterday().isoformat(), "until": yesterday().isoformat()}
    crawl("kun_uz", limit=1, **before)
    number = int(asked_articles(newspaper)[0])
    url = f"https://kun.uz{path(number)}"
    with RecordStore(tmp_path / "records.sqlite") as records:
        seen = records.page(url)
        assert seen is not None
        assert seen.article_id is not None
        records._db.execute("UPDATE page SET fetched_at = fetched_at - 40 * 86400000")
        records._db.execute("UPDATE article SET version = version - 40 * 86400000")
    newspaper.put(url, article(number, more=" Tuzatish: ish kuzda tugadi."))
    again = crawl("kun_uz", limit=1, **before)
    assert (again.counts["fetched"], again.counts["stored"]) == (1, 1)
    with RecordStore(tmp_path / "records.sqlite") as records:
        kept = records.get_article(seen.article_id)
        assert kept is not None
        assert "Tuzatish" in kept.body


def test_a_limit_ends_the_asking(newspaper: Site, crawl: Callable[..., Crawl]) -> None:
    done = crawl("kun_uz", limit=2)
    assert len(asked_articles(newspaper)) == 2
    assert done.counts["fetched"] == 2
    assert "https://kun.uz/news/rss" not in newspaper.asked  # the sitemap had enough


def test_days_are_chosen_before_anything_is_fetched(newspaper: Site, crawl: Callable[..., Crawl]) -> None:
    crawl("kun_uz", since=yesterday().isoformat(), until=yesterday().isoformat())
    assert sorted(asked_articles(newspaper)) == ["3", "4", "5"]
    assert not any(f"day_{today().day}_year" in url for url in newspaper.asked)


def test_robots_txt_is_asked_first_and_obeyed_in_discovery_too(
    newspaper: Site, crawl: Callable[..., Crawl]
) -> None:
    newspaper.put("https://kun.uz/robots.txt", "User-agent: *\nDisallow: /sitemap/\nDisallow: /news/rss")
    done = crawl("kun_uz", limit=3)
    assert newspaper.asked[0] == "https://kun.uz/robots.txt"
    assert not any("sitemap" in url or "rss" in url for url in newspaper.asked)
    assert done.counts["errors"] == {"robots": 4}
    assert done.counts["fetched"] == 3


def test_discovery_stays_on_the_hosts_of_the_site(newspaper: Site, crawl: Callable[..., Crawl]) -> None:
    foreign = [f"https://foreign{number}.example/map.xml" for number in range(5)]
    entries = "".join(
        f"<sitemap><loc>{url}</loc></sitemap>" for url in (*foreign, "https://m.kun.uz/map.xml")
    )
    name = f"site-map-news_day_{today().day}_year_{today().year}_month_{today().month}.xml"
    newspaper.put(f"https://kun.uz/sitemap/{name}", f"<sitemapindex>{entries}</sitemapindex>")
    newspaper.put("https://kun.uz/news/rss", b"", 302, Location="https://foreign.example/rss")
    done = crawl("kun_uz")
    assert not [url for url in newspaper.asked if "foreign" in url]
    assert "https://m.kun.uz/map.xml" in newspaper.asked
    assert done.counts["gaps"]["foreign-host"] == 5
    assert done.counts["errors"]["foreign-host"] == 1  # the redirect of the feed
    assert done.counts["stored"] == 6  # by the list


def test_a_server_that_fails_at_robots_txt_is_left_alone(
    newspaper: Site, crawl: Callable[..., Crawl]
) -> None:
    newspaper.put("https://kun.uz/robots.txt", "", 503)
    done = crawl("kun_uz")
    assert newspaper.asked == ["https://kun.uz/robots.txt"]
    assert set(done.counts["errors"]) == {"robots"}


def test_a_site_that_is_down_ends_with_an_empty_sum(site: Site, crawl: Callable[..., Crawl]) -> None:
    done = crawl("kun_uz", {"XABAR_MIRROR": "http://127.0.0.1:9"})
    assert done.counts["fetched"] == 0
    assert set(done.counts["errors"]) == {"no-answer"}
    assert done.balanced
    assert "Traceback" not in done.log


def test_records_that_cannot_be_opened_end_the_crawl_in_words(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    (tmp_path / "records.sqlite").write_bytes(b"this is no database" * 100)
    done = crawl("kun_uz", {"ITEM_PIPELINES": {}})
    assert asked_articles(newspaper) == []
    assert done.stats["finish_reason"] == "store-error"
    assert "records.sqlite" in done.log
    assert "Traceback" not in done.log


@pytest.mark.parametrize(("command", "words"), [("list", "kun_uz"), ("check", "")])
def test_scrapys_own_commands_know_the_sites(command: str, words: str) -> None:
    done = fork_server.run(fork_server.SCRAPY, command)
    assert done.returncode == 0, done.stderr
    assert words in [*done.stdout.split(), ""]


def test_an_article_whose_page_moved_for_good_is_stored_once(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    crawl("kun_uz")
    with RecordStore(tmp_path / "records.sqlite") as records:
        records._db.execute("UPDATE page SET fetched_at = fetched_at - 86400000")
        records._db.execute("UPDATE article SET version = version - 86400000")
    newspaper.put(f"https://kun.uz{path(4)}", status=301, Location=f"{path(4)}-yangi")
    newspaper.put(f"https://kun.uz{path(4)}-yangi", article(4, more=" Tuzatish: ish kuzda tugadi."))
    again = crawl("kun_uz")
    assert again.balanced
    assert again.counts["stored"] == 1
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.count_articles() == 6
        assert [state.removed for state in records.article_states()].count(True) == 1
