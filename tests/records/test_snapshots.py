"""No reader of ours keeps the write-ahead log from being emptied, however long it takes for a row."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from inspect import get_annotations, getmembers, isfunction
from typing import Any, Final

import pytest

from tests.records.samples import FETCHED, make_article
from xabar.records.store import RecordStore

DAY: Final = timedelta(days=1)
LATER: Final = FETCHED + 2 * DAY

# Every method that gives its rows one by one, with what it is called with.
READERS: Final[dict[str, Callable[[RecordStore], Iterator[Any]]]] = {
    "article_states": lambda records: records.article_states(batch=2),
    "damaged_articles": lambda records: records.damaged_articles(),
    "pages_fetched_before": lambda records: records.pages_fetched_before("kun_uz", LATER, batch=2),
    "pages_of_age": lambda records: records.pages_of_age("kun_uz", (DAY,), LATER, DAY * 9, batch=2),
    "published_articles": lambda records: records.published_articles(FETCHED.date(), FETCHED.date()),
}


def test_every_method_that_gives_rows_one_by_one_is_named_here() -> None:
    lazy = {
        name
        for name, method in getmembers(RecordStore, isfunction)
        if str(get_annotations(method).get("return")).startswith("Iterator")
    }
    assert {name for name in lazy if not name.startswith("_")} == set(READERS)


@pytest.mark.parametrize("name", READERS)
def test_the_log_can_be_emptied_between_two_rows(sqlite_records: RecordStore, name: str) -> None:
    records = sqlite_records
    for number in range(9):
        article = make_article(str(number), published_at=FETCHED, published_day=FETCHED.date())
        records.put_article(article)
        records.mark_page(article.url, article.site, FETCHED, "stored", article.id)
    if name == "damaged_articles":
        with records.transaction():
            records._db.execute("UPDATE article SET payload = x'00'")
    rows = READERS[name](records)
    next(rows)
    with closing(sqlite3.connect(records.path)) as other:
        other.execute("UPDATE article SET removed = 0")
        other.commit()
        busy, pages, emptied = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (busy, pages) == (0, emptied)
    assert records.log_size() == 0
    next(rows)
