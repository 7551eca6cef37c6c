"""The dates of a list that do not stand in the block of their link: beside it, above a group of links, in attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from selectolax.lexbor import LexborNode

from xabar.extraction.date_places import MAX_DATE, is_printed_date

MAX_LEVELS: Final = 3  # from a block up to the element that holds it and its date
MAX_CHILDREN: Final = 2_000  # of an element that are looked through
MAX_PART: Final = 300  # characters of a line with a date among other things
MAX_ATTRIBUTES: Final = 40  # elements of a block whose attributes are looked through
_HEADING: Final = frozenset(("b", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "time"))
_PARTS: Final = re.compile(r"(?:(?<!\s)\s+)?[|•·—\n]\s*|\s-\s")  # a run of spaces is read once
_TIME: Final = re.compile(r"\d{1,2}[:.]\d{2}")
_CLOCK: Final = re.compile(r"(?<![\d.])[0-2]?\d:[0-5]\d(?!\d)")
_EPOCH: Final = re.compile(r"\d{9,10}")
_ATTRIBUTE: Final = re.compile(r"(?:data-.*(?:date|time|publish|sana|kun).*|datetime|title)", re.IGNORECASE)

HoldsHeadline = Callable[[LexborNode], bool]
"""Returns whether an element holds a link with a headline."""


@lru_cache(maxsize=4_096)
def is_date(text: str) -> bool:
    """Return whether a text is the date of a list's entry. A bare time is one: it is today's."""
    if is_printed_date(text) or is_bare_time(text):
        return True
    rest = _CLOCK.sub("", text, count=1).strip(" ,/|")
    return rest != text.strip() and any(map(str.isalpha, rest)) and is_printed_date(rest)


def is_bare_time(text: str) -> bool:
    """Return whether a text is a time of day without a day.

    >>> is_bare_time("14:05"), is_bare_time("(09:10)"), is_bare_time("14:05 / 26.11.2026")
    (True, True, False)
    """
    return _TIME.fullmatch(text.strip(" ()[],")) is not None and ":" in text


def dates_in_line(text: str) -> Iterator[str]:
    """Yield the parts of a long line that are dates: «Jamiyat | Vaqti: 24.11.2026 10:15 | Oʻqildi: 2512»."""
    if len(text) <= MAX_PART:
        yield from (part for part in _PARTS.split(text) if len(part) <= MAX_DATE and is_date(part))


def dates_in_attributes(block: LexborNode) -> Iterator[str]:
    """Yield the dates that a block's elements say for programs, in other attributes than that of <time>."""
    for number, node in enumerate(block.traverse()):
        if number == MAX_ATTRIBUTES:
            return
        for name, value in node.attributes.items():
            if value and len(value) <= MAX_DATE and _ATTRIBUTE.fullmatch(name):
                if _EPOCH.fullmatch(value):
                    yield datetime.fromtimestamp(int(value), UTC).isoformat()
                elif is_printed_date(value):
                    yield value


@dataclass(frozen=True, slots=True)
class _Row:
    """A child of an element: what it is, and the date that it prints if it holds no headline."""

    node: LexborNode
    date: str | None
    has_headline: bool


class OuterDates:
    """The dates that stand beside the blocks of one page. Each element is looked through once."""

    def __init__(self, holds_headline: HoldsHeadline) -> None:
        self._holds_headline = holds_headline
        self._rows: dict[int, list[_Row]] = {}
        self._places: dict[int, int] = {}

    def of(self, block: LexborNode) -> str | None:
        """Return the date of a block that prints none: of a neighbour, or of the heading of its group."""
        node = block
        for level in range(MAX_LEVELS):
            parent = node.parent
            if parent is None or parent.tag == "html":
                return None
            rows = self._rows_of(parent)
            if any(row.date for row in rows):
                return self._choose(rows, self._places[node.mem_id], level)
            node = parent
        return None

    def _rows_of(self, parent: LexborNode) -> list[_Row]:
        if parent.mem_id not in self._rows:
            rows: list[_Row] = []
            for child in parent.iter(include_text=True):
                if len(rows) == MAX_CHILDREN:
                    break
                if child.tag in ("script", "style", "header", "footer", "nav", "aside"):
                    continue
                self._places[child.mem_id] = len(rows)
                has_headline = child.tag != "-text" and self._holds_headline(child)
                rows.append(_Row(child, None if has_headline else _date_of(child), has_headline))
            self._rows[parent.mem_id] = rows
        return self._rows[parent.mem_id]

    def _choose(self, rows: list[_Row], at: int, level: int) -> str | None:
        """Return the date for the row at a place: the one before it, unless dates follow their links."""
        first = next((place for place, row in enumerate(rows) if row.has_headline), at)
        if level == 0 and not any(row.date for row in rows[:first]):
            return _next_date(rows[at + 1 :])
        before = next((place for place in range(at - 1, -1, -1) if rows[place].date), None)
        if before is None:
            return None
        date = rows[before].date
        is_own = not any(row.has_headline for row in rows[before:at])
        groups = {row.date for row in rows if row.date}
        is_heading = level == 0 or len(groups) > 1 or rows[before].node.tag in _HEADING
        # a date with a time is that of one entry, and not of the following ones
        return date if date and is_heading and (is_own or not _CLOCK.search(date)) else None


def _date_of(node: LexborNode) -> str | None:
    text = " ".join((node.text(separator=" ") or "").split()).strip(" ()[]—–-|,·•")
    if not text or len(text) > MAX_PART:
        return None
    if len(text) <= MAX_DATE and is_printed_date(text):
        return text
    if len(text) <= MAX_DATE and not is_bare_time(text) and is_date(text):
        return text
    return next((part for part in dates_in_line(text) if not is_bare_time(part)), None)


def _next_date(rows: list[_Row]) -> str | None:
    """Return the date that follows before the next headline."""
    for row in rows:
        if row.has_headline:
            return None
        if row.date:
            return row.date
    return None
