"""Printed dates that name their day: «25-aprel, 2025», «2024 жылғы 3 қазан», «26.08.2022 14:30»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from xabar.language.dates.clock import find_time
from xabar.language.dates.parsed import Moment, Reading, Refusal
from xabar.language.dates.tokens import Place, Tokens, by_shape, place_at

# Before a day no other day may stand («3-5», «3, 5», «3 va 5»), nor a further part (a version, an address).
_ALONE = r"(?<!^n, )(?<![^.]n, )(?<!n f )(?<![nNy]-)(?<![nNy] - )(?<![nNy])(?<![nNy][./:])"
_ENDS = r"(?![./:-]?[nNy])"

# One row a form, over the shapes of xabar.language.dates.tokens; the first that fits at a place counts.
FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        # 2024-yil 5-sentabr · 2024 жылғы 3 қазан · 2020 ж. 25 сәуір
        _ALONE + r"(?P<year>y)[- ]*w?[., ]*(?:k[, ]*)?(?P<day>n)[- .]*f?[- .]*(?P<month>[mMbc])",
        # 2024 жылғы қазанның 3-і · 2024-yil oktabr oyining 3-kuni
        _ALONE + r"(?P<year>y)[- ]*w[., ]*(?P<month>[mMbc])(?: f)?[- .]*(?P<day>n)(?![./:]?[nNy])",
        # сәуірдің 24-і, 2025 жыл · aprelning 24-kuni
        r"(?P<month>m)[- ]+(?P<day>n)-? ?f(?:,? (?P<year>y)(?: w)?)?" + _ENDS,
        # 25-апр-24
        _ALONE + r"(?P<day>n)(?P<sign>[./-])(?P<month>[mMbc])(?P=sign)(?P<short_year>n)" + _ENDS,
        # 25-aprel, 2025 yil · 21 Ақпан, 2025 · 26 Oct 23 10:24 · 19 сентября
        _ALONE
        + r"(?P<day>n)(?:-?f)?[-., /]*(?:f )?(?P<month>[mMbc])"
        + r"(?:\.?[-, ./]*(?:\(?k\)?[, ]*)?(?P<year>y)(?![nNy./:]?[nNy])(?:[- ]*w)?|[ -](?P<short_year>n)(?=,? t))?",
        # April 25, 2025 · Fri Apr 25 14:30:00 2025
        r"(?P<month>[mMbc])\.?[- ](?P<day>n)f?(?:,? (?P<year>y)| t(?: z| \+n)? (?P<late_year>y))" + _ENDS,
        # April 25, 14:30
        r"(?<![nNy][ -])(?P<month>[mb])\.? (?P<day>n)f?(?=,? t)",
        # 2022-08-26 · /2022/08/26/
        _ALONE + r"(?P<year>y)(?P<sign>[./-])(?P<month_number>n)(?P=sign)(?P<day>n)(?![.:-]?[nNy])",
        # 26-08-2022 · 26.08.22 · 25 / 04 / 2025
        _ALONE
        + r"(?<!^[./-])(?<![^t][./-])(?P<day>n)(?P<sign> ?[./-] ?)(?P<month_number>n)(?P=sign)"
        + r"(?:(?P<year>y)|(?P<short_year>n)|(?P<glued_year>N))(?![./:-]?[nNy])",
        # 25.04, 14:30
        _ALONE + r"(?<!^[./-])(?<![^t][./-])(?P<day>n)[./](?P<month_number>n)(?=,? t)",
        # 14:30 25.04 · 14:30 | 25/04
        r"(?:(?<=t )|(?<=t, )|(?<=t [|/-] ))(?P<day>n)[./](?P<month_number>n)(?![ ,]*[^ |)])",
    )
)
_ENGLISH_DAY = re.compile(r"(?P<month>[mMbc])\.? (?P<day>n)f?" + _ENDS)  # April 25

_MONTH_LETTERS = frozenset("mMbc")
_NUMBERS = re.compile(r"[ny] ?[./-] ?n")  # what every form with a month's number has

_LONGEST_LABEL = 8  # unknown words around a date that names its year
_LONGEST_TAIL = 3  # after one that names neither year nor time
# After a date without a year: «26 okt 23» (a year, or a counter?), «9 may – Xotira kuni» (a feast).
_SECOND_NUMBER = re.compile(r"[-,. ]*n(?! ?[uoc.:])")
_PHONE_LIKE = re.compile(r"n-n-n")  # «tel. 25-04-20»
_GLUED_NUMBER = re.compile(r"[-,. ]*(?P<number>N)(?! ?[oc])")
_SPAN = re.compile(r" ?- ?n(?:[./ ]n[./][ny]|[ -]?[mMbc])")  # «24.04.2025 – 26.04.2025»
# «12 yoki 13 aprel», «с 1 апреля»; «18 aprel va 20 aprel».
_TIED_BEFORE = re.compile(r"r[ -]*$")
_TIED_AFTER = re.compile(r"[ -]*(?:r[ -]*[nNymk]|s)")
_OPENS_TERM = re.compile(r"M|y[- ]?s")  # «2025-yil 1-apreldan», «2025-yildan»
_LONE_FROM = re.compile(r"n[- ]?M")
# «07.07.2020 № 360», «7 iyuldagi 360-son qaror»; «Қонун | 18.04.2025» is a section, «№ 45, 18.04.2025» an issue.
_ACT_AFTER = re.compile(r"[^|;]*?(?:A|i\.? ?[nNy]|[nNy] ?-? ?i)")
_ACT_BEFORE = re.compile(r"(?:A[^|;:,]*|i\.? ?[nNy][^ |;:,]* f )$")
_SENTENCE = re.compile(r" ?- ?[a-jl-zU]|\)?(?: ?[fr])* ?[xAiuUqlvj]")


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
        needs_year = "c" in match.group() or bool(place.at.keys() & {"short_year", "glued_year"})
        change = shape.find("e", place.end)
        segment = (0, len(shape) if change < 0 else change)
        return cls(*span, span, segment, place.at["day"], *indexes, needs_year, *lines)


@dataclass(slots=True)
class _Found:
    form: _Form
    day: int
    month: int
    year: int | None
    label: str  # "p", "e" or ""


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
    if "n" not in shape:
        return []
    rows = (*FORMS, _ENGLISH_DAY) if is_english else FORMS
    has = {"month": not _MONTH_LETTERS.isdisjoint(shape), "month_number": _NUMBERS.search(shape) is not None}
    matches = (
        match
        for row in rows
        if has["month" if "month" in row.groupindex else "month_number"]
        for match in row.finditer(shape)
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
    label = _last_label(tokens.shape, label_from, form.start) if form.start else ""
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
def _last_label(shape: str, start: int, end: int) -> str:
    """The letter of the label nearest before a date, "p" or "e"; "" where there is none."""
    published, changed = shape.rfind("p", start, end), shape.rfind("e", start, end)
    return "" if published == changed else "p" if published > changed else "e"


def _choose(found: list[_Found]) -> _Found | Refusal | None:
    if len(found) > 1 and len({(date.day, date.month, date.year) for date in found}) > 1:
        wanted = [date for date in found if date.label == "p"] or [
            date for date in found if date.label != "e"
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
    unknown = around.count("x")
    if "h" in around or _SPAN.match(shape, end) or _is_tied(shape, start, end):
        return False
    if "t" not in around and _is_of_act(shape, start, end):
        return False
    if _PHONE_LIKE.search(shape, start, end) and re.search(r"[xnN]", around) and "t" not in around:
        return False
    if has_year:
        return unknown <= _LONGEST_LABEL
    if "y" in around or _SECOND_NUMBER.match(shape, end):
        return False
    if "t" in around:
        return unknown <= 4
    if "b" in shape[start:end]:
        return not around.strip(" .,:|()kpf")
    is_label = shape.count("x", 0, start) <= 1 and shape.count("x", end) <= _LONGEST_TAIL
    return is_label and not _SENTENCE.match(shape, end)


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
    return place is not None and tokens.value(place, "number")[:2] in ("19", "20")


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
