"""An article is removed only when its site has said for days that the page is gone, and it can be given back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from crawler.departures import AFTER_REMOVAL, AGAIN
from crawler.revisits import Revisits
from tests.record_stores import lay_empty_store, record_run
from tests.records.samples import make_article
from xabar.article import Article, PrintedDate
from xabar.crawl_stats import REJECTIONS, SiteStats
from xabar.processing.ingest import ingest
from xabar.records.store import RecordStore
from xabar.source import Link, Window

DAY: Final = timedelta(days=1)
NOON: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL: Final = "https://kun.uz/news/2026/11/24/a"


def article(url: str = URL, fetched_at: datetime = NOON, body: str = "Koʻprik ochildi.") -> Article:
    made = make_article(
        url.removeprefix("https://kun.uz/"), fetched_at=fetched_at, body=body, published_at=NOON
    )
    made.requested_url = made.fetched_url = url
    return made


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(lay_empty_store(tmp_path)) as records:
        ingest(records, article())
        yield records


@pytest.fixture
def revisits(records: RecordStore) -> Revisits:
    return Revisits(records, "kun_uz")


def run(records: RecordStore, at: datetime, gave: int = 5, gone: int = 1) -> None:
    """Remember a run in which other pages of the site gave articles."""
    stats = SiteStats("kun_uz", fetched=gave + gone, unchanged=gave, rejected=Counter(gone=gone))
    record_run(records, stats, started_at=at, finished_at=at)


def refuse_daily(
    revisits: Revisits, records: RecordStore, days: int, reason: str = "gone", **others: int
) -> bool:
    """Let the page be refused once a day. Return whether that removed its article."""
    removed = False
    for day in range(1, days + 1):
        removed = revisits.refuse(URL, reason, NOON + day * DAY) or removed
        run(records, NOON + day * DAY, **others)
    return removed


def remove(revisits: Revisits, records: RecordStore) -> None:
    assert refuse_daily(revisits, records, 4)
    assert records.get_article(article().id) is None


def test_it_is_removed_after_three_answers_over_three_days(revisits: Revisits, records: RecordStore) -> None:
    assert not refuse_daily(revisits, records, 3)
    assert records.get_article(article().id) is not None
    assert revisits.refuse(URL, "gone", NOON + 4 * DAY)
    assert records.changes_after(1, 9)[0].article is None  # a tombstone waits for whatever index there is


def test_many_answers_within_a_day_are_one_breakdown(revisits: Revisits, records: RecordStore) -> None:
    run(records, NOON)
    assert not any(revisits.refuse(URL, "gone", NOON + timedelta(hours=hour)) for hour in range(1, 25))
    ingest(records, article(fetched_at=NOON + 2 * DAY))  # the site is back
    assert not refuse_daily(revisits, records, 3)  # and one day later it says so again: that is counted anew
    assert records.get_article(article().id) is not None


@pytest.mark.parametrize("reason", sorted(REJECTIONS.keys() - {"gone"}))
def test_nothing_else_removes_it(revisits: Revisits, records: RecordStore, reason: str) -> None:
    assert not refuse_daily(revisits, records, 30, reason)
    assert records.gone_article(article().id) is None
    assert records.get_article(article().id) is not None


def test_errors_between_two_such_answers_neither_count_nor_begin_anew(
    revisits: Revisits, records: RecordStore
) -> None:
    for day, reason in enumerate(("gone", "http-error", "no-answer", "challenge", "gone"), 1):
        assert not revisits.refuse(URL, reason, NOON + day * DAY)
        run(records, NOON + day * DAY)
    assert revisits.refuse(URL, "gone", NOON + 6 * DAY)


def test_a_site_that_says_it_of_most_pages_is_down(revisits: Revisits, records: RecordStore) -> None:
    assert not refuse_daily(revisits, records, 20, gave=2, gone=3)
    assert records.get_article(article().id) is not None
    run(records, NOON + 21 * DAY, gave=100)
    assert revisits.refuse(URL, "gone", NOON + 22 * DAY)


def test_one_answer_is_no_more_than_that(revisits: Revisits, records: RecordStore) -> None:
    assert not refuse_daily(revisits, records, 1)
    assert revisits.due_at(URL, NOON + DAY) == NOON + DAY + AGAIN
    run(records, NOON + 40 * DAY)
    assert records.get_article(article().id) is not None


def test_a_copy_that_is_gone_says_nothing_of_the_article(revisits: Revisits, records: RecordStore) -> None:
    copy = "https://kun.uz/amp/2026/11/24/a"
    ingest(
        records,
        replace(article(), requested_url=copy, fetched_url=copy, fetched_at=NOON + timedelta(minutes=1)),
    )
    ingest(records, article(fetched_at=NOON + timedelta(minutes=2)))
    for day in range(1, 9):
        assert not revisits.refuse(copy, "gone", NOON + day * DAY)
        run(records, NOON + day * DAY)
    assert records.gone_article(article().id) is None


def test_a_clock_that_was_ahead_counts_from_now(revisits: Revisits, records: RecordStore) -> None:
    revisits.refuse(URL, "gone", NOON + 400 * DAY)
    run(records, NOON)
    assert not revisits.refuse(URL, "gone", NOON + DAY)
    gone = records.gone_article(article().id)
    assert gone is not None
    assert (gone.since, gone.answers) == (NOON + DAY, 1)


def test_a_clock_that_went_back_a_day_begins_the_days_anew(revisits: Revisits, records: RecordStore) -> None:
    refuse_daily(revisits, records, 3)
    back = NOON + 2.5 * DAY
    assert not any(revisits.refuse(URL, "gone", back + hours * DAY / 2) for hours in (0, 1, 2, 3, 4, 5))
    gone = records.gone_article(article().id)
    assert gone is not None
    assert (gone.since, gone.answers) == (back, 6)


def test_the_page_of_a_removed_article_is_looked_at_twice_more_and_seldom_where_it_is_listed(
    revisits: Revisits, records: RecordStore
) -> None:
    remove(revisits, records)
    removed_at, checks, listed = NOON + 4 * DAY, [], []
    for day in range(100):
        now = removed_at + day * DAY
        window = Window(since=now.date(), until=now.date(), now=now, language="uz", zone="Asia/Tashkent")
        if any(revisits.to_look_at_again(window)):
            checks.append(timedelta(days=day))
        if revisits.is_due(Link(URL), now):
            listed.append(timedelta(days=day))
            assert not revisits.refuse(URL, "gone", now)
    assert tuple(checks) == AFTER_REMOVAL
    assert listed == [*AFTER_REMOVAL, 60 * DAY, 90 * DAY]


@pytest.mark.parametrize("twin", ["https://m.kun.uz/news/2026/11/24/a", f"{URL}?utm_source=x"])
def test_another_address_of_the_same_page_counts_as_well(
    revisits: Revisits, records: RecordStore, twin: str
) -> None:
    for day, url in enumerate((URL, twin, URL, twin), 1):
        removed = revisits.refuse(url, "gone", NOON + day * DAY)
        run(records, NOON + day * DAY)
    assert removed


@pytest.mark.parametrize("body", ["Koʻprik ochildi.", "Koʻprik yopildi."])
def test_an_article_that_comes_back_is_there_again_with_its_history(
    revisits: Revisits, records: RecordStore, body: str
) -> None:
    remove(revisits, records)
    assert [each.body for each in records.versions(article().id)] == ["Koʻprik ochildi."]
    back = article(fetched_at=NOON + 30 * DAY, body=body)
    assert ingest(records, back).outcome == "stored"
    assert [each.body for each in records.versions(back.id)] == [*dict.fromkeys(("Koʻprik ochildi.", body))]
    assert records.gone_article(back.id) is None


def test_what_was_removed_is_given_back_and_kept(revisits: Revisits, records: RecordStore) -> None:
    remove(revisits, records)
    assert records.restore_article(article().id, NOON + 5 * DAY) is not None
    back = records.get_article(article().id)
    assert back is not None
    assert replace(back, group_id=None) == article()
    assert len(records.versions(article().id)) == 1
    assert records._db.execute("SELECT body FROM article_text").fetchall() == [("Koʻprik ochildi.",)]
    assert not refuse_daily(revisits, records, 60)
    assert records.get_article(article().id) is not None
    assert records.restore_article(article().id, NOON + 90 * DAY) is None


def test_an_article_that_comes_back_has_the_date_of_the_list_that_named_it(
    revisits: Revisits, records: RecordStore
) -> None:
    listed = replace(article(), printed_dates=(PrintedDate("24.11.2026, 14:00", "feed"),))
    ingest(records, replace(listed, fetched_at=NOON + timedelta(minutes=1)))
    remove(revisits, records)
    now = NOON + 4 * DAY + AFTER_REMOVAL[0]
    window = Window(since=now.date(), until=now.date(), now=now, language="uz", zone="Asia/Tashkent")
    assert [link.printed for link in revisits.to_look_at_again(window)] == ["24.11.2026, 14:00"]
    assert {link.printed for link in revisits.known(replace(window, since=date.min))} == {"24.11.2026, 14:00"}


def test_a_page_that_was_gone_in_the_future_is_looked_at_now(
    revisits: Revisits, records: RecordStore
) -> None:
    revisits.refuse(URL, "gone", NOON + 400 * DAY)
    window = Window(since=NOON.date(), until=NOON.date(), now=NOON, language="uz", zone="Asia/Tashkent")
    assert [link.url for link in revisits.to_look_at_again(window)] == [URL]
