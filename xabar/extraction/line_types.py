"""Tell by the form of a line whether it is text, and how often a site must repeat it before it is boilerplate.

What is boilerplate by its nature (an address, a call, a label, a notice) is learned from few articles. A sentence needs
far stronger evidence, because laws, obituaries and columns have their fixed sentences, which are text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from xabar.extraction.bylines import read_byline
from xabar.extraction.datelines import dateline_end
from xabar.extraction.line_patterns import (
    ADDRESS,
    ATTRIBUTION,
    BACKGROUND,
    CALL,
    CHANNEL,
    DATED,
    DIGIT,
    GENRE,
    MATTER,
    NOTE,
    NOTICE,
    NUMBERED,
    OF_ARTICLE,
    OFFICE,
    OUR_REPORTER,
    QUOTED,
    REPORT,
    VERB_ENDS,
)
from xabar.extraction.plain import plain

MAX_LENGTH: Final = 200  # characters of a line or sentence; a longer repeated one is most often background
MAX_COUNTER: Final = 80  # characters of a line that may differ in a number
MAX_TITLE: Final = 90  # characters; a longer line without a full stop is no label
ARTICLES: Final = 3  # different articles of a site that must repeat a line


def is_counter(line: str) -> bool:
    """Return whether a short line has a number that may differ in each article, and is no text or date by its form."""
    return (
        may_be_counter(line)
        and not is_sentence(line)
        and DATED.search(plain(line)) is None
        and not is_text(line)
    )


def may_be_counter(line: str) -> bool:
    """Return whether a line is short and has a number, which is told at once and rules out nearly every paragraph."""
    return len(line) <= MAX_COUNTER and DIGIT.search(line) is not None


def is_call(line: str) -> bool:
    """Return whether a line calls on the reader or gives an address."""
    return has_address(line) or CALL.search(plain(line)) is not None


def has_address(line: str) -> bool:
    """Return whether a line gives an address, a telephone number or a copyright notice."""
    return ADDRESS.search(plain(line)) is not None


def is_text(line: str) -> bool:
    """Return whether a line is text by its form.

    That is a quotation, background, a dateline, a byline, an attribution, values, or the end of a law or an obituary.
    """
    simple = plain(line)
    return bool(
        QUOTED.search(line)
        or BACKGROUND.match(simple)
        or dateline_end(line) == len(line)
        or read_byline(line)
        or ATTRIBUTION.search(simple)
        or NUMBERED.search(simple)
        or GENRE.search(simple)
    )


Where = Literal["text", "mark", "box"]
"""Where a line stands: in the place of the text, beside it with a mark of its own, or in a box of its own."""


@dataclass(frozen=True, slots=True)
class Need:
    """In how many of the site's last articles a line must stand to be boilerplate."""

    least: int  # articles
    share: float  # of the last articles, at least


@dataclass(frozen=True, slots=True)
class LineType:
    """A type of line, and what it needs to be boilerplate, by where it stands. None: it is never boilerplate there."""

    name: str
    fits: Callable[[str], bool]  # takes the printed line
    text: Need | None
    mark: Need | None
    box: Need | None


def is_sentence(line: str) -> bool:
    """Return whether a line is a sentence: it has a full stop, or more than a title, or ends with a verb."""
    if line.rstrip(' »”")').endswith((".", "!", "?", "…", "؟")) or len(line) > MAX_TITLE:
        return True
    words = plain(line).split()
    return (
        len(words) >= 4
        and words[-1].endswith(VERB_ENDS)
        and OUR_REPORTER.fullmatch(words[-1]) is None
        and ":" not in line
        and DIGIT.search(line) is None
    )


def is_notice(line: str) -> bool:
    """Return whether a line gives notice of rights, of whose an opinion is, or of what who takes over a text must do."""
    return NOTICE.search(plain(line)) is not None


def is_own_voice(line: str) -> bool:
    """Return whether a newspaper speaks of itself: of its editors, its rights, its licence."""
    simple = plain(line)
    if CHANNEL.search(simple):
        return True
    if is_sentence(line) and NOTE.match(simple) and not is_call(line):
        return False
    return OFFICE.search(simple) is not None and (
        not is_sentence(line)
        or is_call(line)
        or MATTER.search(simple) is not None
        or OF_ARTICLE.search(simple) is None
    )


def _names_someone(line: str) -> bool:
    """Return whether a name stands inside of a sentence: a capital letter where no sentence begins."""
    words = line.split()
    return any(
        word.lstrip('«“"(')[:1].isupper() and not before.endswith((".", "!", "?", ":", "…"))
        for before, word in pairwise(words)
    )


def has_report(line: str) -> bool:
    """Return whether a line has a verb of report."""
    return REPORT.search(plain(line)) is not None


def reports(line: str) -> bool:
    """Return whether a line tells what happened: it names someone, or has a verb of report."""
    return _names_someone(line) or has_report(line)


def _is_sentence_with(fits: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda line: is_sentence(line) and fits(line)


def _is_own_label(line: str) -> bool:
    """Return whether a newspaper names its editors, its address or its licence, without a sentence."""
    return not is_sentence(line) and is_own_voice(line)


def _is_appeal(line: str) -> bool:
    """Return whether a line asks or exclaims."""
    return line.rstrip(' »”")').endswith(("?", "!", "؟"))


_FEW: Final = Need(ARTICLES, 0.05)
_SOME: Final = Need(4, 0.1)
_SOMEWHAT: Final = Need(6, 0.15)
MANY: Final = Need(5, 0.17)
MOST: Final = Need(15, 0.6)
NEARLY_ALL: Final = Need(16, 0.8)

# The first type that fits a line counts. What is boilerplate by its nature (an address, a call, a label, a notice) is
# learned from few articles. Any other sentence may be text: laws, obituaries and columns have their fixed sentences, and
# every third report of a site may end alike.
# fmt: off
LINE_TYPES: Final = (
    #        name                     fits                             text           mark           box
    LineType("text",                  is_text,                         None,          None,          None),
    LineType("sentence with address", _is_sentence_with(has_address),  _SOMEWHAT,     _SOMEWHAT,     _SOME),
    LineType("address",               has_address,                     _FEW,          _FEW,          _FEW),
    LineType("notice",                is_notice,                       _SOMEWHAT,     _SOMEWHAT,     _SOME),
    LineType("own label",             _is_own_label,                   _SOME,         _SOME,         _SOME),
    LineType("own voice",             is_own_voice,                    MANY,          MANY,          _SOME),
    LineType("sentence with a call",  _is_sentence_with(is_call),      MANY,         MANY,         _SOME),
    LineType("call",                  is_call,                         _FEW,          _FEW,          _FEW),
    LineType("report",                _is_sentence_with(reports),     NEARLY_ALL,   MOST,         _SOME),
    LineType("appeal",                _is_sentence_with(_is_appeal),  Need(8, 0.3),  Need(8, 0.3),  _SOME),
    LineType("sentence",              is_sentence,                    MOST,         Need(8, 0.35), _SOME),
    LineType("label",                 lambda line: True,               _FEW,          _FEW,          _FEW),
)
# fmt: on
_OF_THE_SITE: Final = (
    "sentence with address",
    "address",
    "notice",
    "own label",
    "own voice",
    "sentence with a call",
    "call",
)
_MAY_BE_TEXT: Final = ("text", "report", "appeal", "sentence")


def may_be_text(line: str) -> bool:
    """Return whether a line may be a sentence of an article, though many of the site have it."""
    return _type_of(line).name in _MAY_BE_TEXT


def tells_something(line: str) -> bool:
    """Return whether a line is text by its form, or tells what happened."""
    return _type_of(line).name in ("text", "report")


def is_of_the_site(line: str) -> bool:
    """Return whether a newspaper speaks in a line of itself or to its readers, so that it is no part of an article."""
    # Of a line that is asked for once, as most are, five patterns tell it, where its type takes three times as many.
    return _may_be_of_the_site(line) and _type_of(line).name in _OF_THE_SITE


def _may_be_of_the_site(line: str) -> bool:
    """Return whether one of the types of `_OF_THE_SITE` would fit a line, if no other fitted it before."""
    return is_call(line) or is_notice(line) or is_own_voice(line)


def is_label(line: str) -> bool:
    """Return whether a line is neither a sentence, a call nor an address: the title of a column, or a signature."""
    return _type_of(line).name == "label"


def articles_needed(line: str, articles: int, where: Where = "text") -> int | None:
    """Return in how many of a site's last `articles` articles a line must stand to be boilerplate; None for never."""
    need: Need | None = getattr(_type_of(line), where)
    return None if need is None else max(need.least, round(need.share * articles))


def least_needed(articles: int) -> int:
    """Return in how many of a site's last `articles` articles any line must stand, whatever its type, place and frame."""
    return max(_FEW.least, round(_FEW.share * articles))


# Only frequent lines are looked up here, and each of them stands in the site's next article again.
@lru_cache(maxsize=1024)
def _type_of(line: str) -> LineType:
    return next(line_type for line_type in LINE_TYPES if line_type.fits(line))
