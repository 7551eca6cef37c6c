"""What is counted of a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.report.tallies import tally_articles
from tests.search.articles import CORPUS, make_article
from xabar.report.period import Period, period_until
from xabar.report.tally import Story, Tally

ARTICLE = make_article("one")
assert ARTICLE.published_at is not None


def test_articles_are_counted_by_site_and_day_and_by_language_and_script() -> None:
    tally = tally_articles((article, None) for article in CORPUS[:4])
    assert tally.total == 4
    assert tally.by_site["zamin_uz"] == {date(2026, 2, 28): 1, date(2026, 3, 1): 1}
    assert tally.by_language == {("uz", "Latn"): 2, ("uz", "Cyrl"): 2}


def test_how_soon_is_told_by_what_was_fetched_as_news() -> None:
    assert ARTICLE.published_at is not None
    minutes = [10, 30, 4000]  # the last one more than two days after
    tally = tally_articles((ARTICLE, ARTICLE.published_at + timedelta(minutes=each)) for each in minutes)
    assert tally.median_delays() == {"kun_uz": 20.0}
    assert tally.caught_up == 1


@pytest.mark.parametrize(
    "vague", [replace(ARTICLE, published_precision="day"), replace(ARTICLE, published_at=None)]
)
def test_a_vague_time_of_publication_tells_nothing_of_how_soon(vague: object) -> None:
    tally = Tally()
    tally.add(vague, ARTICLE.fetched_at - timedelta(hours=5))  # type: ignore[arg-type]
    assert tally.median_delays() == {}


def test_a_story_names_its_papers_in_the_order_of_printing() -> None:
    group = "a" * 32
    copies = [
        make_article("later", site="zamin_uz", hour=14, group_id=group),
        make_article("first", site="kun_uz", hour=9, group_id=group),
        make_article("again", site="kun_uz", hour=16, group_id=group),
        make_article("alone", site="kun_uz"),
        make_article("within-a", site="kun_uz", group_id="b" * 32),
        make_article("within-b", site="kun_uz", group_id="b" * 32),
    ]
    [story] = tally_articles((each, None) for each in copies).stories(5)
    assert isinstance(story, Story)
    assert story.sites == ("kun_uz", "zamin_uz")
    assert [copy.url.rpartition("/")[2] for copy in story.copies] == ["first", "later", "again"]


def test_an_article_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no day of publication"):
        Tally().add(replace(ARTICLE, published_day=None), None)


def test_a_period_ends_with_its_day_and_is_compared_with_the_month_before() -> None:
    week = period_until("week", date(2026, 11, 26))
    assert (week.first, len(week.days), str(week)) == (date(2026, 11, 20), 7, "2026-11-20 to 2026-11-26")
    assert week.before == Period(date(2026, 10, 21), date(2026, 11, 19))
    assert str(period_until("day", date(2026, 11, 26))) == "2026-11-26"
