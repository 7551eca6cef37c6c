"""Read the arguments that a spider takes on the command line. Raise ValueError for one that makes no sense."""

from __future__ import annotations

from datetime import date

from xabar.crawl_stats import REJECTIONS


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
    """Return whether something is asked for. `name` is the argument, for the error."""
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
