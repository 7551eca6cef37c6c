"""The day that a date beside a link means: one that is given for programs, and one that is printed for readers."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from xabar.language.moments import read_moment
from xabar.source import Window


def read_machine_day(text: str | None, zone: str) -> date | None:
    """Return the local day of a W3C date as sitemaps print it; None when it is missing or unreadable."""
    if not text:
        return None
    try:
        return local_day(read_moment(text), zone)
    except (ValueError, OverflowError):
        return None


def local_day(at: datetime, zone: str) -> date:
    """Return the day in a zone; a time without a zone is a local one. OverflowError near the years 1 and 9999."""
    return at.astimezone(ZoneInfo(zone)).date() if at.tzinfo else at.date()


def read_printed_day(printed: str | None, window: Window) -> date | None:
    """Return the day of a date as news sites print it; None when it is missing or unreadable."""
    if not printed:
        return None
    from xabar.language.dates import parse_date  # most sources say their days for programs, and never need it

    parsed = parse_date(printed, language=window.language, now=window.now, zone=window.zone)
    return parsed.day if parsed else None
