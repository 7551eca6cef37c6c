"""Pages as the sites served them, through the real spiders. They lie beside the checkout and are never copied."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery import ListPage, Window
from crawler.spider import NewsSpider
from crawler.spiders.nur_kz import NurKz
from crawler.spiders.tengrinews_kz import TengrinewsKz
from xabar.article import Article, PrintedDate
from xabar.http_response import HttpResponse
from xabar.rejection import Rejected

pytestmark = pytest.mark.needs_shared
NOW = datetime(2024, 4, 18, 12, tzinfo=UTC)
ARTICLE = "https://www.nur.kz/politics/kazakhstan/2086925-bolshe-17-mlrd-tenge-hoteli-neratsionalno-potratit/"
TITLE = "Мост через реку открыли в посёлке Гулдара"
FIRST = "В посёлке Гулдара в субботу открыли новый мост через реку, строители работали над ним два года."
SECOND = "Теперь дети доходят до школы за пятнадцать минут, а урожай быстрее попадает на городской рынок."


def saved(name: str) -> str:
    folder = Path(os.environ.get("XABAR_SHARED") or Path(__file__).parents[3] / "shared") / "pages"
    path = folder / name
    if not path.is_file():
        pytest.skip(f"real pages are not here: set XABAR_SHARED to the folder that holds pages/{name}")
    return path.read_text(encoding="utf-8")


def read(spider: NewsSpider, html: str, url: str) -> Article:
    return spider.read_article(HttpResponse(url, html.encode()), fetched_at=NOW)


def refusal(spider: NewsSpider, html: str, url: str) -> str:
    """Return the reason for which a page is refused."""
    with pytest.raises(Rejected) as refused:
        read(spider, html, url)
    return refused.value.reason


@pytest.fixture
def nur_article() -> Article:
    """The saved page with our own title, text and author in the places of its template's variables."""
    html = saved("nur-kz-article-2024.html")
    for variable, text in (
        ("{{$article->title}}", TITLE),
        ("{{$article->short_description}}", FIRST),
        ("{!! nl2br(e($article->description)) !!}", SECOND),
        ("{{$article->author}}", "Асель Нуртаева"),
        ("{{$article->published}}", "18 апреля 2024, 10:35"),
    ):
        assert variable in html
        html = html.replace(variable, text)
    return read(NurKz(), html, ARTICLE)


def test_nur_title(nur_article: Article) -> None:
    assert nur_article.title == TITLE


def test_nur_body(nur_article: Article) -> None:
    paragraphs = nur_article.body.split("\n")
    assert paragraphs == [FIRST, SECOND]
    assert nur_article.body_layer == "selectors"


def test_nur_dates(nur_article: Article) -> None:
    moment = "2024-04-18T10:35:00+05:00"
    assert nur_article.printed_dates == (
        PrintedDate(moment, "json-ld"),
        PrintedDate(moment, "meta"),
        PrintedDate(moment, "time"),
        PrintedDate("18 апреля 2024, 10:35", "printed"),
    )


def test_nur_people_tags_and_language(nur_article: Article) -> None:
    assert nur_article.authors == ("Асель Нуртаева",)
    assert nur_article.tags == ("Казахстан", "Коррупция в Казахстане", "Асхат Жумагали")
    assert nur_article.declared_language == "ru"


def test_nur_canonical_address(nur_article: Article) -> None:
    path = "/politics/kazakhstan/2086925-bolshe-17-mlrd-tenge"
    assert nur_article.url.startswith(f"https://www.nur.kz{path}")
    assert (nur_article.canonical or "").startswith(f"https://nur.kz{path}")


def test_nur_template_is_no_article() -> None:
    assert refusal(NurKz(), saved("nur-kz-article-2024.html"), ARTICLE) == "template"


@pytest.mark.parametrize("name", ["tengrinews-list-2024.html", "tengrinews-tag-2023.html"])
def test_a_list_that_calls_itself_an_article_is_none(name: str) -> None:
    # even under an article's address, as a soft 404 would give it
    assert (
        refusal(TengrinewsKz(), saved(name), "https://tengrinews.kz/kazakhstan_news/most-otkryli-531234/")
        == "not-article"
    )


def test_a_section_page_is_no_article() -> None:
    assert refusal(NurKz(), saved("nur-kz-section-2024.html"), ARTICLE) == "not-article"


def test_the_list_of_tengrinews_gives_its_links() -> None:
    spider = TengrinewsKz()
    source = next(source for source in spider.discovery if isinstance(source, ListPage))
    now = datetime(2024, 10, 14, 20, tzinfo=ZoneInfo(spider.zone))
    window = Window(since=now.date(), until=now.date(), now=now, language="ru", zone=spider.zone)
    links = source.read(
        saved("tengrinews-list-2024.html").encode(), "https://tengrinews.kz/news/page/1/", window
    ).links
    articles = [link for link in links if spider.is_article(link.url)]
    assert len(articles) == 20
    assert {link.day for link in articles} == {date(2024, 10, 14)}  # «Сегодня»
