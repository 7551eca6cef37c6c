"""Daily series."""

from __future__ import annotations

from xabar.extraction.daily_series import count_different


def test_daily_series_count_as_one_article() -> None:
    rates = [(f"{day}-ноябрь: доллар курси", "Марказий банк эълон қилди.") for day in range(5)]
    weather = [("Эртага нима кутилмоқда?", "Синоптиклар айтишича, ҳаво очиқ бўлади.")]
    others = [("Янги кутубхона", "Унда китоб кўп."), ("Янги кўприк", "Ҳаво очиқ эди.")]
    assert count_different([*rates, *weather]) == 1
    assert count_different([*rates, *others]) == 3
