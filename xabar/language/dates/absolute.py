"""Printed dates that name their day: «25-aprel, 2025», «2024 жылғы 3 қазан», «26.08.2022 14:30»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from xabar.language.dates.clock import find_time
from xabar.language.dates.parsed import Moment, Reading, Refusal
from xabar.language.dates.tokens import Tokens

# Before a day no other day may stand («3-5», «3, 5», «3 va 5»), nor a further part (a version, an address).
_ALONE = r"(?<!^n, )(?<![^.]n, )(?<!n f )(?<![nNy]-)(?<![nNy] - )(?<![nNy])(?<![nNy][./:])"
_ENDS = r"(?![./:-]?[nNy])"

# One row a form, over the shapes of xabar.language.dates.tokens; the first that fits at a place counts.
FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        # 2024-yil 5-sentabr · 2024 жылғы 3 қазан · 2020 ж. 25 сәуір
        _ALONE + r"(?P<year>y)[- ]*w?[., ]*(?:k[, ]*)?(?P<day>n)[- .]*f?[- .]*(?P<month>[mbc])",
        # 2024 жылғы қазанның 3-і · 2024-yil oktabr oyining 3-kuni
        _ALONE + r"(?P<year>y)[- ]*w[., ]*(?P<month>[mbc])(?: f)?[- .]*(?P<day>n)(?![./:]?[nNy])",
        # 25-апр-24
        _ALONE + r"(?P<day>n)(?P<sign>[./-])(?P<month>[mbc])(?P=sign)(?P<short_year>n)" + _ENDS,
        # 25-aprel, 2025 yil · 21 Ақпан, 2025 · 26 Oct 23 10:24 · 19 сентября
        _ALONE
        + r"(?P<day>n)(?:-?f)?[-. /]*(?:f )?(?P<month>[mbc])"
        + r"(?:\.?[-, ./]*(?:k[, ]*)?(?P<year>y)(?![nNy./:]?[nNy])(?:[- ]*w)?|[ -](?P<short_year>n)(?=,? t))?",
        # April 25, 2025 · Fri Apr 25 14:30:00 2025
        r"(?P<month>[mbc])\.?[- ](?P<day>n)f?(?:,? (?P<year>y)| t (?P<late_year>y))" + _ENDS,
        # 2022-08-26 · /2022/08/26/
        _ALONE + r"(?P<year>y)(?P<sign>[./-])(?P<month_number>n)(?P=sign)(?P<day>n)(?![.:-]?[nNy])",
        # 26-08-2022 · 26.08.22 · 25 / 04 / 2025
        _ALONE
        + r"(?<![./-])(?P<day>n)(?P<sign> ?[./-] ?)(?P<month_number>n)(?P=sign)"
        + r"(?:(?P<year>y)|(?P<short_year>n)|(?P<glued_year>N))(?![./:-]?[nNy])",
        # 25.04, 14:30
        _ALONE + r"(?<![./-])(?P<day>n)[./](?P<month_number>n)(?=,? t)",
    )
)
_ENGLISH_DAY = re.compile(r"(?P<month>[mbc])\.? (?P<day>n)f?" + _ENDS)  # April 25

_LONGEST_LABEL = 10  # unknown words around a date that names its year
# After a date without a year: «26 okt 23» (a year, or a counter?), «9 may – Xotira kuni» (a feast).
_SECOND_NUMBER = re.compile(r"[-,. ]*n(?! ?[uoc.:])")
_PHONE_LIKE = re.compile(r"n-n-n")  # «tel. 25-04-20»
_GLUED_NUMBER = re.compile(r"[-,. ]*(?P<number>N)(?! ?[oc])")
_SENTENCE = re.compile(r" ?- ?[a-jl-zU]|[ ]?[xuUqlvj]")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    day: int
    month: int
    year: int | None
    label: str  # "p", "e" or ""


def read_absolute(tokens: Tokens, moment: Moment, language: str) -> Reading:
    """The day that the text names, with its time; `None` where no form of date is in it.

    Where the year is not printed it is the last one that does not put the date into the future. Two different
    days refuse the text, unless labels say which of them is the publication.
    """
    dates = list(_find(tokens, language))
    found = _choose(dates)
    if found is None or isinstance(found, Refusal):
        return found
    if not _is_date_line(tokens, found):
        return Refusal.AMBIGUOUS
    try:
        at = find_time(tokens, (found.start, found.end), _segment(tokens, dates, found))
        if found.year is not None:
            return moment.believe(date(found.year, found.month, found.day), at)
        return _last_year_with(moment, found, at)
    except ValueError:  # ImpossibleTime is one
        return Refusal.IMPOSSIBLE


def _find(tokens: Tokens, language: str) -> Iterator[_Found]:
    """Every date in the text, left to right, none overlapping another."""
    forms = (*FORMS, _ENGLISH_DAY) if language == "en" else FORMS
    matches = [
        (match.start(), row, match) for row, form in enumerate(forms) for match in form.finditer(tokens.shape)
    ]
    end = 0
    for start, _, match in sorted(matches, key=lambda found: found[:2]):
        if start < end:
            continue
        found = _read_match(tokens, match, label_from=end)
        if found is not None:
            end = found.end
            yield found


def _read_match(tokens: Tokens, match: re.Match[str], label_from: int) -> _Found | None:
    groups = match.re.groupindex
    values = {name: tokens.value(match, name) for name in groups}
    month = values.get("month") or int(values["month_number"])
    year = values.get("year") or values.get("late_year")
    if glued := values.get("glued_year"):  # a counter without a space before it: 05.07.202010249
        if glued[:2] not in ("19", "20") or len(glued) < 5:
            return None
        year = glued[:4]
    if short := values.get("short_year"):
        if len(short) != 2:
            return None
        year = f"20{short}" if int(short) < 70 else f"19{short}"
    if year is None and "c" in match.group():
        return None
    labels = [letter for letter in tokens.shape[label_from : match.start()] if letter in "pe"]
    return _Found(
        match.start(),
        match.end(),
        int(values["day"]),
        month,
        int(year) if year else None,
        labels[-1] if labels else "",
    )


def _choose(found: list[_Found]) -> _Found | Refusal | None:
    if len({(date.day, date.month, date.year) for date in found}) > 1:
        wanted = [date for date in found if date.label == "p"] or [
            date for date in found if date.label != "e"
        ]
        if len({(date.day, date.month, date.year) for date in wanted}) != 1:
            return Refusal.AMBIGUOUS
        return wanted[0]
    return found[0] if found else None


def _segment(tokens: Tokens, dates: list[_Found], found: _Found) -> tuple[int, int]:
    """What belongs to one date of several: from the date before it to the next one, or to the label of a change."""
    before = max((date.end for date in dates if date.end <= found.start), default=0)
    after = min((date.start for date in dates if date.start >= found.end), default=len(tokens.shape))
    change = tokens.shape.find("e", found.end, after)
    return before, after if change < 0 else change


def _is_date_line(tokens: Tokens, found: _Found) -> bool:
    """Whether the text around a form of date is that of a date line and not a sentence with a date in it.

    The less the date says, the less may stand around it: «8 mart bayrami» names a feast, «5 қаз бен үйрек» are geese.
    """
    shape = tokens.shape
    around = shape[: found.start] + shape[found.end :]
    unknown = around.count("x")
    if (
        _PHONE_LIKE.search(shape, found.start, found.end)
        and re.search(r"[xnN]", around)
        and "t" not in around
    ):
        return False
    if found.year is not None:
        return unknown <= _LONGEST_LABEL
    if "y" in around or _SECOND_NUMBER.match(shape, found.end) or _hides_year(tokens, found.end):
        return False
    if "t" in around:
        return unknown <= 4
    if "b" in shape[found.start : found.end]:
        return not around.strip(" .,")
    return shape.count("x", 0, found.start) <= 1 and not _SENTENCE.match(shape, found.end)


def _hides_year(tokens: Tokens, end: int) -> bool:
    """Whether a long number after a date can be a year with a counter glued to it: «5 aprel 20241023»."""
    match = _GLUED_NUMBER.match(tokens.shape, end)
    return match is not None and tokens.value(match, "number")[:2] in ("19", "20")


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
