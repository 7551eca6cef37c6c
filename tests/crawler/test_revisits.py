from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from crawler.coverage import Coverage
from crawler.discovery import Link
from crawler.discovery.feed import Feed
from crawler.revisits import (
    AT_ONCE,
    LASTING_AFTER,
    PASSING_AFTER,
    RETRIES,
    Revisits,
    is_revisit_due,
    listed_date,
)
from tests.record_stores import lay_empty_store
from tests.records.samples import make_article
from xabar.article import PrintedDate
from xabar.crawl_stats import REJECTIONS
from xabar.records.leases import LeaseLost
from xabar.records.store import RecordStore
from xabar.site_leases import LENGTH, SiteLeases, lease_name
from xabar.source import Window

URL = "https://kun.uz/news/2026/11/24/a"
HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(lay_empty_store(tmp_path)) as records:
        yield records


@pytest.fixture
def revisits(records: RecordStore) -> Revisits:
    return Revisits(records, "kun_uz")


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


def test_a_page_that_was_new_is_known_once_it_was_asked_for(revisits: Revisits, records: RecordStore) -> None:
    revisits.look_up([Link(URL)])
    assert revisits.is_due(Link(URL), NOON)
    assert revisits.conditions(URL, NOON) == {}
    records.mark_page(URL, "kun_uz", NOON, "not-article")
    assert not revisits.is_due(Link(URL), NOON)


def test_a_new_page_is_due(revisits: Revisits) -> None:
    assert revisits.is_due(Link(URL), NOON)


LATER = sorted(REJECTIONS.keys() - {key for key, after in RETRIES.items() if after == AT_ONCE})


@pytest.mark.parametrize("outcome", [*LATER, "duplicate"])
def test_a_refused_page_is_tried_again_later(revisits: Revisits, records: RecordStore, outcome: str) -> None:
    records.mark_page(URL, "kun_uz", NOON, outcome)
    link = Link("https://m.kun.uz/news/2026/11/24/a?utm_source=x")  # a twin of the same page
    assert not revisits.is_due(link, NOON + HOUR)
    assert revisits.is_due(link, NOON + LASTING_AFTER)


@pytest.mark.parametrize("outcome", ["http-error", "future-date", "no-body", "bad-compression", "robots"])
def test_what_clocks_and_cut_answers_cause_is_tried_again_within_hours(
    revisits: Revisits, records: RecordStore, outcome: str
) -> None:
    records.mark_page(URL, "kun_uz", NOON, outcome)
    assert revisits.is_due(Link(URL), NOON + PASSING_AFTER)


def test_a_page_without_text_is_asked_ever_more_rarely(revisits: Revisits, records: RecordStore) -> None:
    now, asked = NOON, 0
    for _ in range(24 * 40):
        if revisits.is_due(Link(URL), now):
            records.mark_page(URL, "kun_uz", now, "no-body")
            asked += 1
        now += HOUR
    assert asked == 7  # when it was new, and at the six ages


@pytest.mark.parametrize("outcome", ["store-error", "busy"])
def test_what_is_no_fault_of_the_page_is_tried_at_once(
    revisits: Revisits, records: RecordStore, outcome: str
) -> None:
    records.mark_page(URL, "kun_uz", NOON, outcome)
    assert revisits.is_due(Link(URL), NOON)


def test_a_damaged_article_is_fetched_again(revisits: Revisits, records: RecordStore) -> None:
    article = make_article("news/2026/11/24/a", fetched_at=NOON)
    records.put_article(article)
    records.mark_page(URL, "kun_uz", NOON, "stored", article.id)
    assert not revisits.is_due(Link(URL), NOON)
    records._db.execute(
        "UPDATE article SET payload = CAST(substr(payload, 1, 40) || x'00' || substr(payload, 42) AS BLOB)"
    )
    assert revisits.is_due(Link(URL), NOON)


def test_a_refusal_is_remembered_under_the_key_of_the_address(
    revisits: Revisits, records: RecordStore
) -> None:
    revisits.refuse("https://m.kun.uz/news/2026/11/24/a?utm_source=x", "not-article", NOON)
    seen = records.page(URL)
    assert seen is not None
    assert (seen.outcome, seen.fetched_at) == ("not-article", NOON)


@pytest.mark.parametrize(
    ("dates", "later"),
    [
        ((PrintedDate("24.11.2026, 09:10", "feed"),), "24.11.2026, 09:10"),
        ((PrintedDate("Kecha, 09:10", "feed"),), "2026-02-28T09:10:00+05:00"),  # counted from the first fetch
        ((PrintedDate("kecha", "feed"),), "2026-02-28"),
        ((PrintedDate("24.11.2026, 09:10", "printed"),), None),
        ((), None),
    ],
)
def test_the_date_of_a_list_means_the_same_later(dates: tuple[PrintedDate, ...], later: str | None) -> None:
    assert listed_date(make_article(printed_dates=dates), NOON) == later


def test_known_pages_keep_the_date_of_the_list_that_named_them(
    revisits: Revisits, records: RecordStore
) -> None:
    article = make_article(
        published_at=NOON - 3 * HOUR,
        printed_dates=(PrintedDate("24.11.2026, 14:00", "feed"),),
        fetched_at=NOON,
    )
    records.put_article(article)
    records.mark_page(article.url, "kun_uz", NOON, "stored", article.id)
    window = Window(
        since=NOON.date(), until=NOON.date(), now=NOON + 24 * HOUR, language="uz", zone="Asia/Tashkent"
    )
    assert [link.printed for link in revisits.known(window)] == ["24.11.2026, 14:00"]
    assert [link.printed for link in revisits.to_look_at_again(window)] == ["24.11.2026, 14:00"]


YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    "outcome", ["stored", "unchanged", "duplicate", "not-article", "no-date", "http-error"]
)
def test_what_a_clock_dated_into_the_future_is_due_at_once(
    revisits: Revisits, records: RecordStore, outcome: str
) -> None:
    records.put_article(make_article(published_at=NOON - 3 * HOUR, fetched_at=NOON + YEAR))
    article = make_article()
    records.mark_page(article.url, "kun_uz", NOON + YEAR, outcome, article.id)
    assert revisits.is_due(Link(article.url), NOON)
    assert not revisits.is_due(Link(article.url), NOON + YEAR)
    revisits.refuse(article.url, "robots", NOON)  # and then it is not due again
    seen = records.page(article.url)
    assert seen is not None
    assert (seen.fetched_at, seen.outcome) == (NOON, "robots")
    assert not revisits.is_due(Link(article.url), NOON + HOUR)


def test_articles_that_nothing_lists_any_more_are_due_then_too(
    revisits: Revisits, records: RecordStore
) -> None:
    article = make_article(published_at=NOON - HOUR / 2, fetched_at=NOON + YEAR)
    records.put_article(article)
    records.mark_page(article.url, "kun_uz", NOON + YEAR, "stored", article.id)
    window = Window(since=NOON.date(), until=NOON.date(), now=NOON + 2 * HOUR, language="uz", zone="UTC")
    assert [link.url for link in revisits.to_look_at_again(window)] == [article.url]
    revisits.confirm(article.url, NOON + 2 * HOUR)
    assert list(revisits.to_look_at_again(window)) == []


def test_a_crawl_that_lost_its_site_marks_nothing(records: RecordStore) -> None:
    leases = SiteLeases(records)
    fence = partial(leases.require, "kun_uz")
    mine = Revisits(records, "kun_uz", fence=fence)
    coverage = Coverage(records, "kun_uz", 30, fence)
    source = Feed("https://kun.uz/rss")
    window = Window(since=NOON.date(), until=NOON.date(), now=NOON, language="uz", zone="UTC")
    leases.take("kun_uz", NOON)
    mine.expect([Link(URL)], NOON)
    later = NOON + 2 * HOUR
    records.take_lease(lease_name("kun_uz"), now=later, length=LENGTH, host="elsewhere", pid=7)
    assert not mine.refuse(URL, "gone", later)
    with pytest.raises(LeaseLost):
        mine.expect([Link(f"{URL}-b")], later)
    with pytest.raises(LeaseLost):
        mine.confirm(URL, later)
    with pytest.raises(LeaseLost):
        coverage.begin([source], window)
    assert records.page(URL) is None
    assert [page.url for page in records.due_pages("kun_uz")] == [URL]
