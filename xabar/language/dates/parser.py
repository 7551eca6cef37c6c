"""Read a printed date: first the forms for machines, then dates that name their day, then those that count from now."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from xabar.language.dates.absolute import read_absolute
from xabar.language.dates.machine import looks_like_machine, read_machine
from xabar.language.dates.parsed import DateContext, ParsedDate, Reading
from xabar.language.dates.relative import read_relative
from xabar.language.dates.tokens import read_tokens

LONGEST_DATE = 200
"""Characters. A longer text is prose, and a date in it is not the date of the text."""


def read_date(text: str, *, language: str, now: datetime, zone: str) -> Reading:
    """Return what `parse_date` does, but a `Refusal` if the text has the shape of a date and is not believed.

    `None` says that nothing in the text looks like a date, so that another reader may try.
    """
    context = _context(now, now.fold, zone)
    text = text.strip()
    if not text or len(text) > LONGEST_DATE:
        return None
    if looks_like_machine(text):
        machine = read_machine(text, context)
        if machine is not None:
            return machine
    tokens = read_tokens(text, language)
    absolute = read_absolute(tokens, context, language)
    return absolute if absolute is not None else read_relative(tokens, context)


@lru_cache(maxsize=64)
def _context(now: datetime, fold: int, zone: str) -> DateContext:
    """Return the context, which a page has in common with all its dates. The key of `now` does not hold its `fold`."""
    return DateContext.of(now, zone)


def parse_date(text: str, *, language: str, now: datetime, zone: str) -> ParsedDate | None:
    """Return the date of publication that `text` prints, as a reader at `now` in `zone` understands it.

    `language` ("uz", "kk", "kaa", "ru", "en") chooses the tables; all scripts of a language are read, and Russian and
    English words in any of them. Numbers are day, month, year. `now` must be aware; `zone` is a name of the tz
    database, and a time without an offset is local to it. Labels, weekdays and counters around the date do not
    matter. Return None if there is no date, if it can be read in two ways, if the calendar has no such day,
    and for dates before 1990 or after `now` (ten minutes are allowed for clocks that run ahead).
    Raise ValueError for a naive `now` or an unknown zone.
    """
    reading = read_date(text, language=language, now=now, zone=zone)
    return reading if isinstance(reading, ParsedDate) else None
