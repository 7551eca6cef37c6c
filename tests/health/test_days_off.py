"""Holidays of both countries, the days that the moon decides, and single days between two days off."""

from __future__ import annotations

from datetime import date

import pytest

from xabar.health.days_off import is_day_off


@pytest.mark.parametrize(
    ("day", "zone", "off"),
    [
        ("2026-03-21", "Asia/Tashkent", True),  # Navroʻz
        ("2026-03-22", "Asia/Almaty", True),  # Nauryz
        ("2026-03-24", "Asia/Almaty", True),  # its observed day
        ("2026-03-20", "Asia/Tashkent", True),  # Ramazon hayit
        ("2026-03-20", "Asia/Almaty", True),  # Oraza ait, which is no day off by law
        ("2026-05-28", "Asia/Almaty", True),  # the second day of Qurban ait
        ("2026-09-01", "Asia/Tashkent", True),
        ("2026-09-01", "Asia/Almaty", False),
        ("2026-12-16", "Asia/Almaty", True),
        ("2026-12-16", "Asia/Tashkent", False),
        ("2026-11-03", "Asia/Almaty", False),
        ("2027-03-10", "Asia/Tashkent", True),  # Ramazon hayit
        ("2026-08-31", "Asia/Tashkent", True),
        ("2026-05-08", "Asia/Almaty", True),  # a working day between two holidays
        ("2026-10-02", "Asia/Tashkent", True),  # and one between a holiday and a weekend
        ("2026-05-10", "Asia/Tashkent", False),  # a Sunday between two holidays is a Sunday
        ("2026-05-02", "Asia/Almaty", False),  # and a Saturday after one is a Saturday
    ],
)
def test_days_off(day: str, zone: str, off: bool) -> None:
    assert is_day_off(date.fromisoformat(day), zone) is off
