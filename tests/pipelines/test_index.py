"""The last pipeline, in a real crawler: the commit, the counts, the feed, and records that refuse an article."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.utils.test import get_crawler

from crawler.site_counts import read_site_stats
from pipelines.index import IndexPipeline
from pipelines.items import DuplicateItem, RejectedItem
from tests.processing.articles import make_article
from xabar import article_writer
from xabar.article_writer import GROUP, MAX_REFUSALS
from xabar.config import Config
from xabar.crawl_report import format_report
from xabar.crawl_stats import CrawlStats, IndexStats
from xabar.extraction.plain import paragraph_key
from xabar.processing.ingest import ingest
from xabar.processing.learning import clean_marked
from xabar.records.errors import DiskFull
from xabar.records.store import RecordStore
from xabar.rejection import Rejected
from xabar.search.engine import SearchRequest
from xabar.search.opening import open_engine
from xabar.workers import turns
from xabar.workers.turns import own_turn
from xabar.workspace import open_workspace

UZBEK = {"language": "uz", "script": "Cyrl"}


def crawler_for(data: Path, **changes: Any) -> Crawler:
    values = {"XABAR_DATA": str(data), "XABAR_SEARCH_URL": None, "XABAR_FEED_WAIT": 60} | changes
    return get_crawler(settings_dict={"TWISTED_REACTOR_ENABLED": False} | values)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    """The records that the pipelines of a crawl on `tmp_path` share."""
    config = Config.from_settings(crawler_for(tmp_path).settings)
    with open_workspace(config) as workspace:
        yield workspace.records


def counts(crawler: Crawler) -> dict[str, int]:
    assert crawler.stats is not None
    stats = crawler.stats.get_stats()
    return {key: value for key, value in stats.items() if isinstance(value, int)}


async def test_article_is_committed_counted_and_found(tmp_path: Path, records: RecordStore) -> None:
    crawler = crawler_for(tmp_path)
    step = IndexPipeline(crawler)
    await step.open_spider()
    for number in (1, 1, 2):
        await step.process_item(make_article(number, **UZBEK, site=f"site_{number}"))
    await step.close_spider()
    assert counts(crawler) == {"xabar/stored": 2, "xabar/unchanged": 1}
    assert crawler.stats is not None
    assert crawler.stats.get_value("xabar/index") == IndexStats(stored=2, confirmed=2)
    engine = open_engine(None, data=tmp_path, api_key=None, records=records)
    found = await engine.search(SearchRequest("kutubxonasi"))
    await engine.close()
    assert found.total == 2


async def test_an_address_that_was_not_believed_is_noted(tmp_path: Path, records: RecordStore) -> None:
    crawler = crawler_for(tmp_path)
    step = IndexPipeline(crawler)
    await step.open_spider()
    article = make_article(1, **UZBEK)
    article.fetched_url, article.claimed_url = article.url, "https://kun.uz/news"
    await step.process_item(article)
    await step.close_spider()
    assert counts(crawler) == {"xabar/stored": 1, "xabar/note/canonical-ignored": 1}
    stats = CrawlStats([read_site_stats(crawler.stats, "kun_uz")])
    assert any("1 × names another page's address as its own" in line for line in format_report(stats))


async def test_a_copy_under_another_address_is_a_duplicate(tmp_path: Path, records: RecordStore) -> None:
    crawler = crawler_for(tmp_path)
    step = IndexPipeline(crawler)
    await step.open_spider()
    await step.process_item(make_article(1, **UZBEK))
    with pytest.raises(DuplicateItem, match="kutubxona-1"):
        await step.process_item(make_article(2, **UZBEK))
    await step.close_spider()
    assert counts(crawler) == {"xabar/stored": 1, "xabar/duplicate": 1}
    assert records.count_articles() == 1


async def test_older_fetch_counts_as_unchanged(tmp_path: Path, records: RecordStore) -> None:
    ingest(records, make_article())
    crawler = crawler_for(tmp_path)
    step = IndexPipeline(crawler)
    await step.open_spider()
    older = make_article(title="Эски сарлавҳа", fetched_at=make_article().fetched_at.replace(hour=3))
    await step.process_item(older)
    await step.close_spider()
    assert counts(crawler) == {"xabar/unchanged": 1}


async def test_two_crawls_share_one_feed_and_the_last_reports_it(tmp_path: Path) -> None:
    crawlers = [crawler_for(tmp_path) for _ in range(2)]
    steps = [IndexPipeline(crawler) for crawler in crawlers]
    for step in steps:
        await step.open_spider()
    for number, step in enumerate(steps):
        await step.process_item(make_article(number, site=f"site_{number}"))
    for step in steps:
        await step.close_spider()
    sums = [crawler.stats.get_value("xabar/index") for crawler in crawlers if crawler.stats]
    assert sums == [None, IndexStats(stored=2, confirmed=2)]


async def test_index_that_is_down_stops_nothing(tmp_path: Path) -> None:
    crawler = crawler_for(tmp_path, XABAR_SEARCH_URL="http://127.0.0.1:9", XABAR_FEED_WAIT=0.2)
    step = IndexPipeline(crawler)
    await step.open_spider()
    await step.process_item(make_article())
    await step.close_spider()
    assert crawler.stats is not None
    index_stats = crawler.stats.get_value("xabar/index")
    assert (index_stats.stored, index_stats.waiting, index_stats.balanced) == (1, 1, True)
    assert index_stats.problem


async def test_a_wrong_search_address_stops_nothing_and_is_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crawler = crawler_for(tmp_path, XABAR_SEARCH_URL="elastic")
    step = IndexPipeline(crawler)
    await step.open_spider()
    await asyncio.sleep(0)  # the feed fails to open the index before anything is stored
    assert "the index is not fed: XABAR_SEARCH_URL='elastic'" in caplog.text
    await step.process_item(make_article())
    await step.close_spider()
    assert crawler.stats is not None
    index_stats = crawler.stats.get_value("xabar/index")
    assert (index_stats.stored, index_stats.waiting) == (1, 1)
    assert "XABAR_SEARCH_URL='elastic'" in index_stats.problem


async def test_locked_records_refuse_in_words_and_write_nothing(
    tmp_path: Path, records: RecordStore, caplog: pytest.LogCaptureFixture
) -> None:
    crawler = crawler_for(tmp_path)
    step = IndexPipeline(crawler)
    await step.open_spider()
    records._db.execute("PRAGMA busy_timeout=50")
    other = sqlite3.connect(records.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    article = make_article()
    with pytest.raises(RejectedItem) as refusal:
        await step.process_item(article)
    other.execute("ROLLBACK")
    other.close()
    assert refusal.value.reason == "store-error"
    assert "is locked" in caplog.text
    assert records.get_article(article.id) is None
    assert records.page(article.url) is None
    await step.process_item(make_article())  # the next one is stored again
    await step.close_spider()
    assert counts(crawler) == {"xabar/stored": 1}


async def test_records_that_cannot_be_opened_end_the_crawl_in_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "records.sqlite").write_bytes(b"a file of another kind" * 100)
    step = IndexPipeline(crawler_for(tmp_path))
    with pytest.raises(CloseSpider):
        await step.open_spider()
    assert "records.sqlite" in caplog.text
    await step.close_spider()  # which Scrapy asks of a pipeline that was not opened, too


async def test_a_lock_that_refuses_a_group_counts_once(tmp_path: Path, records: RecordStore) -> None:
    crawler = crawler_for(tmp_path)
    engine = _Engine()
    crawler.engine = engine  # type: ignore[assignment]
    step = IndexPipeline(crawler)
    await step.open_spider()
    records._db.execute("PRAGMA busy_timeout=50")
    other = sqlite3.connect(records.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with own_turn():
        offered = [asyncio.ensure_future(step.process_item(make_article(number))) for number in range(GROUP)]
        await asyncio.sleep(0)  # all of them wait for the turn
    refused = await asyncio.gather(*offered, return_exceptions=True)
    other.execute("ROLLBACK")
    other.close()
    await step.close_spider()
    assert [type(each) for each in refused] == [RejectedItem] * GROUP
    assert MAX_REFUSALS < GROUP
    assert engine.reasons == []


async def test_full_disk_ends_the_crawl(tmp_path: Path, records: RecordStore) -> None:
    crawler = crawler_for(tmp_path)
    engine = _Engine()
    crawler.engine = engine  # type: ignore[assignment]
    step = IndexPipeline(crawler)
    await step.open_spider()
    pages = records._db.execute("PRAGMA page_count").fetchone()[0]
    records._db.execute(f"PRAGMA max_page_count={pages}")
    text = " ".join(str(number**3) for number in range(50_000))
    with pytest.raises(RejectedItem) as refusal:
        await step.process_item(make_article(body=text))
    await step.close_spider()
    assert isinstance(refusal.value.__cause__, Rejected)
    assert isinstance(refusal.value.__cause__.__cause__, DiskFull)
    assert engine.reasons == ["store-error"]
    assert records.count_articles() == 0


class _Engine:
    """A stand-in for Scrapy's engine, which needs a running crawl. Only its end is asked for here."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        self.reasons.append(reason)


# --- a line that is known late ----------------------------------------------------------------------------------------

LINE = "Қонун эълон қилинган кундан кучга киради."  # of a kind that is not learned from these articles
HOLDERS = 30


def hold_line(records: RecordStore) -> None:
    """Store articles that end with a line, and then learn it."""
    for number in range(HOLDERS):
        body = " ".join(f"{number}-йилда {number * 7 + place}-мактаб очилди." for place in range(20))
        ingest(records, make_article(number, title=f"{number}-хабар", body=f"{body}\n{LINE}", **UZBEK))
    records.set_verdict("kun_uz", paragraph_key(LINE), LINE, "learned")
    records.mark_uncleaned("kun_uz", paragraph_key(LINE))


def holders(records: RecordStore) -> int:
    articles = (records.get_article(article_id) for article_id in records.article_ids("kun_uz"))
    return sum(article is not None and LINE in article.body for article in articles)


async def test_the_loop_has_turns_while_earlier_articles_are_cut_again(
    tmp_path: Path, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slices of one article each: however many articles have the line, nothing waits longer than for one."""
    hold_line(records)
    monkeypatch.setattr(article_writer, "SLICE", 0)
    monkeypatch.setattr(turns, "TURN", 0)
    step = IndexPipeline(crawler_for(tmp_path))
    await step.open_spider()
    done = asyncio.ensure_future(step.process_item(make_article(100, **UZBEK)))
    seen = set()
    while not done.done():
        await asyncio.sleep(0)
        seen.add(holders(records))
    await step.close_spider()
    assert seen == set(range(HOLDERS + 1))


async def test_what_a_failure_left_uncut_is_cut_after_the_next_article(
    tmp_path: Path, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_line(records)
    monkeypatch.setattr(article_writer, "SLICE", 0)
    slices = iter(range(5))

    def clean(records: RecordStore, site: str, *, seconds: float) -> bool:
        left = clean_marked(records, site, seconds=seconds)
        if next(slices, None) is None:  # what it has cut is rolled back
            raise DiskFull("no space left")
        return left

    crawler = crawler_for(tmp_path)
    crawler.engine = _Engine()  # type: ignore[assignment]
    step = IndexPipeline(crawler)
    await step.open_spider()
    monkeypatch.setattr(article_writer, "clean_marked", clean)
    await step.process_item(make_article(100, **UZBEK))
    assert counts(crawler) == {"xabar/stored": 1}
    assert holders(records) == HOLDERS - 5
    monkeypatch.setattr(article_writer, "clean_marked", clean_marked)
    await step.process_item(
        make_article(101, title="Бошқа хабар", body="Бозорда нархлар пасайди. " * 9, **UZBEK)
    )
    assert holders(records) == 0
    await step.close_spider()
