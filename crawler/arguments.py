"""What a run is told on the command line. Each reader raises ValueError for a value that makes no sense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from xabar.crawl_stats import REJECTIONS
from xabar.source import Window


@dataclass(frozen=True, slots=True)
class RunArguments:
    """What a run asks for: `limit` pages at most, of the days from `since` to `until`, both included; None: not told.

    With `refetch` it asks again for known pages, with `reason` only for those that were refused for it.
    """

    limit: int | None = None
    since: date | None = None
    until: date | None = None
    refetch: bool = False
    reason: str | None = None

    @classmethod
    def read(
        cls,
        *,
        limit: int | str | None,
        since: date | str | None,
        until: date | str | None,
        refetch: bool | str | None,
        reason: str | None,
        today: date,
    ) -> Self:
        """Return the arguments that were given as words or values. `today` is the day in the site's zone."""
        read = cls(
            read_limit(limit),
            read_day("since", since),
            read_day("until", until),
            read_choice("refetch", refetch),
            read_reason(reason),
        )
        if read.since and read.until and read.since > read.until:
            raise ValueError(f"since must not be after until, got {read.since} and {read.until}")
        if read.since and read.since > today:
            raise ValueError(f"since must not lie in the future, got {read.since}")
        if read.reason and not read.refetch:
            raise ValueError("reason needs refetch: it says which of the known pages to ask for again")
        return read

    @property
    def has_days(self) -> bool:
        """True if the run was given its first or its last day."""
        return bool(self.since or self.until)

    def window(self, now: datetime, look_back: timedelta, *, language: str, zone: str) -> Window:
        """Return the days to ask for. A run without days of its own asks for all known pages, or for those of `look_back`."""
        until = self.until or now.date()
        since = self.since or (date.min if self.refetch else until - look_back)
        return Window(since=since, until=until, now=now, language=language, zone=zone)


def read_limit(value: int | str | None) -> int | None:
    """Return how many pages may be asked for at most; None without a limit."""
    if value is None or value == "":
        return None
    try:
        limit = int(value)
    except ValueError:
        limit = 0
    if limit < 1:
        raise ValueError(f"limit must be a whole number above zero, got {value!r}")
    return limit


def read_day(name: str, value: date | str | None) -> date | None:
    """Return a day as it is written on a command line, or None. `name` is the argument, for the error."""
    if not value or isinstance(value, date):
        return value or None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{name} must be a day like 2026-11-24, got {value!r}") from None


def read_choice(name: str, value: bool | str | None) -> bool:
    """Return whether an argument says yes. `name` is the argument, for the error."""
    if value is None or isinstance(value, bool):
        return bool(value)
    if value not in ("yes", "no"):
        raise ValueError(f"{name} must be yes or no, got {value!r}")
    return value == "yes"


def read_reason(value: str | None) -> str | None:
    """Return a reason for which pages were refused, or None."""
    if value and value not in REJECTIONS:
        raise ValueError(f"reason must be one of {', '.join(sorted(REJECTIONS))}, got {value!r}")
    return value or None
