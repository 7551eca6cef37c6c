"""When and where a date is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from xabar.language.dates.parsed import DateContext


@pytest.mark.parametrize("now", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["Asia/Tashkent", "America/New_York"])
def test_a_moment_at_an_end_of_the_calendar_is_refused_in_words(now: datetime, zone: str) -> None:
    """It has no local time in some zones, and nothing can be counted back from it."""
    with pytest.raises(ValueError, match="within the calendar"):
        DateContext.of(now, zone)
