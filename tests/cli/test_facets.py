"""Facets on the terminal."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from xabar.cli.facets import MOST_ROWS, chart_of_time, facet_lines


def lines(name: str, values: list[tuple[str, int]], width: int = 60) -> list[str]:
    return ["".join(text for text, _ in line) for line in facet_lines(name, values, width)]


def test_days_stand_in_order_of_time_with_those_in_between() -> None:
    assert lines("day", [("2026-02-26", 1), ("2026-02-27", 8), ("2026-03-01", 3)]) == [
        "by day",
        "        1  2026-02-26  ████▌",
        "        8  2026-02-27  ████████████████████████████████████",
        "        0  2026-02-28",
        "        3  2026-03-01  █████████████▌",
    ]


def test_the_most_frequent_values_and_how_many_more() -> None:
    shown = lines("tag", [("футбол", 20), ("şahar", 10), *((str(number), 1) for number in range(20))])
    assert shown[:3] == [
        "by tag",
        "       20  футбол  ████████████████████████████████████████",
        "       10  şahar   ████████████████████",
    ]
    assert shown[-1] == "           … and 7 more"
    assert len(shown) == 17


def test_more_days_than_fit_are_gathered_into_weeks_months_and_years() -> None:
    charts = {
        days: chart_of_time([(date(2024, 1, 30), 2), (date(2024, 1, 30) + timedelta(days=days - 1), 3)])
        for days in (2, 31, 32, 200, 300, 900, 2000)
    }
    assert [heading for heading, _ in charts.values()] == [
        *["by day"] * 2,
        *["by week, from Monday"] * 2,
        *["by month"] * 2,
        "by year",
    ]
    assert charts[2] == ("by day", [("2024-01-30", 2), ("2024-01-31", 3)])
    assert charts[32][1] == [
        ("2024-01-29", 2),
        ("2024-02-05", 0),
        ("2024-02-12", 0),
        ("2024-02-19", 0),
        ("2024-02-26", 3),
    ]
    assert charts[300][1][:2] == [("2024-01", 2), ("2024-02", 0)]
    assert charts[2000][1] == [(str(year), {2024: 2, 2029: 3}.get(year, 0)) for year in range(2024, 2030)]


def test_a_narrow_terminal_has_no_bars_and_an_empty_facet_only_its_name() -> None:
    assert lines("site", [("kun_uz", 3)], width=20) == ["by site", "        3  kun_uz"]
    assert lines("day", []) == ["by day"]
    assert lines("site", []) == ["by site"]


@given(
    st.dictionaries(
        st.dates(date(1970, 1, 1), date(2040, 1, 1)), st.integers(1, 10**6), min_size=1, max_size=50
    ),
    st.integers(20, 200),
)
def test_no_count_is_lost_and_no_line_is_too_long(counts: dict[date, int], width: int) -> None:
    days = sorted(counts.items())
    heading, rows = chart_of_time(days)
    assert sum(count for _, count in rows) == sum(counts.values())
    assert [label for label, _ in rows] == sorted(label for label, _ in rows)
    assert len(rows) <= MOST_ROWS or heading == "by year"
    shown = lines("day", [(day.isoformat(), count) for day, count in days], max(width, 24))
    assert max(map(cell_len, shown)) <= max(width, 24)
