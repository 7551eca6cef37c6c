"""The rules of a schedule, from settings that may be wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler import settings
from xabar.config import ConfigError
from xabar.scheduling.rules import Rules

USUAL = vars(settings)


def test_the_usual_rules_are_those_of_the_settings() -> None:
    assert Rules.from_settings(USUAL) == Rules()


def test_every_rule_may_be_set() -> None:
    rules = Rules.from_settings(
        USUAL
        | {
            "XABAR_CRAWL_EVERY": "1h",
            "XABAR_SITES_AT_ONCE": "1",
            "XABAR_BACKFILL": "2026-01-01",
            "XABAR_REPARSE": "True",
        }
    )
    assert rules.every == (timedelta(hours=1), timedelta(hours=1))
    assert (rules.at_once, rules.heavy_at_once) == (1, 1)
    assert (rules.backfill, rules.reparse) == (date(2026, 1, 1), True)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("XABAR_CRAWL_EVERY", "often", "an interval such as 30m, or two such as 10m-6h"),
        ("XABAR_ARTICLES_A_RUN", "0", "a number above zero"),
        ("XABAR_ARTICLES_A_RUN", "nan", "a number above zero"),
        ("XABAR_SITES_AT_ONCE", "1.5", "a whole number above zero"),
        ("XABAR_RUN_LIMIT", "60", "a length of time such as 1h"),
        ("XABAR_NO_PROGRESS", "", "a length of time such as 15m"),
        ("XABAR_HEAVY_WINDOW", "at night", "hours and a zone, such as 01:00-05:00 Asia/Tashkent, or always"),
        ("XABAR_BACKFILL", "2026-13-01", "the first day to fetch, such as 2026-01-01, or nothing"),
        ("XABAR_REPARSE", "perhaps", "True or False"),
    ],
)
def test_a_value_that_cannot_be_is_named(name: str, value: str, allowed: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Rules.from_settings(USUAL | {name: value})
    assert str(refused.value) == f"{name} must be {allowed}, got {value!r}"
