"""Find the line under a headline that every article has: section, date, time, views, reading time.

Where a site's own layout no longer fits, the fallback layers take this line for a paragraph. Every piece of such a
line is a date, a time or a counter. Besides these it has at most the names of two sections. «|», «·», «•» and «/»
separate the pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xabar.extraction.plain import plain
from xabar.language.months import full_month_names

MAX_META: Final = 100  # characters
HEAD: Final = 3  # first paragraphs, among which the line is looked for
TAIL: Final = 4  # last paragraphs in which it is looked for
MAX_SECTIONS: Final = 2
MAX_RUNS: Final = 2  # places in one text: one at each end


def _spell_month(name: str) -> str:
    """Return a pattern for a month's name in plain text. ş is also printed as sh, and ı as i."""
    return plain(name.replace("ş", "sh?").replace("ı", "[ıi]"))


# Only full names, because a short one such as «мар» is also the beginning of other words.
_NAMES = full_month_names("uz-Latn", "uz-Cyrl", "kk-Latn", "kk-Cyrl", "kk-Arab", "ru-Cyrl")
_MONTH = rf"(?:ء?(?:{'|'.join(dict.fromkeys(map(_spell_month, _NAMES)))}))"
_DAYS_AGO = r"(?:bugun|бугун|kecha|кеча|бүгін|кеше|bugin|kesh?e|بۇگىن|كەشە|сегодня|вчера|today|yesterday)"
_YEAR_WORD = r"(?:[-\s]?(?:yil|йил|жылғы|жылы|жыл|jylgy|jyly|jyl|года|год|ж\.|г\.|й\.))"
_YEAR = rf"(?:19|20)\d\d{_YEAR_WORD}?"

_NUMERIC_DATE: Final = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)(?!\d)|(?:19|20)\d\d[./-]\d\d[./-]\d\d(?!\d)"
)
_DAY: Final = re.compile(
    rf"""\d{{1,2}}[-\s]?\s?{_MONTH}\b(?:,?\s{_YEAR})? | {_YEAR},?\s\d{{1,2}}[-\s]{_MONTH}\b | {_DAYS_AGO}\b""",
    re.VERBOSE,
)
_TIME: Final = re.compile(
    r"(?:(?:сағат|saghat|sag'at|ساعات|soat|соат)\s)?(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!:\d)"
)
_AGO: Final = re.compile(
    r"""\d{1,2}\s(?:(?:soat|daqiqa|kun|соат|дақиқа|кун)\s(?:oldin|avval|олдин|аввал)
    | (?:сағат|минут|күн)\sбұрын | (?:час(?:а|ов)?|минут[ыу]?|д(?:ень|ня|ней))\sназад)""",
    re.VERBOSE,
)
_COUNTER: Final = re.compile(
    r"""\d[\d\s.,]{0,11}\s?(?:(?:рет|ret)\s(?:көрсетілді|қаралды|оқылды|korsetildi|qaraldy|oqyldy)
    | (?:marta|марта)\s(?:ko'rildi|o'qildi|кўрилди|ўқилди) | просмотр(?:а|ов)? | қаралым | qaralym | views?)\b
    | (?:ko'rishlar|кўришлар|қаралды|қаралым|просмотров|просмотры)(?:\s(?:soni|сони|саны))?\s?:?\s?\d[\d\s]{0,11}
    | \d{1,3}\s(?:min|мин)(?:\b\.?|ut\w*\b|ут\w*\b)(?:\s(?:o'qish|ўқиш|оқу|чтения|read))?""",
    re.VERBOSE,
)
_NUMBER: Final = re.compile(r"\d{1,7}(?![\d:./-])")  # a counter without a word, next to something else
_GAP: Final = re.compile(r"[\s,،;()–—-]*")
_SEPARATOR: Final = re.compile(r"(?:(?<!\s)\s+)?[|·•]\s*|(?<!\s)\s+/\s+")
_SECTION: Final = re.compile(r"[^\W\d_][^\W\d_']*(?:[ '-]+[^\W\d_]+){0,3}")
# The parts of a piece, by name. The first pattern that matches counts.
_PARTS: Final = (
    ("ago", _AGO),
    ("counter", _COUNTER),
    ("time", _TIME),
    ("date", _NUMERIC_DATE),
    ("day", _DAY),
    ("number", _NUMBER),
)


def is_meta_line(line: str) -> bool:
    """Return whether a plain line (`xabar.extraction.plain`) is only an article's date, counters and section."""
    if len(line) > MAX_META or not any(map(str.isdigit, line)):
        return False
    parts: set[str] = set()
    sections = 0
    for piece in filter(None, _SEPARATOR.split(line.strip())):
        found = _parts_of(piece)
        if found:
            parts |= found
        elif _SECTION.fullmatch(piece):
            sections += 1
        else:
            return False
    # a day without figures sometimes heads a paragraph of a chronicle
    return sections <= MAX_SECTIONS and bool(
        parts - {"number", "day"} or (parts == {"day", "number"} and sections)
    )


def meta_lines(paragraphs: Sequence[str]) -> list[int]:
    """Return the places of the plain paragraphs that are such lines, near the beginning or the end of the text.

    If there are more of them, or some in the middle, none is returned, because times and dates also divide a
    chronicle or a live report. Several days below the beginning of the text are a schedule, which stays too.
    """
    found = [at for at, text in enumerate(paragraphs) if is_meta_line(text)]
    runs = [at for at in found if at - 1 not in found]
    at_ends = all(at < HEAD or at >= len(paragraphs) - TAIL for at in found)
    if not at_ends or len(runs) > MAX_RUNS or len(found) == len(paragraphs):
        return []
    begun = next(
        (at for at, text in enumerate(paragraphs) if text.endswith((".", ":")) and at not in found), 0
    )
    below = [at for at in found if at > begun]
    return [at for at in found if at < begun] if _are_schedule([paragraphs[at] for at in below]) else found


def _are_schedule(lines: Sequence[str]) -> bool:
    """Return whether the lines begin with different days, each with a time: «25 aprel, 18:00», «26 aprel, 20:00»."""
    days = {day[0] for line in lines if (day := _DAY.match(line)) and _TIME.search(line, day.end())}
    return len(days) > 1


def meta_part(text: str, at: int) -> tuple[str, int] | None:
    """Return the name of the date, time or counter that stands at a place of a plain text, and where it ends."""
    for name, pattern in _PARTS:
        if name != "number" and (match := pattern.match(text, at)):
            return name, match.end()
    return None


def _parts_of(piece: str) -> set[str]:
    """Return the names of the parts that a piece consists of, or an empty set if it has any other part."""
    at, parts = 0, set[str]()
    while at < len(piece):
        for name, pattern in _PARTS:
            if match := pattern.match(piece, at):
                parts.add(name)
                at = match.end()
                break
        else:
            return set()
        gap = _GAP.match(piece, at)
        assert gap is not None  # it also matches nothing
        if gap.end() == at < len(piece) and name != "time":  # a counter may follow a time without a space
            return set()
        at = gap.end()
    return parts
