"""Bars and sparklines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xabar.charts.characters import NOTHING, bar, sparkline


def test_a_bar_is_exact_to_an_eighth() -> None:
    assert [bar(share, 4) for share in (1.0, 0.5, 0.28125, 0.0)] == ["████", "██", "█▏", "▏"]


def test_nothing_differs_from_little() -> None:
    assert sparkline([0, 0.01, 4, 8]) == f"{NOTHING}▁▅█"
    assert sparkline([0, 0]) == NOTHING * 2
    assert sparkline([]) == ""


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_a_higher_number_never_has_a_lower_block(values: list[float]) -> None:
    drawn = sparkline(values)
    ranks = [f"{NOTHING}▁▂▃▄▅▆▇█".index(block) for block in drawn]
    assert len(drawn) == len(values)
    assert [rank for _, rank in sorted(zip(values, ranks, strict=True))] == sorted(ranks)
