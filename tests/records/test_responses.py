"""Where answers lie, which of them are read again, and the versions that this makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.records.samples import FETCHED, make_article
from xabar.article import Article
from xabar.records.payload import pack
from xabar.records.responses import START, KeptPage, Pointer, ResponseFilter
from xabar.records.store import RecordStore

WHOLE_MS = FETCHED.replace(microsecond=123000)


def page(number: int, *, file: str = "warc/a.warc.gz", minutes: int = 0, **other: Any) -> KeptPage:
    """Return the answer of article NUMBER, at byte 100 × NUMBER of a file."""
    values: dict[str, Any] = {
        "pointer": Pointer(file, 100 * number, 90, b"digest"),
        "site": "kun_uz",
        "url": f"https://kun.uz/{number}",
        "fetched_at": WHOLE_MS + timedelta(minutes=minutes),
        "outcome": "stored",
        "article_id": make_article(str(number)).id,
    }
    return KeptPage(**values | other)


def found(records: RecordStore, wanted: ResponseFilter | None = None, limit: int = 100) -> list[KeptPage]:
    wanted = wanted or ResponseFilter()
    rows = records.responses_after(START, wanted, limit)
    assert records.count_responses(START, wanted) == len(rows)
    return [kept for _, kept, _ in rows]


@pytest.fixture
def articles(records: RecordStore) -> list[Article]:
    """Three articles with their answers, in two files."""
    stored = [make_article(str(number)) for number in range(3)]
    for article in stored:
        records.put_article(article)
    for number in range(3):
        records.add_response(page(number, file=f"warc/{'aab'[number]}.warc.gz", printed="1 mart"))
    return stored


@pytest.mark.usefixtures("articles")
def test_of_two_answers_in_one_moment_the_last_one_is_read(records: RecordStore) -> None:
    """Two crawls at once may fetch one page in the same second."""
    records.add_response(page(1, file="warc/c.warc.gz", printed="1 mart"))
    assert [kept.pointer.file for kept in found(records) if kept.url[-1] == "1"] == ["warc/c.warc.gz"]


@pytest.mark.usefixtures("articles")
def test_answers_come_as_they_lie_each_with_its_article(records: RecordStore) -> None:
    rows = records.responses_after(START, ResponseFilter(), 2)
    assert [kept.url[-1] for _, kept, _ in rows] == ["0", "1"]
    assert rows[1][1] == page(1, printed="1 mart")
    assert rows[1][2] == pack(make_article("1"))[0]
    rest = records.responses_after(rows[-1][0], ResponseFilter(), 2)
    assert [kept.pointer.file for _, kept, _ in rest] == ["warc/b.warc.gz"]
    assert records.count_responses(rows[-1][0], ResponseFilter()) == 1
    assert records.responses_after(rest[-1][0], ResponseFilter(), 2) == []


@pytest.mark.usefixtures("articles")
def test_only_the_latest_answer_of_an_article_and_none_of_a_removed_one(records: RecordStore) -> None:
    later = page(7, minutes=5, article_id=make_article("1").id, url="https://kun.uz/1", outcome="unchanged")
    records.add_response(later)
    records.remove_article(make_article("2").id, FETCHED + timedelta(hours=1))
    assert [kept.pointer.offset for kept in found(records)] == [0, 700]
    assert records.latest_response(make_article("1").id) == later
    assert records.latest_response(make_article("9").id) is None
    assert len(records.responses_after(START, None, 10)) == records.count_responses(START, None) == 4


@pytest.mark.usefixtures("articles")
def test_answers_are_chosen_by_site_and_day(records: RecordStore) -> None:
    other = make_article("9", site="daryo_uz", minutes=60)
    records.put_article(other)
    records.add_response(page(9, site="daryo_uz", minutes=60, article_id=other.id))
    assert [kept.url[-1] for kept in found(records, ResponseFilter(site="daryo_uz"))] == ["9"]
    assert [
        kept.url[-1] for kept in found(records, ResponseFilter(since=FETCHED + timedelta(minutes=1)))
    ] == ["9"]


def test_refused_pages_come_by_their_last_reason(records: RecordStore) -> None:
    for number, (then, now) in enumerate(
        [("not-article", "not-article"), ("not-article", "stored"), ("no-date", "no-date")]
    ):
        records.add_response(page(number, outcome=then, article_id=None))
        records.mark_page(f"https://kun.uz/{number}", "kun_uz", FETCHED, now)
    records.add_response(page(5, outcome="not-article", article_id=None, url="https://kun.uz/0", minutes=3))
    wanted = ResponseFilter(reasons=("not-article",))
    assert [kept.pointer.offset for kept in found(records, wanted)] == [500]
    assert found(records) == []


def test_another_reading_is_a_version_with_its_reason(records: RecordStore) -> None:
    article = make_article()
    records.put_article(article)
    revisited = make_article(minutes=60)
    records.put_article(revisited)  # unchanged: only the time of the latest fetch moves
    mended = make_article(title="Toʻgʻri sarlavha")
    before = pack(article)[0]
    assert records.put_reading(mended, before, "read again: title") == "changed"
    assert records.put_reading(mended, before, "read again: title") == "newer"
    assert records.put_reading(mended, pack(mended)[0], "read again: title") == "unchanged"
    assert [(each.title, reason) for each, reason in records.explained_versions(article.id)] == [
        ("Sarlavha", None),
        ("Toʻgʻri sarlavha", "read again: title"),
    ]
    (change,) = records.changes_after(0, 10)
    assert (change.sequence, change.version) == (2, revisited.version)
    # the next fetch is compared with it, and its own text has no such reason
    records.put_article(make_article(minutes=90, title="Keyingi sarlavha"))
    assert [reason for _, reason in records.explained_versions(article.id)] == [
        None,
        "read again: title",
        None,
    ]
    assert [each.title for each in records.versions(article.id)][-1] == "Keyingi sarlavha"


def test_a_date_that_was_mended_keeps_the_former_reading(records: RecordStore) -> None:
    article = make_article(published_at=FETCHED)
    records.put_article(article)
    mended = replace(article, published_at=FETCHED - timedelta(days=30))
    assert records.put_reading(mended, pack(article)[0], "read again: published_at") == "changed"
    assert [each.published_at for each in records.versions(article.id)] == [
        WHOLE_MS,
        WHOLE_MS - timedelta(days=30),
    ]
    assert records.published_at(article.id) == WHOLE_MS - timedelta(days=30)


def test_a_removed_article_stays_removed(records: RecordStore) -> None:
    article = make_article()
    records.put_article(article)
    records.remove_article(article.id, FETCHED + timedelta(hours=1))
    assert records.put_reading(article, pack(article)[0], "read again") == "newer"
    assert records.get_article(article.id) is None


@pytest.mark.usefixtures("articles")
def test_files_say_what_they_must_hold(records: RecordStore) -> None:
    assert records.warc_files() == [("warc/a.warc.gz", 2, 190), ("warc/b.warc.gz", 1, 290)]
    records.put_article(make_article("unkept"))
    assert records.count_without_response() == 1


def test_a_job_goes_on_where_it_stopped(records: RecordStore) -> None:
    assert records.resume_place("job") is None
    records.note_place("job", (1, 100))
    records.note_place("job", (2, 50))
    assert (records.resume_place("job"), records.resume_place("other")) == ((2, 50), None)
    records.note_place("job", None)
    assert records.resume_place("job") is None
