"""What the sites of Uzbekistan do to a crawler. What an address alone shows stands in tests/pages/SITE/addresses.json."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.discovery import Window
from crawler.spider import NewsSpider
from xabar.app.errors import UnknownSite
from xabar.app.project import all_sites, find_site, project_settings
from xabar.article import Article
from xabar.extraction.addresses import article_key_url
from xabar.http_response import HttpResponse
from xabar.processing.ingest import ingest
from xabar.processing.steps import Context, process_article
from xabar.records.store import RecordStore
from xabar.rejection import Rejected

PAGES = Path(__file__).parents[2] / "pages"
SETTINGS = project_settings()
SITES = all_sites(SETTINGS)
NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
KUN = "https://kun.uz/news/2026/11/24/ochirilgan-maqola"
CARDS = "".join(
    f'<a href="/news/2026/11/24/xabar-{n}"><h3>Xabar {n} bugun eʼlon qilindi</h3></a>' for n in range(30)
)


def recorded(page: str) -> tuple[type[NewsSpider], HttpResponse]:
    """A recorded page and its site."""
    file = PAGES / f"{page}.html.gz"
    body = gzip.decompress(file.read_bytes())
    url = json.loads((PAGES / f"{page}.json").read_text(encoding="utf-8"))["url"]
    return SITES[page.partition("/")[0]], HttpResponse(url, body)


def read(page: str, *, url: str | None = None, canonical: str | None = None) -> Article:
    """The article of a recorded page, as if it had been fetched from `url`, or named another canonical address."""
    site, response = recorded(page)
    body = response.body
    if canonical is not None:
        body = body.replace(b"</head>", f'<link rel="canonical" href="{canonical}"></head>'.encode())
    return site.read_article(HttpResponse(url or response.url, body), fetched_at=NOW)


@pytest.mark.parametrize("canonical", ["", '<link rel="canonical" href="https://kun.uz/">'])
def test_a_front_page_under_an_article_s_address_is_no_article(canonical: str) -> None:
    page = f"<html><head><title>KUN.UZ</title>{canonical}</head><body><h1>KUN.UZ</h1>{CARDS}</body></html>"
    with pytest.raises(Rejected) as refused:
        SITES["kun_uz"].read_article(HttpResponse(KUN, page.encode()), fetched_at=NOW)
    assert refused.value.reason in ("home-page", "not-article", "no-body")


@pytest.mark.parametrize(
    "url",
    [
        "https://championat.uz/oz/news/kurashchilar-toplami",
        "https://sputniknews-uz.com/20221219/argentina-30851869.html",
        "https://d1a2b3c4.cloudfront.net/a/33123456.html",
        "https://ozodlik.mobi/a/33123456.html",
        "https://rfe.pangea-cms.com/preview/a/33123456.html",
    ],
)
def test_no_site_takes_pages_of_mirrors(url: str) -> None:
    with pytest.raises(UnknownSite):
        find_site(None, url, SETTINGS)


@pytest.mark.parametrize(
    ("site", "twins"),
    [
        ("kun_uz", ("https://kun.uz./news/2026/11/24/a-b", "http://www.kun.uz/news/2026/11/24/a-b/")),
        (
            "daryo_uz",
            ("https://daryo.uz/2026/11/24/o%25ca%25bczbek", "https://daryo.uz/2026/11/24/o%CA%BCzbek/"),
        ),
        ("daryo_uz", ("https://daryo.uz/2026/11/24/a-b/amp", "https://m.daryo.uz/2026/11/24/a-b/?amp=1")),
        ("zamin_uz", ("//zamin.uz/uz/jamiyat/12-a.html", "https://zamin.uz/uz/jamiyat/12-a.html")),
        ("stadion_uz", ("https://m.stadion.uz/news/detail/402118", "https://stadion.uz/news/detail/402118")),
        ("repost_uz", ("https://repost.uz/index.php/uz/a-b", "https://repost.uz/uz/a-b")),
    ],
)
def test_twins_are_one_article(site: str, twins: tuple[str, str]) -> None:
    first, second = twins
    assert article_key_url(first) == article_key_url(second)
    assert SITES[site].is_article(first)
    assert SITES[site].is_article(second)


def test_a_parameter_that_chooses_a_script_stays_although_the_page_names_the_address_without_it() -> None:
    latin, cyrillic = read("uzhurriyat_uz/latin"), read("uzhurriyat_uz/cyrillic")
    assert latin.key == "https://uzhurriyat.uz/2026/11/20/gazeta-varaqlarida-bir-asr?lang=lat"
    assert cyrillic.key == "https://uzhurriyat.uz/2026/11/20/gazeta-varaqlarida-bir-asr?lang=cir"


def test_a_parameter_that_chooses_nothing_goes_when_the_page_names_the_address_without_it() -> None:
    url = recorded("yuz_uz/latin")[1].url
    assert read("yuz_uz/latin", url=f"{url}?strict=1").url == url


def test_the_crawler_keeps_no_cookies_so_that_a_site_s_script_stays_the_same() -> None:
    assert not SETTINGS.getbool("COOKIES_ENABLED")


@pytest.mark.parametrize(("page", "script"), [("bugun_uz/latin", "Latn"), ("bugun_uz/by-cookie", "Cyrl")])
def test_the_text_tells_the_script_where_a_cookie_chooses_it(page: str, script: str) -> None:
    article = read(page)
    assert article.key == "https://bugun.uz/2026/11/24/jizzaxda-qor-uchun-texnika-tayyor"
    assert process_article(article, Context()).script == script


def test_a_page_for_telephones_gets_the_address_of_the_article() -> None:
    url = recorded("amerikaovozi/latin")[1].url
    assert read("amerikaovozi/latin", url=url.replace("/a/", "/amp/a/")).key == article_key_url(url)


@pytest.mark.parametrize("constant", ["https://uznews.uz", "https://uznews.uz/uz/news/1"])
def test_one_canonical_address_on_every_page_is_not_believed(constant: str) -> None:
    pages = [f"https://uznews.uz/uz/news/{number}" for number in (40117, 40118)]
    assert [read("uznews_uz/older", url=page, canonical=constant).url for page in pages] == pages


def test_links_without_a_scheme_lead_to_articles() -> None:
    page = '<div class="short-item"><a href="//zamin.uz/uz/jamiyat/12-a.html">A</a><i class="short-date">Bugun, 10:00</i></div>'
    site = SITES["zamin_uz"]
    source = next(source for source in site.discovery if source.kind == "list")
    today = date(2026, 11, 24)
    window = Window(since=today, until=today, now=NOW, language="uz", zone=site.zone)
    found = source.read(page.encode(), next(iter(source.first_pages(window))), window)
    assert [(link.url, link.day) for link in found.links] == [
        ("https://zamin.uz/uz/jamiyat/12-a.html", today)
    ]
    assert site.is_article(found.links[0].url)


@pytest.mark.parametrize("site", ["uzhurriyat_uz", "bbc_uzbek", "eltuz"])
def test_editions_in_two_scripts_are_one_group(site: str, tmp_path: Path) -> None:
    with RecordStore(tmp_path / "records.sqlite") as records:
        pair = [process_article(read(f"{site}/{name}"), Context()) for name in ("latin", "cyrillic")]
        assert [ingest(records, article).outcome for article in pair] == ["stored", "stored"]
        assert [article.script for article in pair] == ["Latn", "Cyrl"]
        assert len({article.group_id for article in pair}) == 1
