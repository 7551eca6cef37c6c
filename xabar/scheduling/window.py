"""The hours of heavy work: `01:00-05:00 Asia/Tashkent`, every day, or `always`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger  # type: ignore[import-untyped]

_WRITTEN: Final = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2}) (\S+)")
_NEXT: Final = timedelta(seconds=1)


class _Moments:
    """The moments of a trigger. The one that was found last is the answer until it comes; to find one takes 0.4 ms."""

    def __init__(self, trigger: CronTrigger) -> None:
        self._trigger = trigger
        self._last: tuple[datetime, datetime] | None = None  # when it was asked for, and the moment

    def after(self, now: datetime) -> datetime:
        """Return the first moment after now."""
        last = self._last
        if last is not None and last[0] <= now < last[1]:
            return last[1]
        found: datetime = self._trigger.get_next_fire_time(None, now.replace(microsecond=0) + _NEXT)
        moment = found.astimezone(UTC)
        self._last = now, moment
        return moment


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the day in a zone, which may go past midnight. Where a clock is put forward or back, it is followed."""

    text: str
    _opens: _Moments | None = field(compare=False, repr=False)
    _closes: _Moments | None = field(compare=False, repr=False)

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the window that a text names. Raise ValueError, which says what is allowed, for anything else."""
        if text == "always":
            return cls(text, None, None)
        found = _WRITTEN.fullmatch(text)
        try:
            if found is None or found[1] + found[2] == found[3] + found[4]:
                raise ValueError(text)
            zone = ZoneInfo(found[5])
            opens, closes = (
                _Moments(CronTrigger(hour=hour, minute=minute, second=0, timezone=zone))
                for hour, minute in ((found[1], found[2]), (found[3], found[4]))
            )
        except (ValueError, KeyError, OSError):
            raise ValueError("hours and a zone, such as 01:00-05:00 Asia/Tashkent, or always") from None
        return cls(text, opens, closes)

    def opens_at(self, now: datetime) -> datetime:
        """Return when the window is open next: now, while it is."""
        if self._opens is None or self.closes_at(now) is not None:
            return now
        return self._opens.after(now)

    def closes_at(self, now: datetime) -> datetime | None:
        """Return when the window that is open now closes; None while it is closed. `always` closes in a day, and is open."""
        if self._opens is None or self._closes is None:
            return now + timedelta(days=1)
        opens, closes = self._opens.after(now), self._closes.after(now)
        return closes if closes < opens else None

    def opens_after(self, now: datetime) -> datetime:
        """Return when the next window begins, not counting one that is open now."""
        return now + timedelta(days=1) if self._opens is None else self._opens.after(now)
