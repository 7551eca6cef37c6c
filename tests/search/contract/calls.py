"""What the tests of every engine call: filling an index, searching it and reading the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.search.articles import CORPUS
from xabar.article import Article
from xabar.records.change import Change
from xabar.records.store import RecordStore
from xabar.search.engine import (
    SearchEngine,
    SearchPage,
    SearchRequest,
)
from xabar.search.feed import Feeder

# Queries of every kind. Engines are compared over these on CORPUS, up to ties.
QUERIES = (
    "metro",
    "maktab",
    "мектеп",
    "toshkent metro",
    '"shahar hokimi"',
    "paxta OR мақта",
    "metro -bekat",
    "(metro OR paxta) yangi",
    "mek*",
    "met*",
    "koʻ*",
    "тош*",
    "ас* OR aş*",
    "Қозоғ*",
    "shah* hok*",
    "C5+1*",
    "metro -bek*",
    "paxta|мақта",
    'metro -"bekat',
    "C5+1",
    "*",
    "Қозоғистон OR мақта -жинау",
    '"yangi metro" OR "жаңа мектеп"',
    "жаңа мектеп қай қалада",
    '"мектеп қай қалада"',
    "yolovchi bekati",
    "кала акими",
    "metro paxta hosili",
    "hosill",
    '"metro yangi"~3',
    '"шаҳар метро хабар"~20',
    "title:metro OR тошкент",
    "title:(yangi me*) -script:cyrillic",
    "metro tag:jamiyat",
    "(site:kun.uz OR tag:жамият) -title:paxta",
    "since:2026-02-28 language:uz",
)


async def fill(engine: SearchEngine, records: RecordStore, articles: Iterable[Article] = CORPUS) -> None:
    """Put the articles into the records and carry them into the index, visible to searches."""
    for article in articles:
        records.put_article(article)
    report = await Feeder(records, engine).feed_until_done()
    assert report.waiting == 0, report
    await engine.refresh()


async def search(engine: SearchEngine, query: str, **other: Any) -> SearchPage:
    """Search with the defaults of SearchRequest."""
    return await engine.search(SearchRequest(query, **other))


def paths(page: SearchPage) -> list[str]:
    """Return the last part of each hit's address, in order."""
    return [hit.article.url.rsplit("/", 1)[1] for hit in page.hits]


def marked(text: str) -> list[str]:
    """Return what stands between the marks."""
    return [part.split("\ue001")[0] for part in text.split("\ue000")[1:]]


async def active(engine: SearchEngine) -> str:
    """Return the name of the generation that searches see."""
    return next(generation.name for generation in await engine.generations() if generation.active)


def change_of(article: Article, sequence: int = 1) -> Change:
    """Return the change with which the feed would carry the article."""
    return Change(sequence, article.id, article.version, article)
