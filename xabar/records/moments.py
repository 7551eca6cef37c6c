"""Times as the records keep them: milliseconds since 1970."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from xabar.article import EPOCH

# A time that lies in the future by more than this was written by a clock that was wrong, and holds nothing up.
AHEAD: Final = timedelta(hours=1)
_NEVER: Final = 1 << 62
_MILLISECOND: Final = timedelta(milliseconds=1)


def to_milliseconds(moment: datetime) -> int:
    """Return milliseconds since 1970. Raise ValueError for a datetime without a zone, which is not a moment."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; give an aware datetime")
    return (moment - EPOCH) // _MILLISECOND


def from_milliseconds(value: int) -> datetime:
    """Return the moment in UTC."""
    return EPOCH + timedelta(milliseconds=value)


def too_late(now: datetime | None) -> int:
    """Return the milliseconds from which on a time cannot have passed; without `now` there are none."""
    return _NEVER if now is None else to_milliseconds(now + AHEAD)
