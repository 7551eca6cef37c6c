"""The report's page: one file that needs no other, and in which no text of an article is anything but text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from selectolax.lexbor import LexborHTMLParser

from tests.report.tallies import tally_articles
from tests.report.test_rising import NOW, SITES, articles
from tests.search.articles import CORPUS, make_article
from xabar.article import Article
from xabar.report.page import render_report
from xabar.report.period import Period
from xabar.report.report import Report, SiteTrouble
from xabar.report.rising import find_rising

PERIOD = Period(date(2026, 2, 24), date(2026, 3, 2))
MADE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EVIL = "</p><script>alert(1)</script><img src=x onerror=alert(1)>"


def report_of(found: Iterable[Article], period: Period = PERIOD) -> Report:
    found = [*found]
    return Report(period, MADE, tally_articles((each, each.published_at) for each in found), 60, {})


def texts(page: str, selector: str) -> list[str]:
    """Return the texts of what a selector finds, with single spaces."""
    return [" ".join(node.text().split()) for node in LexborHTMLParser(page).css(selector)]


def test_the_page_says_what_was_counted() -> None:
    page = render_report(report_of(CORPUS[:4]))
    assert texts(page, ".lead") == ["4 articles of 2 sites. In the month before there were 2 a day."]
    titles = texts(page, "title")
    assert "zamin_uz, 2026-02-28: 1 articles" in titles
    assert "Uzbek, Cyrillic: 2 articles" in titles


def test_what_articles_say_stays_text() -> None:
    group = "a" * 32
    copies = [
        make_article("one", EVIL, group_id=group),
        replace(make_article("two", EVIL, site="zamin_uz", group_id=group), url="javascript:alert(1)"),
    ]
    page = render_report(report_of(copies))
    assert texts(page, "script, img, [onerror]") == []
    assert texts(page, ".headline bdi") == [EVIL]
    links = LexborHTMLParser(page).css(".papers a")
    assert [link.attributes["href"] for link in links] == ["https://kun.uz/one"]


def test_the_page_needs_no_other_file() -> None:
    page = render_report(report_of(CORPUS))
    assert not re.search(r"\ssrc=|@import|url\(", page)
    assert texts(page, "link, script, iframe") == []


def test_what_rose_is_shown_with_its_course() -> None:
    now = [*articles(NOW, {"Kechagi zilzila haqida xabar bor.": 8, "Bozorda narxlar oshdi.": 20})]
    before = articles(date(2026, 2, 20), {"Bozorda narxlar oshdi.": 30})
    period = Period(NOW, date(2026, 3, 24))
    rising = find_rising(now, before, SITES, 5, {"uz": "Cyrl"})
    report = replace(report_of(now, period), rising=rising)
    assert "зилзила" in " ".join(texts(render_report(report), ".rising li"))
    assert "зилзила" in {rise["word"] for rise in report.to_dict()["rising"]["uz"]}


def test_an_empty_time_says_so() -> None:
    assert "No article was published in this time" in render_report(report_of([]))


def test_troubles_are_named() -> None:
    trouble = SiteTrouble("kun_uz", "gave nothing for two days")
    page = render_report(replace(report_of(CORPUS), troubles=(trouble,)))
    assert texts(page, ".health li") == ["kun_uz gave nothing for two days"]
