"""The forms in which a date names its day, and where they stand in a shape."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xabar.language.dates.date_lines import may_be_date_line
from xabar.language.dates.shapes import Kind, shape_pattern
from xabar.language.dates.tokens import Place, by_shape

# Before a day no other day may stand («3-5», «3, 5», «3 va 5»), nor a further part (a version, an address).
_ALONE = (
    r"(?<!^{number}, )(?<![^.]{number}, )(?<!{number} {filler} )"
    r"(?<!{any_number}-)(?<!{any_number} - )(?<!{any_number})(?<!{any_number}[./:])"
)
_NO_DECIMALS = r"(?<!^[./-])(?<![^{clock}][./-])"
_ENDS = r"(?![./:-]?{any_number})"

# The first form that fits at a place counts.
FORMS: tuple[re.Pattern[str], ...] = tuple(
    map(
        shape_pattern,
        (
            # 2024-yil 5-sentabr · 2024 жылғы 3 қазан · 2020 ж. 25 сәуір
            _ALONE + r"{year}[- ]*{year_word}?[., ]*(?:{weekday}[, ]*)?{day}[- .]*{filler}?[- .]*{month}",
            # 2024 жылғы қазанның 3-і · 2024-yil oktabr oyining 3-kuni
            _ALONE + r"{year}[- ]*{year_word}[., ]*{month}(?: {filler})?[- .]*{day}(?![./:]?{any_number})",
            # сәуірдің 24-і, 2025 жыл · aprelning 24-kuni
            r"{month:month_name}[- ]+{day}-? ?{filler}(?:,? {year}(?: {year_word})?)?" + _ENDS,
            # 25-апр-24
            _ALONE + r"{day}(?P<sign>[./-]){month}(?P=sign){short_year}" + _ENDS,
            # 25-aprel, 2025 yil · 21 Ақпан, 2025 · 26 Oct 23 10:24 · 19 сентября
            _ALONE
            + r"{day}(?:-?{filler})?[-., /]*(?:{filler} )?{month}"
            + r"(?:\.?[-, ./]*(?:\(?{weekday}\)?[, ]*)?{year}(?![{number}{long_number}{full_year}./:]?{any_number})(?:[- ]*{year_word})?"
            + r"|[ -]{short_year}(?=,? {clock}))?",
            # April 25, 2025 · Fri Apr 25 14:30:00 2025
            r"{month}\.?[- ]{day}{filler}?"
            r"(?:,? {year}| {clock}(?: {zone}| \+{number})? {late_year:full_year})" + _ENDS,
            # April 25, 14:30
            r"(?<!{any_number}[ -])(?P<month>[{month_name}{short_month}])\.? {day}{filler}?(?=,? {clock})",
            # 2022-08-26 · /2022/08/26/
            _ALONE + r"{year}(?P<sign>[./-]){month_number}(?P=sign){day}(?![.:-]?{any_number})",
            # 26-08-2022 · 26.08.22 · 25 / 04 / 2025
            _ALONE
            + _NO_DECIMALS
            + r"{day}(?P<sign> ?[./-] ?){month_number}(?P=sign)"
            + r"(?:{year}|{short_year}|{glued_year:long_number})"
            + _ENDS,
            # 25 04 2025
            _ALONE
            + _NO_DECIMALS
            + r"(?<!{any_number} ){day}(?P<pairs> ){month_number} {year}(?! ?{any_number})"
            + _ENDS,
            # 25.04, 14:30
            _ALONE + _NO_DECIMALS + r"{day}[./]{month_number}(?=,? {clock})",
            # 14:30 25.04 · 14:30 | 25/04
            r"(?:(?<={clock} )|(?<={clock}, )|(?<={clock} [|/-] )){day}[./]{month_number}(?![ ,]*[^ |)])",
        ),
    )
)
_ENGLISH_DAY = shape_pattern(r"{month}\.? {day}{filler}?" + _ENDS)  # April 25

_ANY_MONTH = shape_pattern("{any_month}")
_NUMBERS = shape_pattern(
    r"[{number}{full_year}] ?[./ -] ?{number}"
)  # what every form with a month's number has


@dataclass(slots=True)
class Form:
    """Where a form of date stands in a shape: indexes of the letters, None for what it does not have."""

    start: int
    end: int
    span: tuple[int, int]  # both
    segment: tuple[int, int]  # what belongs to it where no other date is: all up to the label of a change
    day: int
    month: int | None  # by its name
    month_number: int | None
    year: int | None
    short_year: int | None
    glued_year: int | None
    needs_year: bool  # «5 марта» is five times, «2.5.1» a version
    needs_pairs: bool  # of digits: «25 04 2025» is a date, «5 4 2025» three numbers
    is_line: bool  # whether a date with a year may stand so
    is_line_without_year: bool

    @classmethod
    def of(cls, match: re.Match[str]) -> Form:
        """Return the form of a match over a shape."""
        place, shape = Place.of(match), match.string
        at, span = place.at.get, place.span
        lines = (may_be_date_line(shape, *span, has_year=has_year) for has_year in (True, False))
        indexes = (
            at("month"),
            at("month_number"),
            at("year", at("late_year")),
            at("short_year"),
            at("glued_year"),
        )
        needs_year = Kind.DOUBTFUL_MONTH in match.group() or bool(
            place.at.keys() & {"short_year", "glued_year"}
        )
        change = shape.find(Kind.CHANGED, place.end)
        segment = (0, len(shape) if change < 0 else change)
        needs = needs_year, "pairs" in place.at
        return cls(*span, span, segment, place.at["day"], *indexes, *needs, *lines)


@by_shape
def find_forms(shape: str, is_english: bool) -> list[Form]:
    """Return where the forms stand, left to right, and at one place in the order of FORMS."""
    if Kind.NUMBER not in shape:
        return []
    forms = (*FORMS, _ENGLISH_DAY) if is_english else FORMS
    has = {"month": _ANY_MONTH.search(shape), "month_number": _NUMBERS.search(shape)}
    matches = (
        match
        for form in forms
        if has["month" if "month" in form.groupindex else "month_number"]
        for match in form.finditer(shape)
    )
    return sorted(map(Form.of, matches), key=lambda form: form.start)
