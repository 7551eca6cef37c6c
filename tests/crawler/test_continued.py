"""Articles that go on at further addresses are stored whole, once, or not at all."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.continued import MAX_PARTS, read_to_its_end
from crawler.page_reading import FetchedArticle, PageReader
from crawler.spiders.kun_uz import KunUz
from tests.crawler.conftest import Crawl, Site
from xabar.article import Article
from xabar.http_response import HttpResponse
from xabar.rejection import Rejected
from xabar.workers.pool import WorkerPool
from xabar.workers.time_limit import TimeLimit

OWN = "https://kun.uz/news/2026/11/24/uzun-maqola"
ARTICLE = Article(
    url=OWN,
    site="kun_uz",
    fetched_at=datetime(2026, 11, 24, tzinfo=UTC),
    zone="Asia/Tashkent",
    declared_language="uz",
    title="Uzun maqola",
    body="",
)


def response(number: int, *, last: bool = False) -> HttpResponse:
    more = "" if last else f'<link rel="next" href="?page={number + 1}">'
    url = OWN if number == 1 else f"{OWN}?page={number}"
    return HttpResponse(url, f"<html>{more}<p>{number}</p></html>".encode())


def text_of(html: str) -> str:
    return re.sub("<link.*?>", "", html)


def read(fetch: Callable[[str], HttpResponse | None]) -> tuple[str, bool]:
    async def read_parts(parts: tuple[HttpResponse, ...]) -> Article:
        bodies = [part.body.decode() for part in (response(1), *parts)]
        pager = tuple(f"{OWN}?page={number}" for number in re.findall(r"page=(\d+)", "".join(bodies)))
        return replace(ARTICLE, body="".join(dict.fromkeys(map(text_of, bodies))), pager=pager)

    async def fetch_part(url: str) -> HttpResponse | None:
        return fetch(url)

    article, is_whole = asyncio.run(read_to_its_end(response(1), read_parts, fetch_part))
    return article.body, is_whole


def number_of(url: str) -> int:
    return int(url.rpartition("=")[2])


def test_all_parts_are_read() -> None:
    body, is_whole = read(lambda url: response(number_of(url), last=number_of(url) == 4))
    assert [f"<p>{number}</p>" in body for number in (2, 3, 4, 5)] == [True, True, True, False]
    assert is_whole


def test_a_part_that_is_gone_or_forbidden_ends_the_article_and_that_is_said() -> None:
    assert read(lambda url: response(2) if url.endswith("2") else None)[1] is False


def test_a_part_with_nothing_new_is_the_end() -> None:
    asked = []

    def fetch(url: str) -> HttpResponse:
        asked.append(url)
        return HttpResponse(
            url, response(2).body.replace(b"page=3", b"page=2") + b'<link rel="next" href="?page=3">'
        )

    assert read(fetch)[1]
    assert asked == [f"{OWN}?page=2", f"{OWN}?page=3"]


def test_an_article_that_never_ends_is_refused() -> None:
    asked = []

    def fetch(url: str) -> HttpResponse:
        asked.append(url)
        return response(number_of(url))

    with pytest.raises(Rejected) as refused:
        read(fetch)
    assert (refused.value.reason, len(asked)) == ("too-large", MAX_PARTS)


FEED = f"<rss><channel><item><link>{OWN}</link></item><item><link>{OWN}?page=2</link></item></channel></rss>"
TEXT = [
    "Shahar markazidagi eski bozor oʻrnida yangi bogʻ barpo etildi, unga ikki ming tup daraxt ekildi.",
    "Bogʻbonlar koʻchatlarni kuzning oxirida ekishni maʼqul koʻrdi, chunki yomgʻirlar ildizni mustahkamlaydi.",
    "Bahorda bogʻ ichida bolalar uchun kutubxona va ochiq sahna ish boshlaydi, deydi loyiha rahbari.",
    "Aholi bogʻni saqlash uchun oʻz kengashini tuzdi, har shanba koʻngillilar daraxtlarni sugʻoradi.",
]


def html(number: int, *, of: int = 2) -> str:
    more = f'<div class="pagination"><a href="{OWN}?page={number + 1}">»</a></div>' if number < of else ""
    text = "".join(f"<p>{line}</p>" for line in TEXT[2 * number - 2 : 2 * number])
    return (
        '<html><head><meta property="article:published_time" content="2026-11-24T10:00:00+05:00"></head><body>'
        f'<h1 class="news-inner__content-title">Eski bozor oʻrnida bogʻ</h1>'
        f'<div class="news-inner__content-page">{text}</div>{more}</body></html>'
    )


@pytest.fixture
def kun(site: Site) -> Site:
    site.put("https://kun.uz/news/rss", FEED, Content_Type="application/rss+xml")
    site.put(OWN, html(1))
    return site


def stored(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "records.sqlite")) as database:
        return [body for (body,) in database.execute("SELECT body FROM article_text")]


WINDOW = {"since": "2026-11-24", "until": "2026-11-24"}


@pytest.mark.slow
def test_a_crawl_stores_an_article_of_two_pages_once(
    kun: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    kun.put(f"{OWN}?page=2", html(2))
    done = crawl("kun_uz", **WINDOW)
    assert (done.counts["fetched"], done.counts["stored"], done.balanced) == (1, 1, True)
    assert stored(tmp_path) == ["\n".join(TEXT)]


@pytest.mark.slow
def test_half_an_article_is_not_stored_and_asked_for_again(
    kun: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    kun.put(f"{OWN}?page=2", "", status=503)
    done = crawl("kun_uz", **WINDOW)
    assert (done.counts["stored"], done.counts["rejected"]) == (0, {"incomplete": 1})
    assert done.balanced
    kun.put(f"{OWN}?page=2", html(2))
    assert crawl("kun_uz", **WINDOW).counts["stored"] == 1
    assert stored(tmp_path) == ["\n".join(TEXT)]


@pytest.mark.slow
def test_a_further_page_that_does_not_exist_is_noted(
    kun: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    done = crawl("kun_uz", **WINDOW)
    assert (done.counts["stored"], done.counts["notes"]) == (1, {"cut-short": 1})
    assert stored(tmp_path) == ["\n".join(TEXT[:2])]


async def test_parts_that_are_costly_together_are_read_by_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    async def read_apart(*_: object) -> Article:
        return ARTICLE

    def no_workers() -> WorkerPool:
        raise AssertionError("a worker was asked in another way")

    reader = PageReader(KunUz, TimeLimit(5.0), no_workers)
    monkeypatch.setattr(reader, "read_apart", read_apart)
    monkeypatch.setattr(KunUz, "read_article", pytest.fail)
    pages = [HttpResponse(f"{OWN}?page={number}", b"<p>a" * 1_000) for number in range(1, 31)]
    fetched = FetchedArticle(pages[0], ARTICLE.fetched_at, parts=tuple(pages[1:]))
    assert await reader.read(fetched) is ARTICLE
