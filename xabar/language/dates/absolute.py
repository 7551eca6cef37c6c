"""Printed dates that name their day: «25-aprel, 2025», «2024 жылғы 3 қазан», «26.08.2022 14:30»."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from xabar.language.dates.clock import find_time
from xabar.language.dates.forms import Form, find_forms
from xabar.language.dates.parsed import DateContext, Reading, Refusal
from xabar.language.dates.shapes import Kind, shape_pattern
from xabar.language.dates.tokens import Place, Tokens, by_shape, place_at

# A long number right after a date: «5 aprel 20241023».
_GLUED_NUMBER = shape_pattern(r"[-,. ]*{glued:long_number}(?! ?[{counter}{doubtful_month}])")


@dataclass(slots=True)
class _Found:
    """A date of the text."""

    form: Form
    day: int
    month: int
    year: int | None
    label: Kind | None  # PUBLISHED or CHANGED


def read_absolute(tokens: Tokens, context: DateContext, language: str) -> Reading:
    """Return the day that the text names, with its time, or None if it contains no form of date.

    A missing year is the last one that does not put the date into the future. A text with two different days is
    refused, unless labels say which of them is the day of publication.
    """
    dates = _find(tokens, is_english=language == "en")
    found = _choose(dates)
    if found is None or isinstance(found, Refusal):
        return found
    if not _is_date_line(tokens, found):
        return Refusal.AMBIGUOUS
    try:
        segment = found.form.segment if len(dates) == 1 else _segment(dates, found.form)
        at = find_time(tokens, found.form.span, segment)
        if found.year is not None:
            return context.believe(date(found.year, found.month, found.day), at)
        return _last_year_with(context, found, at)
    except ValueError:  # ImpossibleTime is one
        return Refusal.IMPOSSIBLE


def _find(tokens: Tokens, *, is_english: bool) -> list[_Found]:
    """Return every date in the text, left to right, none overlapping another."""
    dates: list[_Found] = []
    end = 0
    for form in find_forms(tokens.shape, is_english):
        if form.start < end:
            continue
        found = _read_form(tokens, form, label_from=end)
        if found is not None:
            end = form.end
            dates.append(found)
    return dates


def _read_form(tokens: Tokens, form: Form, label_from: int) -> _Found | None:
    year = _read_year(tokens, form)
    if year is None and form.needs_year:
        return None
    if form.month is not None:
        month = tokens[form.month]
    else:
        assert form.month_number is not None  # every form has one of the two
        digits = tokens[form.month_number]
        month = int(digits)
        if year is None and len(digits) < 2:
            return None  # «14:30 1/2» does not mean February
        if form.needs_pairs and (len(digits) < 2 or len(tokens[form.day]) < 2):
            return None
    label = _last_label(tokens.shape, label_from, form.start) if form.start else None
    return _Found(form, int(tokens[form.day]), month, year, label)


def _read_year(tokens: Tokens, form: Form) -> int | None:
    if form.year is not None:
        return int(tokens[form.year])
    if form.short_year is not None:
        short: str = tokens[form.short_year]
        return int(short) + (2000 if int(short) < 70 else 1900) if len(short) == 2 else None
    if form.glued_year is not None:  # a counter without a space before it: 05.07.202010249
        glued: str = tokens[form.glued_year]
        return int(glued[:4]) if glued[:2] in ("19", "20") and len(glued) > 4 else None
    return None


@by_shape
def _last_label(shape: str, start: int, end: int) -> Kind | None:
    """Return which label stands nearest before a date, PUBLISHED or CHANGED."""
    published, changed = shape.rfind(Kind.PUBLISHED, start, end), shape.rfind(Kind.CHANGED, start, end)
    if published == changed:
        return None
    return Kind.PUBLISHED if published > changed else Kind.CHANGED


def _choose(found: list[_Found]) -> _Found | Refusal | None:
    if len(found) > 1 and len({(date.day, date.month, date.year) for date in found}) > 1:
        wanted = [date for date in found if date.label is Kind.PUBLISHED] or [
            date for date in found if date.label is not Kind.CHANGED
        ]
        if len({(date.day, date.month, date.year) for date in wanted}) != 1:
            return Refusal.AMBIGUOUS
        return wanted[0]
    return found[0] if found else None


def _segment(dates: list[_Found], form: Form) -> tuple[int, int]:
    """Return what belongs to one of several dates: from the date before it to the next one or a label of change."""
    start, end = form.segment
    start = max((date.form.end for date in dates if date.form.end <= form.start), default=start)
    return start, min([date.form.start for date in dates if date.form.start >= form.end] + [end])


def _is_date_line(tokens: Tokens, found: _Found) -> bool:
    """Return whether the text is a date line, and not a sentence with a date in it."""
    if found.year is not None:
        return found.form.is_line
    return found.form.is_line_without_year and not _hides_year(tokens, found.form.end)


def _hides_year(tokens: Tokens, end: int) -> bool:
    """Return whether a long number after a date can be a year with a counter glued to it: «5 aprel 20241023»."""
    place = _glued_number(tokens.shape, end)
    return place is not None and tokens.value(place, "glued")[:2] in ("19", "20")


@by_shape
def _glued_number(shape: str, end: int) -> Place | None:
    return place_at(_GLUED_NUMBER, shape, end)


def _last_year_with(context: DateContext, found: _Found, at: time | None) -> Reading:
    """Return the date in the last year that does not put it into the future; 29 February may be eight years back."""
    reading: Reading = Refusal.IMPOSSIBLE
    for year in range(context.today.year, context.today.year - 9, -1):
        try:
            reading = context.believe(date(year, found.month, found.day), at)
        except ValueError:
            continue
        if reading is not Refusal.FUTURE:
            break
    return reading
