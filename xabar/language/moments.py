"""Moments as ISO 8601 writes them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_END_OF_DAY = re.compile(r"(?<=\d)[T ]24(?=:?00(?::?00(?:[.,]0+)?)?(?![\d:.,]))", re.IGNORECASE)


def read_moment(text: str) -> datetime:
    """Return a moment of ISO 8601, naive where it names no offset. Raise ValueError for any other text.

    The hour 24 is the end of its day, which `datetime` reads since Python 3.14 only. It goes with no minutes: `T24:15`
    comes from programs that count hours from 1 to 24. Raise OverflowError for the end of the last day of the calendar.

    >>> read_moment("2025-04-24T24:00:00+05:00").isoformat()
    '2025-04-25T00:00:00+05:00'
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        begun, ended = _END_OF_DAY.subn("T00", text)
        if not ended:
            raise
        return datetime.fromisoformat(begun) + timedelta(days=1)
