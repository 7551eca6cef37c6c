"""Every change of the feed is compared with every alert once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.alerts.conftest import NOW
from tests.search.articles import CORPUS, FETCHED, make_article
from xabar.alerts import matching
from xabar.alerts.definition import Definition
from xabar.alerts.matching import Matcher
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.percolation.percolator import Percolator

METRO, METRO_CYRILLIC, COTTON = CORPUS[:3]


def add(records: RecordStore, name: str, query: str, *, sequence: int = 0, **values: object) -> None:
    definition = Definition(query, ("feed",), **values)  # type: ignore[arg-type]
    records.put_alert(name, definition.to_json(), sequence=sequence, now=NOW)


def store(records: RecordStore, *articles: Article) -> None:
    for article in articles:
        records.put_article(article)


def match(records: RecordStore, matcher: Matcher | None = None, now: datetime = NOW) -> int:
    return (matcher or Matcher()).match_waiting(records, lambda: now)


def found(records: RecordStore, name: str) -> set[str]:
    return {article_id for article_id, _ in records.matched_articles(name, 1000)}


def ids(*articles: Article) -> set[str]:
    return {article.id for article in articles}


def test_an_article_is_found_in_any_script_and_form(records: RecordStore) -> None:
    add(records, "metro", "метро")
    add(records, "cotton", "paxtani", sites=("kun_uz",))
    store(records, *CORPUS)
    match(records)
    assert found(records, "metro") == ids(METRO, METRO_CYRILLIC, CORPUS[8])
    assert found(records, "cotton") == ids(COTTON)


def test_an_alert_knows_nothing_of_what_was_stored_before_its_number(records: RecordStore) -> None:
    store(records, METRO)
    add(records, "new", "metro", sequence=records.last_sequence())
    add(records, "old", "metro")
    store(records, METRO_CYRILLIC)
    assert match(records) == 3
    assert found(records, "new") == ids(METRO_CYRILLIC)
    assert found(records, "old") == ids(METRO, METRO_CYRILLIC)


def test_a_changed_article_is_found_once_and_also_if_it_matches_only_now(records: RecordStore) -> None:
    add(records, "metro", "metro")
    add(records, "bus", "avtobus")
    store(records, METRO)
    matcher = Matcher()
    match(records, matcher)
    later = replace(METRO, fetched_at=FETCHED + timedelta(hours=1), body=METRO.body + "\nAvtobus ham bor.")
    store(records, later)
    assert match(records, matcher) == 1
    assert found(records, "metro") == found(records, "bus") == ids(METRO)


def test_near_copies_are_one_story(records: RecordStore) -> None:
    add(records, "metro", "metro")
    store(records, METRO, replace(METRO_CYRILLIC, group_id=METRO.id))
    assert match(records) == 2
    assert found(records, "metro") == ids(METRO)
    assert records.copies_of("metro", METRO.id) == [METRO_CYRILLIC.id]


def test_all_batches_are_matched_and_nothing_twice(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "BATCH", 3)
    add(records, "all", "*")
    store(records, *CORPUS)
    assert match(records) == len(CORPUS)
    assert match(records) == 0
    assert records.alerts()[0].sequence == records.last_sequence()


def test_removed_articles_are_passed_over(records: RecordStore) -> None:
    add(records, "all", "*")
    store(records, METRO, COTTON)
    records.remove_article(METRO.id, NOW)
    match(records)
    assert found(records, "all") == ids(COTTON)


def test_a_paused_alert_rests_and_catches_up(records: RecordStore) -> None:
    add(records, "metro", "metro")
    records.pause_alert("metro", paused=True)
    store(records, METRO)
    assert match(records) == 0
    records.pause_alert("metro", paused=False)
    assert match(records) == 1
    records.pause_alert("metro", paused=True)
    store(records, METRO_CYRILLIC)
    records.pause_alert("metro", paused=False, sequence=records.last_sequence())
    assert match(records) == 0


def test_days_of_a_query_are_counted_from_the_day_on_which_it_is_asked(records: RecordStore) -> None:
    add(records, "recent", "metro since:3d")
    matcher = Matcher()
    store(records, make_article("one", "metro", day=NOW.date()))
    assert match(records, matcher) == 1
    store(records, make_article("two", "metro", day=NOW.date()))
    assert match(records, matcher, NOW + timedelta(days=4)) == 0


def test_a_query_that_cannot_be_read_any_more_stops_no_other(
    records: RecordStore, caplog: pytest.LogCaptureFixture
) -> None:
    records.put_alert("broken", Definition("sit:metro", ("feed",)).to_json(), sequence=0, now=NOW)
    add(records, "metro", "metro")
    store(records, METRO)
    assert match(records) == 1
    assert "alert broken finds nothing" in caplog.text


def test_a_changed_query_is_compiled_anew(records: RecordStore) -> None:
    add(records, "one", "paxta")
    matcher = Matcher()
    store(records, METRO)
    assert match(records, matcher) == 0
    records.put_alert("one", Definition("metro", ("feed",)).to_json(), sequence=0, now=NOW, replace=True)
    store(records, METRO_CYRILLIC)
    assert match(records, matcher) == 1


def test_an_article_that_cannot_be_compared_keeps_no_other_from_it(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    compare = Percolator.matching

    def fail(percolator: Percolator[str], article: Article) -> list[str]:
        if article.id == METRO.id:
            raise IndexError("a fault of ours")
        return compare(percolator, article)

    monkeypatch.setattr(Percolator, "matching", fail)
    add(records, "metro", "metro")
    store(records, *CORPUS)
    assert match(records) == 2
    assert f"article {METRO.id} is compared with no alert" in caplog.text


class Interrupting(Matcher):
    """A matcher that lets something happen between the comparison and the writing."""

    def __init__(self, happens: object) -> None:
        super().__init__()
        self._happens = happens

    def _matches(self, *values: object) -> Sequence[object]:  # type: ignore[override]
        matches = super()._matches(*values)  # type: ignore[arg-type]
        happens, self._happens = self._happens, lambda: None
        happens()  # type: ignore[operator]
        return matches


def test_what_another_process_does_meanwhile_loses_nothing_and_doubles_nothing(records: RecordStore) -> None:
    add(records, "metro", "metro")
    store(records, *CORPUS)
    assert Interrupting(lambda: match(records)).match_waiting(records, lambda: NOW) == 0
    assert len(found(records, "metro")) == 3


def test_an_alert_that_is_changed_meanwhile_is_compared_by_its_new_query(records: RecordStore) -> None:
    add(records, "one", "metro")
    store(records, *CORPUS[:4])

    def change() -> None:
        records.put_alert("one", Definition("paxta", ("feed",)).to_json(), sequence=0, now=NOW, replace=True)

    Interrupting(change).match_waiting(records, lambda: NOW)
    assert found(records, "one") == ids(COTTON)


def test_an_alert_that_is_removed_or_paused_meanwhile_finds_nothing(records: RecordStore) -> None:
    for name in ("gone", "resting", "there"):
        add(records, name, "metro")
    store(records, METRO)

    def change() -> None:
        records.remove_alert("gone")
        records.pause_alert("resting", paused=True)

    Interrupting(change).match_waiting(records, lambda: NOW)
    assert (found(records, "gone"), found(records, "resting")) == (set(), set())
    assert found(records, "there") == ids(METRO)
    records.pause_alert("resting", paused=False)
    match(records)
    assert found(records, "resting") == ids(METRO)


def test_what_was_found_long_ago_is_forgotten_and_not_found_again(
    records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "FORGETTING", 1)
    monkeypatch.setattr(matching, "REMEMBERED", 2)
    add(records, "all", "*")
    store(records, *(make_article(str(number), "metro") for number in range(5)))
    match(records)
    records.put_message("all", ["feed"], before=NOW + timedelta(1), now=NOW, most=50)
    store(records, make_article("5", "metro"))
    match(records)
    assert len(found(records, "all")) < 5
    assert records.alert_counts("all").found == 6
    store(
        records,
        make_article("0", "metro", "changed", minutes=60),
        make_article("5", "metro", "changed", minutes=60),
    )
    assert match(records) == 0
    assert records.alert_counts("all").found == 6
    store(records, make_article("6", "metro"))
    assert match(records) == 1
