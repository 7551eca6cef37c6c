"""Dates that were written for machines: ISO 8601, the plain form of addresses (20220826), seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from xabar.language.dates.parsed import DateContext, Reading, Refusal
from xabar.language.moments import read_moment

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s?(?P<zone>Z|[+-]\d{2}(?::?\d{2})?|(?<=\s)\d{2}:\d{2})?)?(?:\[[\w/]+\])?",
    re.IGNORECASE,
)
_COMPACT_ISO = re.compile(r"\d{8}T\d{4}(?:\d{2})?(?:Z|[+-]\d{2}(?::?\d{2})?)?")  # 20240418T103500Z
_ONLY_DIGITS = re.compile(r"(?P<day>(?:19|20)\d{6})(?P<time>\d{6})")  # 20240418103500
_ADDRESS_DAY = re.compile(r"/?(?P<day>(?:19|20)\d{6})/?")
_EPOCH = re.compile(r"(?P<seconds>1\d{9})(?:\d{3})?")

_LIKE = re.compile(r"/?\d{4}(?:-\d\d-|\d{4})")  # what all of these begin with


def looks_like_machine(text: str) -> bool:
    """Return whether `read_machine` is worth trying; most printed dates are not for machines."""
    return _LIKE.match(text) is not None


def read_machine(text: str, context: DateContext) -> Reading:
    """Return the date of a text that is only a machine's date, or None for any other text.

    A time without an offset is local. Seconds since 1970 may be milliseconds too.
    """
    try:
        if match := _ISO.fullmatch(text):
            return _read_iso(match, context)
        if _COMPACT_ISO.fullmatch(text):
            return _read_moment(text, context)
        if match := _ONLY_DIGITS.fullmatch(text):
            return _read_moment(f"{match['day']}T{match['time']}", context)
        if match := _ADDRESS_DAY.fullmatch(text):
            return context.believe_day(date.fromisoformat(match["day"]))
        if match := _EPOCH.fullmatch(text):
            return context.believe_time(datetime.fromtimestamp(int(match["seconds"]), UTC))
    except (ValueError, OverflowError):
        return Refusal.IMPOSSIBLE
    return None


def _read_iso(match: re.Match[str], context: DateContext) -> Reading:
    if match["time"] is None:
        return context.believe_day(date.fromisoformat(match["day"]))
    zone = (match["zone"] or "").upper()
    if zone[:1].isdecimal():  # an address turned the + into a space
        zone = f"+{zone}"
    return _read_moment(f"{match['day']}T{match['time']}{zone}", context)


def _read_moment(iso: str, context: DateContext) -> Reading:
    at = read_moment(iso)
    return context.believe_time(at if at.tzinfo else at.replace(tzinfo=context.zone))
