"""The timeline of a search."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from urllib.parse import parse_qsl

from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.web.asked import Asked, read_asked
from xabar.web.charts import HEIGHT, MOST_BARS, draw_timeline

DAYS = st.dictionaries(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(1, 10**6), max_size=40)


@settings(deadline=None)
@given(DAYS)
def test_bars_follow_each_other_and_lose_no_article(counts: dict[date, int]) -> None:
    chart = draw_timeline(
        [(day.isoformat(), count) for day, count in sorted(counts.items())], Asked(q="metro")
    )
    if chart is None:
        return
    assert sum(bar.count for bar in chart.bars) == sum(counts.values())
    assert max(bar.height for bar in chart.bars) == HEIGHT
    assert all((bar.height > 0) == (bar.count > 0) for bar in chart.bars)
    for one, other in zip(chart.bars, chart.bars[1:], strict=False):
        assert other.first == one.last + timedelta(days=1)
    for bar in chart.bars:
        asked = read_asked(parse_qsl(bar.address[1:]))
        assert (asked.q, asked.since, asked.until) == ("metro", bar.first.isoformat(), bar.last.isoformat())


def test_months_make_the_same_bars_as_their_days() -> None:
    days = {date(2024, 1, 31) + timedelta(days=9 * number): number for number in range(1, 90)}
    months = Counter[str]()
    for day, count in days.items():
        months[day.isoformat()[:7]] += count
    by_day = draw_timeline([(day.isoformat(), count) for day, count in days.items()], Asked())
    assert by_day is not None
    assert draw_timeline([*months.items()], Asked()) == by_day
    assert {bar.first.day for bar in by_day.bars} == {1}


def test_one_bar_is_no_chart() -> None:
    assert draw_timeline([], Asked()) is None
    assert draw_timeline([("2026-11-24", 5)], Asked()) is None


def test_the_first_and_the_last_day_of_the_calendar() -> None:
    chart = draw_timeline([("0001-01-01", 1), ("9999-12-31", 1)], Asked())
    assert chart is not None
    assert len(chart.bars) == 2 * MOST_BARS
    assert chart.last == date.max
