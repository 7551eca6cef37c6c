"""The line under a headline that is printed for every article alike: section, date, time, views, reading time.

Where a site's own layout no longer fits, the generic layers take that line for a paragraph. A line is one when
every piece of it is a date, a time or a counter, beside at most the name of a section, set off by «|», «·», «•» or «/».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

MAX_META: Final = 100  # characters
HEAD: Final = 3  # paragraphs at the beginning among which the line is looked for
TAIL: Final = 4  # paragraphs at the end
MAX_SECTIONS: Final = 2
MAX_RUNS: Final = 2  # places in one text: one at the head, one at the tail

_MONTHS: Final = (
    # Uzbek and Russian share most stems; whole names only, with the ending that a date gives them
    "январ[ья]?|феврал[ья]?|март[а]?|апрел[ья]?|ма[йя]|июн[ья]?|июл[ья]?|август[а]?|сентябр[ья]?|октябр[ья]?|ноябр[ья]?|декабр[ья]?",
    "yanvar|fevral|mart|aprel|may|iyun|iyul|avgust|sentabr|sentyabr|oktabr|oktyabr|noyabr|dekabr",
    "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан",
    "qantar|aqpan|na[uw]ryz|sa[uw]ir|mamyr|ma[uw]sym|sh?ilde|tamyz|qyrku[iy]ek|qazan|qarash?a|jeltoqsan",
    "قاڭتار|اقپان|ناۋرىز|ءساۋىر|مامىر|ماۋسىم|شىلدە|تامىز|قىركۇيەك|قازان|قاراشا|جەلتوقسان",
)
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
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
_TIME: Final = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!:\d)")
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
_NUMBER: Final = re.compile(r"\d{1,7}(?![\d:./-])")  # a counter without a word, beside something that is none
_GAP: Final = re.compile(r"[\s,،;()–—-]*")
_SEPARATOR: Final = re.compile(r"(?:(?<!\s)\s+)?[|·•]\s*|(?<!\s)\s+/\s+")
_SECTION: Final = re.compile(r"[^\W\d_][^\W\d_']*(?:[ '-]+[^\W\d_]+){0,3}")
# kind -> pattern, the first that matches
_PIECES: Final = (
    ("ago", _AGO),
    ("counter", _COUNTER),
    ("time", _TIME),
    ("date", _NUMERIC_DATE),
    ("day", _DAY),
    ("number", _NUMBER),
)


def is_meta_line(plain: str) -> bool:
    """Whether a plain line (`xabar.extraction.plain`) is nothing but an article's date, counters, section."""
    if len(plain) > MAX_META or not any(letter.isdigit() for letter in plain):
        return False
    kinds: set[str] = set()
    sections = 0
    for piece in filter(None, _SEPARATOR.split(plain.strip())):
        found = _kinds(piece)
        if found:
            kinds |= found
        elif _SECTION.fullmatch(piece):
            sections += 1
        else:
            return False
    # a day in words alone heads a real paragraph of a chronicle at times
    return sections <= MAX_SECTIONS and bool(
        kinds - {"number", "day"} or (kinds == {"day", "number"} and sections)
    )


def meta_lines(paragraphs: Sequence[str]) -> list[int]:
    """Which of the plain paragraphs are such lines, at the head or the tail.

    None where there are more of them, or some in the middle: times and dates divide a chronicle or a live report.
    """
    found = [at for at, text in enumerate(paragraphs) if is_meta_line(text)]
    runs = [at for at in found if at - 1 not in found]
    at_ends = all(at < HEAD or at >= len(paragraphs) - TAIL for at in found)
    return found if at_ends and len(runs) <= MAX_RUNS and len(found) < len(paragraphs) else []


def _kinds(piece: str) -> set[str]:
    """What a piece consists of; nothing when any part of it is something else."""
    at, kinds = 0, set[str]()
    while at < len(piece):
        for kind, pattern in _PIECES:
            if match := pattern.match(piece, at):
                kinds.add(kind)
                at = match.end()
                break
        else:
            return set()
        gap = _GAP.match(piece, at)
        assert gap is not None  # it matches nothing, too
        if gap.end() == at < len(piece) and kind != "time":  # a counter may be glued to a time
            return set()
        at = gap.end()
    return kinds
