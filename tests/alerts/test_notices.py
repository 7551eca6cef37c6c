"""What a target is told, whatever an article says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import orjson
from selectolax.lexbor import LexborHTMLParser

from tests.search.articles import CORPUS
from xabar.alerts.definition import Definition
from xabar.alerts.notices import find_snippets, write_notice
from xabar.article import Article
from xabar.delivery.message import Message

METRO = CORPUS[0]
HOSTILE = replace(
    METRO,
    url="https://kun.uz/'\"><script>alert(1)</script>",
    title="Metro</a>\r\nBcc: all@example.org\n<script>alert(1)</script>\x1b[31m\u202e",
    body="metro <img src=x onerror=alert(1)> & matn",
)


def notice(*articles: Article, copies: dict[str, list[Article]] | None = None) -> Message:
    definition = Definition("metro", ("feed",))
    found = find_snippets(definition, articles, copies or {}, date(2026, 3, 2))
    return write_notice("m", definition, found, key="k1")


def test_a_notice_names_every_article_with_its_address_and_where_the_query_stands() -> None:
    message = notice(METRO, CORPUS[1], copies={METRO.id: [CORPUS[3]]})
    assert message.subject == f"[m] {METRO.title} (+1)"
    for article in (METRO, CORPUS[1], CORPUS[3]):
        assert article.url in message.text
    assert "<b>" in (message.html or "")
    assert message.key == "k1"
    listed = orjson.loads(orjson.dumps(message.data))["articles"]
    assert [each["id"] for each in listed] == [METRO.id, CORPUS[1].id]
    assert listed[0]["copies"] == [{"url": CORPUS[3].url, "site": "zamin_uz"}]


def test_hostile_text_is_only_text() -> None:
    message = notice(HOSTILE)
    assert "\n" not in message.subject
    assert "\r" not in message.subject
    assert "\x1b" not in message.text + message.subject
    page = LexborHTMLParser(message.html or "")
    assert page.css("script, img") == []
    assert len(page.css("a")) == 1
    assert page.css("a")[0].attributes["href"] == HOSTILE.url


def test_a_long_title_is_cut_in_the_subject_alone() -> None:
    long = replace(METRO, title="Metro " * 200)
    assert len(notice(long, METRO).subject) < 200
    assert notice(long, METRO).subject.endswith("(+1)")
    assert ("Metro " * 200).strip() in notice(long).text
