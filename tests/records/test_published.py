"""The articles of some days, told by the publisher's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.search.articles import CORPUS, make_article
from xabar.records.store import RecordStore

DAY = date(2026, 2, 28)


def test_the_days_are_those_of_the_sites_own_zone(records: RecordStore) -> None:
    """Shortly after midnight in Tashkent it is still the day before in UTC."""
    early = make_article("early", day=DAY, hour=0)
    late = make_article("late", day=DAY, hour=23)
    for article in (*CORPUS, early, late):
        records.put_article(article)
    found = [article.url for article in records.published_articles(DAY, DAY)]
    assert found == ["https://egemen.kz/astana", early.url, late.url, "https://zamin.uz/metro-cyrillic"]


def test_removed_articles_are_left_out(records: RecordStore) -> None:
    article = make_article("gone", day=DAY)
    records.put_article(article)
    records.remove_article(article.id, datetime(2026, 4, 1, tzinfo=UTC))
    assert [*records.published_articles(DAY, DAY)] == []


def test_first_fetch_is_kept_when_a_page_is_fetched_again(records: RecordStore) -> None:
    article = make_article("one")
    records.put_article(article)
    for hour in (5, 9):
        moment = datetime(2026, 3, 1, hour, tzinfo=UTC)
        records.mark_page(
            article.url, site=article.site, fetched_at=moment, outcome="stored", article_id=article.id
        )
    assert records.first_fetches(datetime(2026, 3, 1, tzinfo=UTC)) == {
        article.id: datetime(2026, 3, 1, 5, tzinfo=UTC)
    }
    assert records.first_fetches(datetime(2026, 3, 1, 6, tzinfo=UTC)) == {}


def test_the_latest_changes_come_last_first(records: RecordStore) -> None:
    for number in range(3):
        records.put_article(make_article(f"n{number}", minutes=number))
    records.put_article(make_article("n0", body="Boshqa matn.", minutes=9))
    fetched = [(site, moment - make_article("n0").fetched_at) for site, moment in records.latest_changes(3)]
    assert fetched == [("kun_uz", timedelta(minutes=minutes)) for minutes in (9, 2, 1)]
