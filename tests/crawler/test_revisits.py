from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.discovery import Link
from crawler.revisits import LASTING_AFTER, PASSING_AFTER, Revisits, is_revisit_due
from xabar.crawl_stats import REJECTIONS
from xabar.records.store import RecordStore

URL = "https://kun.uz/news/2026/11/24/a"
HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(tmp_path / "records.sqlite") as records:
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


def test_a_new_page_is_due(revisits: Revisits) -> None:
    assert revisits.is_due(Link(URL), NOON)


@pytest.mark.parametrize("outcome", [*sorted(REJECTIONS.keys() - {"store-error"}), "duplicate"])
def test_a_refused_page_is_tried_again_later(revisits: Revisits, records: RecordStore, outcome: str) -> None:
    records.mark_page(URL, "kun_uz", NOON, outcome)
    link = Link("https://m.kun.uz/news/2026/11/24/a?utm_source=x")  # a twin of the same page
    assert not revisits.is_due(link, NOON + HOUR)
    assert revisits.is_due(link, NOON + LASTING_AFTER)


def test_an_answer_that_may_pass_is_tried_again_within_hours(
    revisits: Revisits, records: RecordStore
) -> None:
    records.mark_page(URL, "kun_uz", NOON, "http-error")
    assert revisits.is_due(Link(URL), NOON + PASSING_AFTER)


def test_an_article_that_the_records_refused_is_tried_at_once(
    revisits: Revisits, records: RecordStore
) -> None:
    records.mark_page(URL, "kun_uz", NOON, "store-error")
    assert revisits.is_due(Link(URL), NOON)


def test_a_refusal_is_remembered_under_the_key_of_the_address(
    revisits: Revisits, records: RecordStore
) -> None:
    revisits.refuse("https://m.kun.uz/news/2026/11/24/a?utm_source=x", "not-article", NOON)
    seen = records.page(URL)
    assert seen is not None
    assert (seen.outcome, seen.fetched_at) == ("not-article", NOON)
