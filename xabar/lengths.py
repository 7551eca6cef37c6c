"""Lengths of time as people write them: 90s, 30m, 6h, 1d."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

_UNITS: Final = {"d": 86_400, "h": 3600, "m": 60, "s": 1}


def read_length(text: str) -> timedelta:
    """Return the length of `30m`. Raise ValueError for anything else, and for a length of zero."""
    found = re.fullmatch(r"(\d{1,6})([smhd])", text.strip())
    if not found or not int(found[1]):
        raise ValueError(f"{text!r} is not an interval: give a number and s, m, h or d, such as 30m")
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def read_bounds(text: str) -> tuple[timedelta, timedelta]:
    """Return the shortest and the longest length of `10m-6h`; of `30m` alone, that for both. Raise ValueError."""
    first, _, second = text.partition("-")
    shortest, longest = read_length(first), read_length(second or first)
    if shortest > longest:
        raise ValueError(
            f"{text!r} begins with the longer interval: give the shorter one first, such as 10m-6h"
        )
    return shortest, longest


def show_length(length: timedelta) -> str:
    """Return a length in its two largest units: 1d 2h, 45m, 20s."""
    left = round(length.total_seconds())
    parts = []
    for unit, seconds in _UNITS.items():
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts[:2]) or "0s"
