from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.discovery import Feed, ListPage, Sitemap
from crawler.spiders.kun_uz import KunUz
from xabar.article import Article, PrintedDate
from xabar.extraction.layout import Layout
from xabar.extraction.page_checks import CHALLENGES
from xabar.http_response import HttpResponse
from xabar.rejection import Rejected
from xabar.site import DeclarationError, Edition, Site

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
URL = "https://kun.uz/news/2026/11/24/koprik"
HTML = """<html><head>{head}</head><body><h1 class="news-inner__content-title">Guldarada yangi koʻprik ochildi</h1>
<div class="news-inner__content-stats">10:15 / 24.11.2026 | 45</div><div class="news-inner__content-page">
<p>Qashqadaryo viloyatidagi Guldara qishlogʻida shanba kuni daryo ustidan yangi koʻprik ochildi.</p>
<p>Koʻprik ikki yil ichida qurildi, endi bolalar maktabga oʻn besh daqiqada yetib boradi.</p></div></body></html>"""


def respond(url: str = URL, head: str = "", status: int = 200) -> HttpResponse:
    return HttpResponse(url, HTML.format(head=head).encode(), status, "text/html; charset=utf-8")


def test_a_page_becomes_an_article() -> None:
    article = KunUz.read_article(respond(), fetched_at=NOW, printed="Tue, 24 Nov 2026 10:00:00 +0500")
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
        (respond(status=404), "gone"),
        (respond(status=410), "gone"),
        (
            HttpResponse(URL, CHALLENGES[0].encode(), 404, "text/html"),
            "challenge",
        ),  # which says nothing of the page
        (respond(status=202), "http-error"),
        (respond("https://kun.uz/news/list"), "not-article"),
        (respond("https://kun.uz/"), "home-page"),
        (respond("https://kun.uz/kr/"), "home-page"),
        (HttpResponse(URL, b"{}", content_type="application/json"), "not-html"),
        (HttpResponse(URL, b"plain words", content_type="text/plain"), "not-html"),
        (HttpResponse(URL, b"%PDF-1.7", content_type=""), "not-html"),
    ],
)
def test_a_page_that_is_not_an_article(response: HttpResponse, problem: str) -> None:
    with pytest.raises(Rejected) as refused:
        KunUz.read_article(response, fetched_at=NOW)
    assert refused.value.reason == problem


def test_html_without_a_content_type_is_html() -> None:
    assert isinstance(
        KunUz.read_article(HttpResponse(URL, HTML.encode(), content_type=""), fetched_at=NOW), Article
    )


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
    edition = KunUz.edition_of(url)
    assert (edition.language, edition.script) == (language, script)


def test_a_twin_in_another_script_is_not_its_canonical_address() -> None:
    head = '<link rel="canonical" href="https://kun.uz/kr/news/2026/11/24/koprik">'
    article = KunUz.read_article(respond(head=head), fetched_at=NOW)
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
    assert KunUz.is_article(url) is answer


DECLARED: dict[str, Any] = {
    "__module__": "crawler.spiders.example",
    "name": "example",
    "zone": "Asia/Almaty",
    "allowed_domains": ("example.kz",),
    "editions": (Edition("https://example.kz/", "kk"),),
    "article": r"/article/\d+",
    "discovery": (Feed("https://example.kz/rss"), ListPage("https://example.kz/?p={page}", item="a.news")),
    "layouts": (Layout(title="h1", body="article", cut=(".share",)),),
}


def test_a_whole_declaration_loads() -> None:
    assert type("Example", (Site,), DECLARED)


@pytest.mark.parametrize("missing", ["zone", "allowed_domains", "editions", "article", "discovery"])
def test_a_site_with_an_incomplete_declaration_does_not_load(missing: str) -> None:
    declared = {name: value for name, value in DECLARED.items() if name != missing}
    with pytest.raises(DeclarationError, match=rf"^example\.py: Example\.{missing} = None: it is missing$"):
        type("Example", (Site,), declared)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "Example.kz", "small letters"),
        ("zone", "Almaty", "the name of a time zone"),
        ("zone", 5, "the name of a time zone"),
        ("allowed_domains", "example.kz", "must be a tuple of str"),
        ("allowed_domains", ("https://example.kz",), "is not a host"),
        ("editions", Edition("https://example.kz/", "kk"), "must be a tuple of Edition"),
        ("editions", (Edition("example.kz", "kk"),), "'example.kz' is not an http"),
        ("article", "/article/(", "not a regular expression"),
        ("editions", (Edition(5, "kk"),), "the prefix 5 is not an http"),  # type: ignore[arg-type]
        ("editions", (Edition("https://example.kz/", "kazakh"),), "the language 'kazakh' is not a code"),
        (
            "editions",
            (Edition("https://example.kz/", "kk", "Cyrillic"),),
            "the script 'Cyrillic' is not a code",
        ),
        ("article", 7, "not a regular expression"),
        ("article", b"x", "not a regular expression: it must be text"),
        ("article_parameters", None, "must be a tuple of str"),
        ("interface", "https://example.kz/api/{id}", "must be an Interface"),
        ("layouts", None, "must be a tuple of Layout"),
        ("discovery", (Feed(5),), r"Feed\.address = 5 must be of type str"),  # type: ignore[arg-type]
        ("discovery", (Feed("/rss"),), r"Feed\.address = '/rss' is not an http"),
        (
            "discovery",
            (ListPage("https://example.kz/?p={page}", item="a", pages="9"),),  # type: ignore[arg-type]
            r"ListPage\.pages = '9' must be of type int",
        ),
        (
            "discovery",
            (Sitemap("https://example.kz/sitemap.xml", follow="news("),),
            r"Sitemap\.follow = 'news\(' is not a regular expression",
        ),
        ("discovery", Feed("https://example.kz/rss"), "must be a tuple of Source"),
        ("discovery", ("https://example.kz/rss",), "must be a tuple of Source"),
        (
            "discovery",
            (ListPage("https://example.kz/", item="a["),),
            r"ListPage\.item = 'a\[' is not a CSS selector",
        ),
        ("layouts", Layout(title="h1", body="article"), "must be a tuple of Layout"),
        ("layouts", (Layout(title="h1[", body="article"),), r"Layout\.title = 'h1\[' is not a CSS selector"),
        ("layouts", (Layout(title="", body="article"),), r"Layout\.title = '' is missing"),
        (
            "layouts",
            (Layout(title="h1", body="div.text p"),),
            r"single paragraphs; give the element that holds all of them, such as 'div\.text'",
        ),
        ("layouts", (Layout(title="h1", body="article, .text > p.big"),), r"such as '\.text'"),
        ("layouts", (Layout(title="h1", body="p"),), "such as 'article'"),
        (
            "layouts",
            (Layout(title="h1", body="article", cut=".share"),),  # type: ignore[arg-type]
            r"Layout\.cut = '\.share' must be a tuple",
        ),
        (
            "layouts",
            (Layout(title="h1", body="article", cut=("a::x",)),),
            r"Layout\.cut = 'a::x' is not a CSS selector",
        ),
    ],
)
def test_a_wrong_declaration_names_file_field_and_value(field: str, value: Any, words: str) -> None:
    with pytest.raises(DeclarationError, match=rf"^example\.py: Example\.{field} = .*{words}"):
        type("Example", (Site,), DECLARED | {field: value})


@pytest.mark.parametrize(
    "answered",
    [
        "http://kun.uz/news/2026/11/24/koprik",
        "https://www.kun.uz/index.php/news/2026/11/24/koprik/",
        f"{URL}/amp?from=tg",
    ],
)
def test_the_address_of_an_article_is_the_one_that_answered_and_its_twins_are_one_article(
    answered: str,
) -> None:
    article = KunUz.read_article(respond(answered), fetched_at=NOW)
    assert (article.url, article.key) == (answered, URL)
    assert article.id == KunUz.read_article(respond(), fetched_at=NOW).id
    assert Article.from_dict(article.to_dict()).id == article.id


def test_an_article_that_stands_elsewhere_has_the_address_that_its_page_prints() -> None:
    head = '<link rel="canonical" href="https://www.kun.uz/news/2026/11/24/koprik/">'
    article = KunUz.read_article(respond(f"{URL}?p=1", head=head), fetched_at=NOW)
    assert (article.url, article.key) == ("https://www.kun.uz/news/2026/11/24/koprik/", URL)
