"""What the store remembers besides articles: pages, lines, signatures, runs."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.record_stores import add_paragraphs, record_run
from tests.records.samples import FETCHED, make_article
from xabar.crawl_stats import SiteStats
from xabar.records.connection import Later, Values
from xabar.records.paragraphs import BoilerplateLine
from xabar.records.signatures import band_keys
from xabar.records.store import RecordStore

URL = "https://kun.uz/1"
A, B, C = (make_article(path).id for path in "abc")


def test_a_page_is_remembered_from_its_first_fetch_on(records: RecordStore) -> None:
    assert records.page(URL) is None
    records.mark_page(URL, "kun_uz", FETCHED, "no-date")
    records.mark_page(
        URL,
        "kun_uz",
        FETCHED + timedelta(hours=1),
        "stored",
        A,
        etag='W/"1"',
        last_modified="Sun, 01 Mar 2026",
    )
    page = records.page(URL)
    assert page is not None
    assert (page.url, page.site, page.outcome, page.article_id) == (URL, "kun_uz", "stored", A)
    assert (page.etag, page.last_modified, page.fetches) == ('W/"1"', "Sun, 01 Mar 2026", 2)
    assert page.fetched_at - page.first_fetched_at == timedelta(hours=1)


def test_an_older_fetch_of_a_page_changes_nothing(records: RecordStore) -> None:
    records.mark_page(URL, "kun_uz", FETCHED, "stored", A)
    records.mark_page(URL, "kun_uz", FETCHED - timedelta(hours=1), "http-error")
    page = records.page(URL)
    assert page is not None
    assert (page.outcome, page.fetches) == ("stored", 1)


def test_paragraphs_count_different_articles_of_one_site(records: RecordStore) -> None:
    line, other, unseen = 2**63 - 1, 5, 17
    assert add_paragraphs(records, "kun_uz", A, [line, other]) == {line, other}
    assert add_paragraphs(records, "kun_uz", A, [line]) == set()
    add_paragraphs(records, "kun_uz", B, [line])
    add_paragraphs(records, "daryo_uz", C, [line])
    assert records.paragraph_counts("kun_uz", [line, other, unseen]) == {line: 2, other: 1, unseen: 0}
    assert records.paragraph_counts("kun_uz", [line, other], last=1) == {line: 1, other: 0}
    assert records.paragraph_articles("kun_uz", line) == [B, A]
    assert (records.count_site_articles("kun_uz"), records.count_site_articles("daryo_uz")) == (2, 1)


@pytest.mark.parametrize("value", [2**63, -1])
def test_a_hash_of_more_than_63_bits_is_refused(records: RecordStore, value: int) -> None:
    with pytest.raises(ValueError, match="63 bits"):
        add_paragraphs(records, "kun_uz", A, [value])


def test_verdicts_on_lines_are_kept_by_site_and_listed_with_counts(records: RecordStore) -> None:
    for key in (A, B):
        add_paragraphs(records, "kun_uz", key, [1, 2] if key == A else [1])
    records.set_verdict("kun_uz", 1, "Obuna", "learned")
    records.set_verdict("kun_uz", 2, "Shior", "learned")
    records.set_verdict("kun_uz", 2, "Shior", "pinned")
    records.set_verdict("daryo_uz", 1, "Obuna", "allowed")
    assert records.line_verdicts("kun_uz") == {1: "learned", 2: "pinned"}
    assert records.list_boilerplate("kun_uz") == [
        BoilerplateLine("kun_uz", "Obuna", "learned", articles=2, since=0),
        BoilerplateLine("kun_uz", "Shior", "pinned", articles=1, since=1),
    ]
    records.set_verdict("kun_uz", 2, "Shior", None)
    assert [line.site for line in records.list_boilerplate()] == ["daryo_uz", "kun_uz"]


def test_a_transaction_asks_a_site_once_until_it_changes_what_it_asked(
    records: RecordStore, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_paragraphs(records, "kun_uz", A, [1])
    asked: list[str] = []
    ask = records._db.ask

    def note(sql: str, values: Values = ()) -> Later[list[Any]]:
        asked.extend([sql] if sql.startswith("SELECT") else [])
        return ask(sql, values)

    monkeypatch.setattr(records._db, "ask", note)

    def look() -> tuple[dict[int, str], bool]:
        return dict(records.line_verdicts("kun_uz")), records.has_uncleaned("kun_uz")

    def fail() -> None:
        with records.transaction():
            assert (look(), look(), len(asked)) == (({}, False), ({}, False), 2)
            records.set_verdict("kun_uz", 1, "Obuna", "learned")
            records.mark_uncleaned("kun_uz", 1)
            assert (look(), look(), len(asked)) == (({1: "learned"}, True), ({1: "learned"}, True), 4)
            assert records.forget_boilerplate("kun_uz", last=0, holders=1) == {1}
            assert records.take_uncleaned("kun_uz") == A
            assert (look(), look(), len(asked)) == (({}, False), ({}, False), 6)
            records.set_verdict("kun_uz", 1, "Obuna", "pinned")
            assert look() == ({1: "pinned"}, False)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with records.transaction():
        assert look() == ({}, False)  # as before what was taken back
    with RecordStore(place) as other:
        other.set_verdict("kun_uz", 1, "Obuna", "pinned")
    assert look() == ({1: "pinned"}, False)
    with records.transaction():
        assert look() == ({1: "pinned"}, False)


def test_what_the_last_articles_lack_is_forgotten_unless_a_person_said_it(records: RecordStore) -> None:
    add_paragraphs(records, "kun_uz", A, [1, 2])
    for key in (B, C):
        add_paragraphs(records, "kun_uz", key, [])
    records.set_verdict("kun_uz", 1, "Obuna", "learned")
    records.set_verdict("kun_uz", 2, "Shior", "pinned")
    assert records.forget_boilerplate("kun_uz", last=3, holders=1) == set()
    assert records.forget_boilerplate("kun_uz", last=2, holders=0) == set()  # too many articles have it
    assert records.line_verdicts("kun_uz") == {1: "learned", 2: "pinned"}
    assert records.forget_boilerplate("kun_uz", last=2, holders=1) == {1}
    assert records.line_verdicts("kun_uz") == {2: "pinned"}


def test_any_equal_band_makes_a_candidate(records: RecordStore) -> None:
    records.add_signature(A, b"a", lambda _: [b"1", b"2", b"3"])
    records.add_signature(B, b"b", lambda _: [b"9", b"2", b"9"])
    records.add_signature(C, b"c", lambda _: [b"2", b"1", b"1"])
    assert records.candidates([b"5", b"2", b"5"]) == {A: b"a", B: b"b"}
    assert records.candidates([b"2", b"8", b"8"]) == {C: b"c"}
    assert records.candidates([b"8", b"8", b"8"]) == {}
    assert records.candidates([b"8", b"8", b"8"], [b"2", b"8"]) == {
        C: b"c"
    }  # as an earlier version remembered it


def test_the_bands_of_many_signatures_are_looked_for_together(records: RecordStore) -> None:
    records.add_signature(A, b"a", lambda _: [b"1", b"2"])
    records.add_signature(B, b"b", lambda _: [b"9", b"2"])
    assert records.taken_bands([]) == set()
    assert records.taken_bands([[b"2", b"1"]]) == set()  # in other places
    taken = records.taken_bands([[b"1", b"5"], [b"5", b"2"], [b"9", b"2"]])
    assert taken == {*band_keys((b"1", b"2")), *band_keys((b"9", b"2"))}


def test_a_new_signature_replaces_the_former(records: RecordStore) -> None:
    def split(signature: bytes) -> list[bytes]:
        return [signature[:1], signature[1:]]

    records.add_signature(A, b"xy", split)
    records.add_signature(B, b"xz", split)
    records.add_signature(A, b"pq", split)
    assert records.candidates([b"x", b"y"]) == {B: b"xz"}
    assert records.candidates([b"p", b"-"]) == {A: b"pq"}


def test_health_of_sites(records: RecordStore) -> None:
    records.put_article(make_article("a", published_at=datetime(2026, 2, 1, tzinfo=UTC)))
    records.put_article(make_article("b", published_at=datetime(2026, 2, 3, tzinfo=UTC)))
    total = SiteStats("kun_uz", fetched=3, stored=2, rejected=Counter({"no-date": 1}), discovery=4)
    total.errors["no-answer"] = 1
    for hours in (1, 2):
        start = FETCHED + timedelta(hours=hours)
        record_run(records, total, started_at=start, finished_at=start + timedelta(minutes=5))
    silent = SiteStats("daryo_uz", ended="shutdown")
    record_run(records, silent, started_at=FETCHED, finished_at=FETCHED, reason="shutdown")
    daryo, kun = records.site_health()
    assert (daryo.site, daryo.articles, daryo.newest_at) == ("daryo_uz", 0, None)
    assert daryo.run is not None
    assert (daryo.run.stats, daryo.run.reason) == (silent, "shutdown")
    assert (kun.articles, kun.newest_at) == (2, datetime(2026, 2, 3, tzinfo=UTC))
    assert kun.run is not None
    assert kun.run.stats == total
    assert kun.run.started_at.hour == FETCHED.hour + 2
    assert [run.started_at.hour for run in records.runs("kun_uz")] == [FETCHED.hour + 2, FETCHED.hour + 1]
