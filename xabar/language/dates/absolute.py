"""Printed dates that name their day: «25-aprel, 2025», «2024 жылғы 3 қазан», «26.08.2022 14:30»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from xabar.language.dates.clock import find_time
from xabar.language.dates.parsed import Moment, Reading, Refusal
from xabar.language.dates.shapes import Kind, shape_pattern
from xabar.language.dates.tokens import Place, Tokens, by_shape, place_at

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
    r"[{number}{full_year}] ?[./-] ?{number}"
)  # what every form with a month's number has

_LONGEST_LABEL = 8  # unknown words around a date that names its year
_LONGEST_BESIDE_TIME = 4  # around one that names a time and no year
_LONGEST_TAIL = 3  # after one that names neither
_BESIDE_SHORT_MONTH = f" .,:|(){Kind.WEEKDAY}{Kind.PUBLISHED}{Kind.FILLER}"
# After a date without a year: «26 okt 23» (a year, or a counter?), «9 may – Xotira kuni» (a feast).
_SECOND_NUMBER = shape_pattern(r"[-,. ]*{number}(?! ?[{unit}{counter}{doubtful_month}.:])")
_PHONE_LIKE = shape_pattern(r"{number}-{number}-{number}")  # «tel. 25-04-20»
_BESIDE_PHONE = shape_pattern(r"[{word}{number}{long_number}]")
_GLUED_NUMBER = shape_pattern(r"[-,. ]*{glued:long_number}(?! ?[{counter}{doubtful_month}])")
_SPAN = shape_pattern(  # «24.04.2025 – 26.04.2025»
    r" ?- ?{number}(?:[./ ]{number}[./][{number}{full_year}]|[ -]?{any_month})"
)
# «12 yoki 13 aprel», «с 1 апреля»; «18 aprel va 20 aprel».
_TIED_BEFORE = shape_pattern(r"{joiner}[ -]*$")
_TIED_AFTER = shape_pattern(
    r"[ -]*(?:{joiner}[ -]*[{number}{long_number}{full_year}{month_name}{weekday}]|{since})"
)
_OPENS_TERM = shape_pattern(r"{month_from}|{full_year}[- ]?{since}")  # «2025-yil 1-apreldan», «2025-yildan»
_LONE_FROM = shape_pattern(r"{number}[- ]?{month_from}")
# «07.07.2020 № 360», «7 iyuldagi 360-son qaror»; «Қонун | 18.04.2025» is a section, «№ 45, 18.04.2025» an issue.
_ACT_AFTER = shape_pattern(
    r"[^|{sign}]*?(?:{act}|{number_sign}\.? ?{any_number}|{any_number} ?-? ?{number_sign})"
)
_ACT_BEFORE = shape_pattern(r"(?:{act}[^|{sign}:,]*|{number_sign}\.? ?{any_number}[^ |{sign}:,]* {filler} )$")
# After a dash no sentence begins with one of these kinds; after a date it goes on with those below.
_NO_SENTENCE = (Kind.WEEKDAY, Kind.LONG_NUMBER, Kind.MONTH_FROM, Kind.ACT, Kind.SIGN)
_SENTENCE = shape_pattern(
    f" ?- ?[{''.join(kind for kind in Kind if kind not in _NO_SENTENCE)}]"
    + r"|\)?(?: ?[{filler}{joiner}])* ?"
    + r"[{word}{act}{number_sign}{unit}{single_unit}{number_word}{last}{several}{just_now}]"
)


@dataclass(slots=True)
class _Form:
    """A row of FORMS at its place in a shape, as indexes of the letters; `None` for what it does not have."""

    start: int
    end: int
    span: tuple[int, int]  # both
    segment: tuple[int, int]  # what belongs to it where it is alone: all, to the label of a change
    day: int
    month: int | None  # by its name
    month_number: int | None
    year: int | None
    short_year: int | None
    glued_year: int | None
    needs_year: bool  # «5 марта» is five times, «2.5.1» a version
    is_line: bool  # whether a date with a year may stand so
    is_line_without_year: bool

    @classmethod
    def of(cls, match: re.Match[str]) -> _Form:
        """The form of a match over a shape."""
        place, shape = Place.of(match), match.string
        at, span = place.at.get, place.span
        lines = (_stands_in_date_line(shape, *span, has_year=has_year) for has_year in (True, False))
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
        return cls(*span, span, segment, place.at["day"], *indexes, needs_year, *lines)


@dataclass(slots=True)
class _Found:
    form: _Form
    day: int
    month: int
    year: int | None
    label: Kind | None  # PUBLISHED or CHANGED


def read_absolute(tokens: Tokens, moment: Moment, language: str) -> Reading:
    """The day that the text names, with its time; `None` where no form of date is in it.

    Where the year is not printed it is the last one that does not put the date into the future. Two different
    days refuse the text, unless labels say which of them is the publication.
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
            return moment.believe(date(found.year, found.month, found.day), at)
        return _last_year_with(moment, found, at)
    except ValueError:  # ImpossibleTime is one
        return Refusal.IMPOSSIBLE


def _find(tokens: Tokens, *, is_english: bool) -> list[_Found]:
    """Every date in the text, left to right, none overlapping another."""
    dates: list[_Found] = []
    end = 0
    for form in _find_forms(tokens.shape, is_english):
        if form.start < end:
            continue
        found = _read_form(tokens, form, label_from=end)
        if found is not None:
            end = form.end
            dates.append(found)
    return dates


@by_shape
def _find_forms(shape: str, is_english: bool) -> list[_Form]:
    """Where the forms stand, left to right, at one place in the order of the rows."""
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
    return sorted(map(_Form.of, matches), key=lambda form: form.start)


def _read_form(tokens: Tokens, form: _Form, label_from: int) -> _Found | None:
    year = _read_year(tokens, form)
    if year is None and form.needs_year:
        return None
    if form.month is not None:
        month = tokens[form.month]
    else:
        assert form.month_number is not None  # every row of FORMS has one of the two
        digits = tokens[form.month_number]
        month = int(digits)
        if year is None and len(digits) < 2:
            return None  # «14:30 1/2» is no February
    label = _last_label(tokens.shape, label_from, form.start) if form.start else None
    return _Found(form, int(tokens[form.day]), month, year, label)


def _read_year(tokens: Tokens, form: _Form) -> int | None:
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


def _segment(dates: list[_Found], form: _Form) -> tuple[int, int]:
    """What belongs to one date of several: from the date before it to the next one, or to the label of a change."""
    start, end = form.segment
    start = max((date.form.end for date in dates if date.form.end <= form.start), default=start)
    return start, min([date.form.start for date in dates if date.form.start >= form.end] + [end])


def _is_date_line(tokens: Tokens, found: _Found) -> bool:
    """Whether the text around a form of date is that of a date line and not a sentence with a date in it."""
    if found.year is not None:
        return found.form.is_line
    return found.form.is_line_without_year and not _hides_year(tokens, found.form.end)


def _stands_in_date_line(shape: str, start: int, end: int, *, has_year: bool) -> bool:
    """The less the date says, the less may stand around it: «8 mart bayrami» names a feast, «5 қаз бен үйрек» geese."""
    around = shape[:start] + shape[end:]
    unknown, has_time = around.count(Kind.WORD), Kind.CLOCK in around
    if Kind.ELSEWHERE in around or _SPAN.match(shape, end) or _is_tied(shape, start, end):
        return False
    if not has_time and (_is_of_act(shape, start, end) or _is_phone(shape, start, end)):
        return False
    if has_year:
        return unknown <= _LONGEST_LABEL
    if Kind.FULL_YEAR in around or _SECOND_NUMBER.match(shape, end):
        return False
    if has_time:
        return unknown <= _LONGEST_BESIDE_TIME
    if Kind.SHORT_MONTH in shape[start:end]:
        return not around.strip(_BESIDE_SHORT_MONTH)
    is_label = shape.count(Kind.WORD, 0, start) <= 1 and shape.count(Kind.WORD, end) <= _LONGEST_TAIL
    return is_label and not _SENTENCE.match(shape, end)


def _is_phone(shape: str, start: int, end: int) -> bool:
    around = shape[:start] + shape[end:]
    return _PHONE_LIKE.search(shape, start, end) is not None and _BESIDE_PHONE.search(around) is not None


def _is_tied(shape: str, start: int, end: int) -> bool:
    """Whether a date is one of two, or the first day of many."""
    if _OPENS_TERM.search(shape, start) and not _LONE_FROM.fullmatch(shape):
        return True
    return _TIED_BEFORE.search(shape, 0, start) is not None or _TIED_AFTER.match(shape, end) is not None


def _is_of_act(shape: str, start: int, end: int) -> bool:
    return _ACT_AFTER.match(shape, end) is not None or _ACT_BEFORE.search(shape, 0, start) is not None


def _hides_year(tokens: Tokens, end: int) -> bool:
    """Whether a long number after a date can be a year with a counter glued to it: «5 aprel 20241023»."""
    place = _glued_number(tokens.shape, end)
    return place is not None and tokens.value(place, "glued")[:2] in ("19", "20")


@by_shape
def _glued_number(shape: str, end: int) -> Place | None:
    return place_at(_GLUED_NUMBER, shape, end)


def _last_year_with(moment: Moment, found: _Found, at: time | None) -> Reading:
    """The date in the last year that does not put it into the future; 29 February may be eight years back."""
    reading: Reading = Refusal.IMPOSSIBLE
    for year in range(moment.today.year, moment.today.year - 9, -1):
        try:
            reading = moment.believe(date(year, found.month, found.day), at)
        except ValueError:
            continue
        if reading is not Refusal.FUTURE:
            break
    return reading
