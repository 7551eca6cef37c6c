"""What is told of the articles that have a line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.record_stores import add_paragraphs
from tests.records.samples import make_article
from xabar.records.paragraphs import AddedLines
from xabar.records.store import RecordStore

LINE = 7


def _put(records: RecordStore, path: str, day: date | None, site: str = "kun_uz") -> str:
    article = make_article(path, site=site, published_day=day)
    records.put_article(article)
    add_paragraphs(records, site, article.id, [LINE])
    return article.id


def test_the_days_between_the_last_articles_with_a_line(records: RecordStore) -> None:
    assert records.days_between("kun_uz", LINE, 3) is None
    undated = _put(records, "undated", None)
    assert records.days_between("kun_uz", LINE, 3) is None
    for number, day in enumerate((1, 9, 20, 12)):
        _put(records, str(number), date(2026, 3, day))
    _put(records, "elsewhere", date(2026, 5, 1), "gazeta_uz")
    assert records.days_between("kun_uz", LINE, 3) == timedelta(days=11)
    assert records.days_between("kun_uz", LINE, 9) == timedelta(days=19)
    assert records.days_between("kun_uz", LINE + 1, 9) is None
    records.remove_article(undated, datetime(2026, 4, 1, tzinfo=UTC))
    last = make_article("3").id
    records.remove_article(last, datetime(2026, 4, 1, tzinfo=UTC))
    assert records.days_between("kun_uz", LINE, 2) == timedelta(0)  # the last one is gone


@pytest.mark.parametrize("lines", [0, 1, 16, 32, 33, 90])
def test_a_new_article_has_all_its_lines_however_many(records: RecordStore, lines: int) -> None:
    first, second = (make_article(path, site="kun_uz").id for path in ("first", "second"))
    keys = [(1 << 63) - 1 - key for key in range(lines)]
    with records.transaction():
        added = records.add_paragraphs_later("kun_uz", first, keys, is_new=True)()
    assert added == AddedLines({*keys}, 1)
    assert records.paragraph_counts("kun_uz", keys) == dict.fromkeys(keys, 1)
    assert add_paragraphs(records, "kun_uz", first, keys) == set()  # they are there already
    assert add_paragraphs(records, "kun_uz", second, keys) == {*keys}
