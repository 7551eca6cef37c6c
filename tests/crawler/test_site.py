from datetime import UTC, date, datetime
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response

from crawler.discovery import Feed
from crawler.site import Edition, NewsSpider
from crawler.spiders.kun_uz import KunUz
from xabar.article import Article, PrintedDate
from xabar.extraction.layout import Layout

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
URL = "https://kun.uz/news/2026/11/24/koprik"
HTML = """<html><head>{head}</head><body><h1 class="news-inner__content-title">Guldarada yangi koʻprik ochildi</h1>
<div class="news-inner__content-stats">10:15 / 24.11.2026 | 45</div><div class="news-inner__content-page">
<p>Qashqadaryo viloyatidagi Guldara qishlogʻida shanba kuni daryo ustidan yangi koʻprik ochildi.</p>
<p>Koʻprik ikki yil ichida qurildi, endi bolalar maktabga oʻn besh daqiqada yetib boradi.</p></div></body></html>"""


def respond(url: str = URL, head: str = "", **fields: Any) -> Response:
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return HtmlResponse(url, body=HTML.format(head=head).encode(), headers=headers, **fields)


def test_a_page_becomes_an_article() -> None:
    article = KunUz().read_article(respond(), fetched_at=NOW, printed="Tue, 24 Nov 2026 10:00:00 +0500")
    assert isinstance(article, Article)
    assert article.url == URL
    assert (article.site, article.zone, article.fetched_at) == ("kun_uz", "Asia/Tashkent", NOW)
    assert article.title == "Guldarada yangi koʻprik ochildi"
    assert article.body.count("\n") == 1
    assert article.body_layer == "selectors"
    assert article.printed_dates == (
        PrintedDate("10:15 / 24.11.2026 | 45", "printed"),
        PrintedDate("2026-11-24", "url"),
        PrintedDate("Tue, 24 Nov 2026 10:00:00 +0500", "feed"),
    )


@pytest.mark.parametrize(
    ("response", "problem"),
    [
        (respond(status=404), "http-error"),
        (respond(status=202), "http-error"),
        (respond("https://kun.uz/news/list"), "not-article"),
        (respond("https://kun.uz/"), "home-page"),
        (respond("https://kun.uz/kr/"), "home-page"),
        (Response(URL, body=b"{}", headers={"Content-Type": "application/json"}), "not-html"),
        (Response(URL, body=b"plain words", headers={"Content-Type": "text/plain"}), "not-html"),
        (Response(URL, body=b"%PDF-1.7"), "not-html"),
    ],
)
def test_what_is_no_article(response: Response, problem: str) -> None:
    assert KunUz().read_article(response, fetched_at=NOW) == problem


@pytest.mark.parametrize(
    "response", [respond(), Response(URL, body=b"%PDF-1.7" + b"<" * 2_000_000), respond(status=404)]
)
async def test_an_ordinary_page_and_a_large_file_need_no_other_process(response: Response) -> None:
    # a spider without a crawler has no settings to start one with
    read = await KunUz()._read_in_time(response, NOW, None)
    assert read == KunUz().read_article(response, fetched_at=NOW)


def test_html_without_a_content_type_is_html() -> None:
    assert isinstance(KunUz().read_article(Response(URL, body=HTML.encode()), fetched_at=NOW), Article)


@pytest.mark.parametrize(
    ("url", "language", "script"),
    [
        ("https://kun.uz/news/2026/11/24/a", "uz", "Latn"),
        ("https://kun.uz/kr/news/2026/11/24/a", "uz", "Cyrl"),
        ("https://www.kun.uz/kr/news/2026/11/24/a", "uz", "Cyrl"),
        ("https://kun.uz/kredit/2026/11/24/a", "uz", "Latn"),
        ("https://kun.uz/ru/news/2026/11/24/a", "ru", "Cyrl"),
        ("https://other.kun.uz/news/a", "uz", "Latn"),
    ],
)
def test_the_longest_prefix_tells_the_edition(url: str, language: str, script: str) -> None:
    edition = KunUz().edition_of(url)
    assert (edition.language, edition.script) == (language, script)


def test_a_twin_in_another_script_is_not_its_canonical_address() -> None:
    head = '<link rel="canonical" href="https://kun.uz/kr/news/2026/11/24/koprik">'
    article = KunUz().read_article(respond(head=head), fetched_at=NOW)
    assert isinstance(article, Article)
    assert article.url == URL


@pytest.mark.parametrize(
    ("url", "answer"),
    [
        (URL, True),
        (URL + "/", True),
        (URL + "?utm_source=x#top", True),
        ("https://m.kun.uz/news/2026/11/24/koprik", True),
        ("https://kun.uz/news/list", False),
        ("https://kun.uz.example.com/news/2026/11/24/koprik", False),
        ("https://storage.kun.uz/source/9/a.jpg", False),
    ],
)
def test_is_article(url: str, answer: bool) -> None:
    assert KunUz().is_article(url) is answer


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"limit": "0"}, "limit must be a whole number above zero, got '0'"),
        ({"limit": "ten"}, "limit must be a whole number above zero, got 'ten'"),
        ({"since": "24.11.2026"}, "since must be a day like 2026-11-24, got '24.11.2026'"),
        ({"until": "2026-02-31"}, "until must be a day like 2026-11-24"),
        ({"since": "2026-11-24", "until": "2026-11-01"}, "since must not be after until"),
        ({"pages": "3"}, "kun_uz takes limit, since and until, not pages"),
    ],
)
def test_wrong_arguments_are_named(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        KunUz(**arguments)


def test_arguments_come_as_words_or_values() -> None:
    spider = KunUz(limit="20", since="2026-11-01", until=date(2026, 11, 24))
    assert (spider.limit, spider.since, spider.until) == (20, date(2026, 11, 1), date(2026, 11, 24))


@pytest.mark.parametrize(
    "missing", ["zone", "allowed_domains", "editions", "article", "discovery", "layouts"]
)
def test_a_site_with_a_hole_in_its_declaration_does_not_load(missing: str) -> None:
    declared = {
        "name": "example",
        "zone": "Asia/Almaty",
        "allowed_domains": ("example.kz",),
        "editions": (Edition("https://example.kz/", "kk"),),
        "article": r"/article/\d+",
        "discovery": (Feed("https://example.kz/rss"),),
        "layouts": (Layout(title="h1", body="article"),),
    }
    type("Example", (NewsSpider,), declared)
    del declared[missing]
    with pytest.raises(TypeError, match=f"Example must declare {missing}"):
        type("Example", (NewsSpider,), declared)
