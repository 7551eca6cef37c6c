"""What a site's interface gives as JSON, as the page that it stands for."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.discovery import Feed
from crawler.spiders.uza_uz import UzaUz
from crawler.spiders.uznews_uz import UznewsUz
from xabar.http_response import HttpResponse
from xabar.interface import LAYOUT, Interface
from xabar.rejection import Rejected
from xabar.site import DeclarationError, Edition, Site

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
TITLE = "Xorazmda paxta tozalash zavodi qayta ishga tushdi"
FIRST = "Xorazm viloyatining Xonqa tumanida besh yil toʻxtab turgan zavod qayta ishga tushirildi."
SECOND = "Unda yuz yigirma kishi ishlaydi, ularning yarmi zavod yonidagi qishloqlardan keladi."
UZA = "https://uza.uz/uz/posts/xorazmda-zavod_704211"
UZA_ANSWER = {
    "id": 704211,
    "slug": "xorazmda-zavod_704211",
    "title": TITLE,
    "publish_time": "2026-11-24 09:15:00",
    "content": f"<p>{FIRST}</p><p>{SECOND}</p>",
    "category": {"title": "Iqtisodiyot"},
}


def answer(url: str, value: object, status: int = 200) -> HttpResponse:
    return HttpResponse(url, json.dumps(value).encode(), status, "application/json")


@pytest.mark.parametrize(
    ("site", "page", "request_url"),
    [
        (UzaUz, UZA, "https://api.uza.uz/api/v1/posts/xorazmda-zavod_704211?_f=json&_l=uz"),
        (
            UzaUz,
            f"{UZA}?utm_source=tg",
            "https://api.uza.uz/api/v1/posts/xorazmda-zavod_704211?_f=json&_l=uz",
        ),
        (UznewsUz, "https://uznews.uz/uz/news/10001", "https://api.uznews.uz/api/v1/posts/10001"),
        (UznewsUz, "https://www.uznews.uz/posts/10001", "https://api.uznews.uz/api/v1/posts/10001"),
        (UzaUz, "https://uza.uz/uz/rss", "https://uza.uz/uz/rss"),
    ],
)
def test_an_article_is_asked_for_at_the_interface(site: type[Site], page: str, request_url: str) -> None:
    assert site.request_url(page) == request_url


def test_its_answer_becomes_the_article() -> None:
    article = UzaUz.read_article(answer(UzaUz.request_url(UZA), UZA_ANSWER), fetched_at=NOW)
    assert article.url == UZA
    assert article.title == TITLE
    assert article.body == f"{FIRST}\n{SECOND}"
    assert article.section == "Iqtisodiyot"
    assert article.body_layer == "selectors"
    assert [(date.text, date.source) for date in article.printed_dates] == [
        ("2026-11-24 09:15:00", "printed")
    ]


def test_the_editions_of_one_site_stay_apart() -> None:
    cyrillic = UZA.replace("/uz/posts", "/oz/posts")
    article = UzaUz.read_article(answer(UzaUz.request_url(cyrillic), UZA_ANSWER), fetched_at=NOW)
    assert article.url == cyrillic


def test_blocks_of_an_editor_are_its_paragraphs() -> None:
    saved = {
        "blocks": [
            {"type": "paragraph", "data": {"text": FIRST}},
            {"type": "image", "data": {"file": {"url": "https://uznews.uz/1.jpg"}, "caption": "Foto: arxiv"}},
            {"type": "list", "data": {"items": ["40 yangi dastgoh", {"content": "2 ta ombor", "items": []}]}},
            {"type": "paragraph", "data": {"text": SECOND}},
            {"type": "paragraph", "data": None},
            "no block",
        ]
    }
    post = {"title": TITLE, "description": json.dumps(saved), "created_at": "Bugun, 09:15"}
    response = answer("https://api.uznews.uz/api/v1/posts/10001", {"success": True, "result": {"post": post}})
    article = UznewsUz.read_article(response, fetched_at=NOW)
    assert article.url == "https://uznews.uz/news/10001"
    assert article.body.split("\n") == [FIRST, "40 yangi dastgoh", "2 ta ombor", SECOND]


def test_an_escaped_text_is_unescaped() -> None:
    escaped = UZA_ANSWER | {"content": f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;"}
    article = UzaUz.read_article(answer(UzaUz.request_url(UZA), escaped), fetched_at=NOW)
    assert article.body == f"{FIRST}\n{SECOND}"


def test_a_title_is_text() -> None:
    response = answer(UzaUz.request_url(UZA), UZA_ANSWER | {"title": "A <b> B & C"})
    assert UzaUz.read_article(response, fetched_at=NOW).title == "A <b> B & C"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"<html></html>",
        b'{"title": "A"}',
        b'{"title": 5, "content": "<p>B</p>"}',
        b'{"title": "A", "content": ["<p>B</p>"]}',
        b'{"success": false, "result": null}',
    ],
)
def test_an_answer_without_an_article_is_an_empty_page(body: bytes) -> None:
    response = HttpResponse(UzaUz.request_url(UZA), body, 200, "application/json")
    with pytest.raises(Rejected) as refused:
        UzaUz.read_article(response, fetched_at=NOW)
    assert refused.value.reason == "empty-page"


def test_an_error_of_the_interface_is_one_of_the_page() -> None:
    response = answer(UzaUz.request_url(UZA), UZA_ANSWER, status=404)
    with pytest.raises(Rejected) as refused:
        UzaUz.read_article(response, fetched_at=NOW)
    assert refused.value.reason == "gone"


def test_a_page_of_the_site_is_read_as_it_is() -> None:
    response = HttpResponse(UZA, b"<html><h1>A</h1></html>")
    assert UzaUz.as_page(response) is response


DECLARED: dict[str, Any] = {
    "__module__": "crawler.spiders.example",
    "name": "example",
    "zone": "Asia/Tashkent",
    "allowed_domains": ("example.uz",),
    "editions": (Edition("https://example.uz/", "uz"),),
    "article": r"example\.uz/\d+$",
    "discovery": (Feed("https://example.uz/rss"),),
    "layouts": (LAYOUT,),
}
NAMES = {"title": "title", "body": "text", "date": "date"}


def test_the_pattern_of_articles_has_the_names_of_the_interface() -> None:
    interface = Interface(address="https://example.uz/api/{id}", page="https://example.uz/{id}", **NAMES)
    with pytest.raises(DeclarationError, match=r"^example\.py: Example\.article has no groups named id"):
        type("Example", (Site,), DECLARED | {"interface": interface})


def test_both_addresses_of_an_interface_have_the_same_names() -> None:
    with pytest.raises(ValueError, match="must have the same names in braces"):
        Interface(address="https://example.uz/api/{id}", page="https://example.uz/{slug}", **NAMES)
