"""Tell a date line («18-aprel 2025, 10:15 | 312 marta koʻrildi») from a sentence with a date in it."""

from __future__ import annotations

from xabar.language.dates.shapes import Kind, shape_pattern

_LONGEST_LABEL = 8  # unknown words around a date that names its year
_LONGEST_BESIDE_TIME = 4  # around one that names a time and no year
_LONGEST_TAIL = 3  # after one that names neither
_BESIDE_SHORT_MONTH = f" .,:|(){Kind.WEEKDAY}{Kind.PUBLISHED}{Kind.FILLER}"
# After a date without a year: «26 okt 23» (a year, or a counter?), «9 may – Xotira kuni» (a feast).
_SECOND_NUMBER = shape_pattern(r"[-,. ]*{number}(?! ?[{unit}{counter}{doubtful_month}.:])")
_PHONE_LIKE = shape_pattern(r"{number}-{number}-{number}")  # «tel. 25-04-20»
_BESIDE_PHONE = shape_pattern(r"[{word}{number}{long_number}]")
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


def may_be_date_line(shape: str, start: int, end: int, *, has_year: bool) -> bool:
    """Return whether a date in these places may be a date line.

    The less the date says, the less may stand around it: «8 mart bayrami» names a feast, «5 қаз бен үйрек» geese.
    """
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
    """Return whether a date is one of two, or the first day of many."""
    if _OPENS_TERM.search(shape, start) and not _LONE_FROM.fullmatch(shape):
        return True
    return _TIED_BEFORE.search(shape, 0, start) is not None or _TIED_AFTER.match(shape, end) is not None


def _is_of_act(shape: str, start: int, end: int) -> bool:
    return _ACT_AFTER.match(shape, end) is not None or _ACT_BEFORE.search(shape, 0, start) is not None
