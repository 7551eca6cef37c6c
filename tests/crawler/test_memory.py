from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.http import Request

from crawler.discovery import Link
from crawler.memory import LASTING_AFTER, PASSING_AFTER, PageMemory, is_revisit_due
from xabar.article import Article
from xabar.crawl_stats import REJECTIONS
from xabar.records.store import RecordStore

URL = "https://kun.uz/news/2026/11/24/a"
HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[PageMemory]:
    with RecordStore(tmp_path / "records.sqlite") as records:
        yield PageMemory(records, "kun_uz")


@pytest.mark.parametrize(
    ("fetched", "now", "due"),
    [
        (1, 1.9, False),
        (1, 2, True),  # two hours old: the first look for a correction
        (2, 7, False),
        (2, 8, True),
        (3, 500, True),  # several were missed: one look
        (169, 719, False),
        (169, 720, True),
        (721, 100_000, False),  # after a month it is left alone for good
    ],
)
def test_looks_for_corrections_grow_rarer_with_age(fetched: float, now: float, due: bool) -> None:
    assert is_revisit_due(NOON, NOON + fetched * HOUR, NOON + now * HOUR) is due


def test_a_new_page_is_due(memory: PageMemory) -> None:
    assert memory.is_due(Link(URL), NOON)


@pytest.mark.parametrize("outcome", [*sorted(REJECTIONS.keys() - {"store-error"}), "duplicate"])
def test_a_refused_page_is_tried_again_later(memory: PageMemory, outcome: str) -> None:
    memory.records.mark_page(URL, "kun_uz", NOON, outcome)
    link = Link("https://m.kun.uz/news/2026/11/24/a?utm_source=x")  # a twin of the same page
    assert not memory.is_due(link, NOON + HOUR)
    assert memory.is_due(link, NOON + LASTING_AFTER)


def test_an_answer_that_may_pass_is_tried_again_within_hours(memory: PageMemory) -> None:
    memory.records.mark_page(URL, "kun_uz", NOON, "http-error")
    assert memory.is_due(Link(URL), NOON + PASSING_AFTER)


def test_an_article_that_the_records_refused_is_tried_at_once(memory: PageMemory) -> None:
    memory.records.mark_page(URL, "kun_uz", NOON, "store-error")
    assert memory.is_due(Link(URL), NOON)


def test_marks_go_to_the_address_that_discovery_found(memory: PageMemory) -> None:
    request = Request("https://kun.uz/moved", meta={"redirect_urls": [URL, "https://kun.uz/x"]})
    memory.mark(request, "not-article")
    assert memory.records.page(URL) is None  # in a batch, not yet written
    memory.write()
    seen = memory.records.page(URL)
    assert seen is not None
    assert seen.outcome == "not-article"


def test_a_stored_article_is_known_by_its_own_address_too(memory: PageMemory) -> None:
    article = Article(
        url="https://kun.uz/news/2026/11/24/own",
        site="kun_uz",
        fetched_at=NOON,
        zone="Asia/Tashkent",
        declared_language="uz",
        title="Koʻprik",
        body="Matn",
    )
    memory.mark(Request(URL), "stored", article)
    memory.write()
    for url in (URL, article.url):
        seen = memory.records.page(url)
        assert seen is not None
        assert (seen.outcome, seen.article_id) == ("stored", article.id)
