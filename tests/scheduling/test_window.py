"""The hours of heavy work, in summer time, past midnight, and where they cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.scheduling.window import Window

NIGHT = Window.read("01:00-05:00 Asia/Tashkent")  # 20:00 to 00:00 UTC


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


MOMENTS = st.integers(0, 10**8).map(lambda seconds: at("2025-01-01") + timedelta(seconds=seconds))


def test_it_opens_and_closes_at_its_hours() -> None:
    assert NIGHT.closes_at(at("2026-11-26 19:59:59")) is None
    assert NIGHT.opens_at(at("2026-11-26 19:59:59")) == at("2026-11-26 20:00")
    assert NIGHT.closes_at(at("2026-11-26 20:00")) == at("2026-11-27 00:00")
    assert NIGHT.opens_at(at("2026-11-26 21:00")) == at("2026-11-26 21:00")
    assert NIGHT.closes_at(at("2026-11-27 00:00")) is None
    assert NIGHT.opens_after(at("2026-11-26 21:00")) == at("2026-11-27 20:00")


def test_it_may_go_past_midnight_of_its_zone() -> None:
    window = Window.read("22:00-02:00 Asia/Almaty")  # 17:00 to 21:00 UTC
    assert window.closes_at(at("2026-11-26 20:59")) == at("2026-11-26 21:00")
    assert window.closes_at(at("2026-11-26 21:00")) is None


def test_it_follows_clocks_that_are_put_forward_and_back() -> None:
    window = Window.read("01:00-05:00 Europe/Berlin")
    assert window.closes_at(at("2026-03-29 00:30")) == at("2026-03-29 03:00")  # the night has an hour less
    assert window.closes_at(at("2026-10-25 00:30")) == at("2026-10-25 04:00")  # and one more


@given(
    st.lists(
        MOMENTS | st.integers(-2, 2).map(lambda seconds: at("2025-10-26 04:00") + timedelta(seconds=seconds))
    )
)
def test_what_it_answered_before_changes_no_answer(moments: list[datetime]) -> None:
    text = "01:00-05:00 Europe/Berlin"
    window = Window.read(text)
    for moment in moments:
        fresh = Window.read(text)
        assert window.closes_at(moment) == fresh.closes_at(moment)
        assert window.opens_after(moment) == fresh.opens_after(moment)


def test_always_is_always_open() -> None:
    now = at("2026-11-26 12:00")
    assert Window.read("always").opens_at(now) == now
    assert Window.read("always").closes_at(now) == now + timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "01:00-05:00",
        "1-5 Asia/Tashkent",
        "25:00-05:00 UTC",
        "01:00-01:00 UTC",
        "01:00-05:00 Mars",
        "01:60-05:00 UTC",
    ],
)
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="hours and a zone, such as 01:00-05:00 Asia/Tashkent, or always"):
        Window.read(text)


@given(MOMENTS)
def test_it_is_open_exactly_between_its_hours(now: datetime) -> None:
    local_hour = (now.hour + 5) % 24
    assert (NIGHT.closes_at(now) is not None) == (1 <= local_hour < 5)
    opens = NIGHT.opens_at(now)
    assert now <= opens <= now + timedelta(days=1)
    assert NIGHT.closes_at(opens) is not None
