"""Articles in the store: what is new, changed, unchanged, stale; versions; the numbered feed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record_stores import lay_empty_store
from tests.records.samples import FETCHED, FULL, make_article
from xabar.article import Article
from xabar.records.store import RecordStore


def test_an_article_comes_back_as_it_was_put(records: RecordStore) -> None:
    records.put_article(FULL)
    milliseconds = FULL.fetched_at.replace(microsecond=FULL.fetched_at.microsecond // 1000 * 1000)
    found = records.get_article(FULL.id)
    assert found == replace(FULL, fetched_at=milliseconds)
    assert found is not None
    assert found.version == FULL.version


def test_an_article_that_is_read_twice_is_two_objects(records: RecordStore) -> None:
    records.put_article(FULL)
    first, second = records.get_article(FULL.id), records.get_article(FULL.id)
    assert first is not None
    assert first == second
    first.title = "another"
    assert second != first
    assert records.get_article(FULL.id) == second
    assert all(type(getattr(second, each.name)) not in (list, dict, set) for each in fields(second))


def test_what_is_not_here_is_none(records: RecordStore) -> None:
    assert records.get_article("0" * 32) is None
    assert records.versions("0" * 32) == []
    assert records.changes_after(0, 10) == []
    assert records.last_sequence() == 0


def test_an_id_that_is_none_is_refused(records: RecordStore) -> None:
    with pytest.raises(ValueError, match="32 hexadecimal digits"):
        records.get_article("abc123")


def test_outcomes(records: RecordStore) -> None:
    outcomes = [
        records.put_article(make_article(minutes=5)),
        records.put_article(make_article(minutes=6)),
        records.put_article(make_article(minutes=5, title="Eski")),
        records.put_article(make_article(minutes=7, title="Yangi")),
        records.put_article(make_article(minutes=8, title="Yangi", tags=("sport",))),
        records.put_article(make_article(minutes=8, title="Yangi", tags=("sport",))),
    ]
    assert [(each.outcome, each.sequence) for each in outcomes] == [
        ("new", 1),
        ("unchanged", None),
        ("stale", None),
        ("changed", 2),
        ("changed", 3),
        ("unchanged", None),
    ]


def test_an_unchanged_fetch_still_guards_against_older_ones(records: RecordStore) -> None:
    records.put_article(make_article(minutes=1))
    records.put_article(make_article(minutes=9))
    assert records.put_article(make_article(minutes=5, title="Eski")).outcome == "stale"


def test_the_same_fetch_may_be_cleaned_again(records: RecordStore) -> None:
    """What a page gave may be understood better later: the same fetch, another text."""
    records.put_article(make_article(body="Matn.\nKanalimizga obuna boʻling!"))
    assert records.put_article(make_article(body="Matn.")).outcome == "changed"


def test_former_texts_stay(records: RecordStore) -> None:
    for minutes, title in enumerate(["Bir", "Ikki", "Uch"]):
        records.put_article(make_article(minutes=minutes, title=title))
    records.put_article(make_article(minutes=9, title="Uch", tags=("faqat yorliq",)))
    assert [article.title for article in records.versions(make_article().id)] == ["Bir", "Ikki", "Uch"]


def test_the_feed_holds_each_article_at_its_latest_change(records: RecordStore) -> None:
    for path in ("a", "b", "c"):
        records.put_article(make_article(path))
    records.put_article(make_article("a", minutes=1, title="Yangi"))
    changes = records.changes_after(0, 10)
    assert [(change.sequence, change.article and change.article.url[-1]) for change in changes] == [
        (2, "b"),
        (3, "c"),
        (4, "a"),
    ]
    assert changes[2].version == make_article("a", minutes=1).version
    assert [change.sequence for change in records.changes_after(0, 2)] == [2, 3]
    assert [change.sequence for change in records.changes_after(3, 10)] == [4]
    assert records.last_sequence() == 4
    assert records.count_changes_after(2) == 2
    assert records.count_articles() == 3


def test_a_removed_article_is_a_tombstone_in_the_feed(records: RecordStore) -> None:
    article = make_article()
    records.put_article(article)
    records.put_article(make_article(minutes=1, title="Yangi"))
    at = FETCHED + timedelta(hours=1)
    assert records.remove_article(article.id, at) == 3
    assert records.get_article(article.id) is None
    assert records.versions(article.id) == []
    assert records.count_articles() == 0
    (change,) = records.changes_after(0, 10)
    assert (change.sequence, change.article, change.id) == (3, None, article.id)
    assert records.remove_article(article.id, at) is None
    assert [state.removed for state in records.article_states()] == [True]


def test_known_ids_are_those_of_articles_and_of_tombstones(records: RecordStore) -> None:
    removed = make_article()
    for article in (removed, FULL):
        records.put_article(article)
    records.remove_article(removed.id, removed.fetched_at)
    others = [f"{number:032x}" for number in range(1200)]  # more than one statement asks for
    assert records.known_ids([removed.id, *others, FULL.id]) == {removed.id, FULL.id}
    assert records.known_ids([]) == set()


def test_a_removal_is_no_stronger_than_a_newer_fetch(records: RecordStore) -> None:
    article = make_article(minutes=10)
    records.put_article(article)
    assert records.remove_article(article.id, FETCHED) is None
    assert records.remove_article(article.id, FETCHED + timedelta(hours=1)) == 2
    assert records.put_article(article).outcome == "stale"
    assert records.put_article(make_article(minutes=90)).outcome == "new"
    assert records.get_article(article.id) is not None


def test_a_time_without_zone_is_refused(records: RecordStore) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        records.remove_article("0" * 32, FETCHED.replace(tzinfo=None))


def test_many_articles_come_in_the_order_asked(records: RecordStore) -> None:
    with records.transaction():
        for number in range(1200):
            records.put_article(make_article(str(number)))
    ids = [make_article(str(number)).id for number in reversed(range(1200))]
    assert list(records.get_articles([*ids, "f" * 32])) == ids


def test_a_transaction_is_whole_or_nothing(records: RecordStore) -> None:
    def store_half() -> None:
        with records.transaction():
            records.put_article(make_article("a"))
            records.mark_page("https://kun.uz/a", "kun_uz", FETCHED, "stored", make_article("a").id)
            raise KeyError("the other half")

    with pytest.raises(KeyError):
        store_half()
    assert records.last_sequence() == 0
    assert records.page("https://kun.uz/a") is None


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.sampled_from("abc")), max_size=25))
def test_whatever_comes_the_newest_fetch_stands(
    tmp_path_factory: pytest.TempPathFactory, puts: list[tuple[int, int, str]]
) -> None:
    """Any order of fetches of a few articles: the store ends with the last put of the newest fetch."""
    expected: dict[str, Article] = {}
    with RecordStore(lay_empty_store(tmp_path_factory.mktemp("any"))) as records:
        for path, minutes, title in puts:
            article = make_article(str(path), minutes=minutes, title=title)
            former = expected.get(article.id)
            stored = records.put_article(article)
            assert (stored.outcome == "stale") == (former is not None and former.version > article.version)
            if stored.outcome != "stale":
                expected[article.id] = article
        sequences = [change.sequence for change in records.changes_after(0, 100)]
        assert sequences == sorted(set(sequences))
        assert records.count_articles() == len(expected)
        for article in expected.values():
            found = records.get_article(article.id)
            assert found is not None
            assert found.title == article.title


def test_milliseconds_are_exact() -> None:
    """A float product of this moment's timestamp would be one millisecond short."""
    moment = datetime(2026, 3, 1, 12, 0, 0, 57_000, tzinfo=UTC)
    for microsecond in range(0, 1_000_000, 1000):
        article = make_article()
        article.fetched_at = moment.replace(microsecond=microsecond)
        assert article.version % 1000 == microsecond // 1000


def test_another_reading_of_a_text_that_a_later_fetch_confirmed_is_stored(records: RecordStore) -> None:
    records.put_article(make_article())
    assert records.put_article(make_article(minutes=60)).outcome == "unchanged"
    assert (
        records.put_article(make_article(body="Ikkinchi xatboshi."), keep_former=False).outcome == "changed"
    )
    (change,) = records.changes_after(0, 10)
    assert change.version == make_article(minutes=60).version
    assert records.put_article(make_article(minutes=30)).outcome == "stale"
