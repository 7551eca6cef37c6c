"""SVG charts: well-formed whatever their names are, with every number in words, within their frame."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from xabar.charts.svg import WIDTH, Series, bar_chart, ceiling, heat_map, line_chart

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
SVG = "{http://www.w3.org/2000/svg}"


def titles(chart: str) -> list[str]:
    return [each.text or "" for each in etree.fromstring(chart).iter(f"{SVG}title")]


@given(NAMES, st.lists(NAMES, min_size=1, max_size=9), st.data())
def test_every_chart_is_well_formed_and_says_each_number(
    name: str, labels: list[str], data: st.DataObject
) -> None:
    values = data.draw(st.lists(st.integers(0, 10**6), min_size=len(labels), max_size=len(labels)))
    series = [Series(name, values), Series("other", values)]
    assert len(titles(heat_map(name, labels, series, "x"))) == 2 * len(labels)
    said = titles(line_chart(name, labels, series, "x"))
    assert [each.splitlines()[-2:] for each in said] == [
        [f"{name}: {value:.4g}".splitlines()[-1], f"other: {value:.4g}"] for value in values
    ]
    assert len(titles(bar_chart(name, [*zip(labels, values, strict=True)], "x"))) == len(labels)


@given(st.floats(1e-6, 1e12))
def test_an_axis_ends_at_a_round_number(highest: float) -> None:
    top = ceiling(highest)
    assert top >= highest * (1 - 1e-9)
    assert top <= highest * 2.5 * (1 + 1e-9)
    assert re.match(r"[125]e", f"{top:e}".replace(".000000", ""))


def test_names_at_the_ends_of_lines_do_not_cover_each_other() -> None:
    same = [Series(f"word {number}", [3, 3]) for number in range(6)]
    root = etree.fromstring(line_chart("six equal lines", ["a", "b"], same, "articles"))
    places = sorted(
        float(each.attrib["y"]) for each in root.iter(f"{SVG}text") if "name" in each.attrib["class"]
    )
    assert all(below - above >= 14.9 for above, below in pairwise(places))
    assert places[-1] <= 240


@pytest.mark.parametrize("labels", [[], ["2026"]])
def test_a_chart_of_nothing_is_a_chart(labels: list[str]) -> None:
    assert titles(line_chart("none", labels, [Series("w", [0.0] * len(labels))], "x")) == [
        f"{label}\nw: 0" for label in labels
    ]
    etree.fromstring(bar_chart("none", [], "x"))
    etree.fromstring(heat_map("none", labels, [], "x"))


def test_marks_stay_in_the_frame() -> None:
    chart = line_chart("t", ["a", "b", "c"], [Series("w", [0, 7, 3])], "x")
    points = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', chart)
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= 240 for x, y in points)


def test_a_chart_of_many_points_and_long_names_stays_small() -> None:
    days = [f"2026-{number:05}" for number in range(100)]
    series = [Series("ғ" * 200, [1.234567] * 100)] * 6
    assert len(line_chart("t", days, series, "in 1,000").encode()) < 50_000
