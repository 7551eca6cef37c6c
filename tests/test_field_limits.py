"""Every field that a page fills is bounded and clean before the article goes anywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.spiders.kun_uz import KunUz
from tests.processing.articles import make_article
from xabar.article import STORED_FIELDS, Article, PrintedDate
from xabar.field_limits import ADDRESSES, LONGEST_ADDRESS, LONGEST_DATE, LONGEST_NAME, NAMES, bound_fields
from xabar.http_response import HttpResponse
from xabar.processing.steps import Context, process_article

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
HARM = "\x1b[31m\u202e\ud83d\x07\x9b0m"
# The fields that do not come from a page, or are made of those that do.
OURS = {
    "url", "site", "zone", "declared_language", "structure", "body_layer", "language", "script", "published_text",
    "published_source", "published_precision", "title_normalized", "body_normalized", "title_printed", "body_printed",
    "group_id", "canonical",
}  # fmt: skip


def test_every_field_that_a_page_fills_has_its_bound() -> None:
    texts = {each.name for each in STORED_FIELDS if "str" in str(each.type)}
    assert texts - OURS == {"title", "body", "modified_text", *NAMES, *ADDRESSES}


def test_what_harms_a_terminal_is_dropped_from_every_field() -> None:
    article = make_article(
        title=f"Sarlavha{HARM}",
        body=f"Matn{HARM}\nIkkinchi",
        section=f"{HARM}Jamiyat",
        image=f"https://kun.uz/a{HARM}.jpg",
        modified_text=f"2026{HARM}",
        printed_dates=(PrintedDate(f"26 noyabr{HARM}", "printed"),),
        **_all_of(("authors", "tags", "captions", "images", "links"), (f"bir{HARM}", HARM)),
    )
    bounded = bound_fields(article)
    text = json.dumps(bounded.to_dict(), ensure_ascii=False)
    assert not set(text) & set(HARM) - set("[31m0")
    assert (bounded.title, bounded.body, bounded.section) == ("Sarlavha", "Matn\nIkkinchi", "Jamiyat")
    assert bounded.tags == ("bir",)


def test_every_field_has_a_limit() -> None:
    long = "а" * 100_000
    many = _all_of(("authors", "tags", "captions", "images", "links"), (long, *map(str, range(5_000))))
    article = make_article(section=long, image=f"https://kun.uz/{long}", modified_text=long, **many)
    bounded = bound_fields(replace(article, printed_dates=(PrintedDate(long, "printed"),) * 5_000))
    assert bounded.section == long[:LONGEST_NAME]
    assert bounded.image is None
    assert bounded.modified_text == long[:LONGEST_DATE]
    assert max(map(len, (*bounded.links, *bounded.images))) <= LONGEST_ADDRESS
    assert len(json.dumps(bounded.to_dict())) < 1_000_000
    assert all(len(tag.encode()) < 32_766 for tag in bounded.tags)


FIELDS: dict[str, Any] = {
    "headline": "Toshkentda yangi metro bekati ochildi",
    "datePublished": "2026-11-25T10:00:00+05:00",
    "dateModified": "2026-11-25T11:00:00+05:00",
    "articleSection": "Jamiyat",
    "keywords": ["metro", "Toshkent"],
    "image": "https://storage.kun.uz/a.jpg",
    "author": {"@type": "Person", "name": "Aziz Karimov"},
}


@pytest.mark.parametrize("field", FIELDS)
def test_half_a_character_in_structured_data_loses_no_article(field: str) -> None:
    value = FIELDS[field]
    spoilt = json.loads(json.dumps(value).replace('"', '"\\ud83d', 1) if isinstance(value, str) else "null")
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        **FIELDS,
        field: spoilt or ["\ud83d", value],
    }
    article = read(json.dumps(data))
    assert isinstance(article, Article)
    process_article(article, Context(alphabets={"uz": "Latn"}))
    json.dumps(article.to_dict(), ensure_ascii=False).encode()


def _all_of(names: tuple[str, ...], value: tuple[str, ...]) -> dict[str, Any]:
    return dict.fromkeys(names, value)


def read(data: str) -> Article | str:
    text = "Toshkent shahrida yangi metro bekati foydalanishga topshirildi, deya xabar berdi hokimlik vakili."
    html = (
        f'<html><head><title>Metro</title><script type="application/ld+json">{data}</script></head><body>'
        f"<h1>Toshkentda yangi metro bekati ochildi</h1><article>{f'<p>{text}</p>' * 5}</article></body></html>"
    )
    url = "https://kun.uz/news/2026/11/25/toshkentda-yangi-metro-bekati-ochildi"
    return KunUz.read_article(HttpResponse(url, html.encode(), 200, "text/html"), fetched_at=NOW)
