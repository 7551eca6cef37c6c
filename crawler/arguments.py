"""Read the arguments that a spider takes on the command line. Raise ValueError for one that makes no sense."""

from __future__ import annotations

from datetime import date


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
