"""Tell how often a site must repeat the frame of a line before the line is boilerplate."""

from __future__ import annotations

import re
from typing import Final

from xabar.extraction.bylines import read_byline
from xabar.extraction.frames import ends_with_name, may_name_nobody, read_label
from xabar.extraction.line_types import (
    MANY,
    MOST,
    NEARLY_ALL,
    Need,
    has_report,
    is_call,
    is_sentence,
    is_text,
    reports,
)
from xabar.extraction.plain import plain

# What is no sentence, and stands with changing words or names in a quarter of the articles, tells nothing of any. A
# standing explanation is repeated in a sixth of them.
_LABEL_LIKE: Final = Need(8, 0.25)
# A sentence of few words that differs in a name or a number: «N prepared this page».
_SHORT: Final = Need(12, 0.45)
SHORT: Final = 6  # words
_STAMP: Final = re.compile(
    r"(?:[\w'-]{1,20},? ){0,6}\d{1,2}[:.]\d\d(?:[- ][\w'-]{1,20}){0,4}[.!]?"
)  # with a clock time
_BETWEEN_DASHES: Final = re.compile(
    r"^[\s–—-]{1,6}([^–—-].{0,118}?)[\s–—-]{1,6}$"
)  # «— Reklama —» is no dialogue
# «Oltin: 1 120 000 soʻm» is what an article says of a day
_VALUE: Final = re.compile(
    r"\d\s?(?:%|foiz|фоиз|пайыз|paiyz|پايىز|процент|so'm|сўм|теңге|tenge|تەڭگە|руб|dollar|доллар|دوللار|yevro|евро|евро)"
)


def is_label_like(line: str) -> bool:
    """Return whether a line is no sentence by its form: a stamp, a credit, tags, a label, alone or before a title."""
    return (
        read_label(line) is not None
        or not is_sentence(line)
        or (ends_with_name(line) and not has_report(line))
    )


def frames_needed(line: str, articles: int) -> int | None:
    """Return in how many of a site's last `articles` articles the frame of a line must stand; None for never."""
    bare = _BETWEEN_DASHES.sub(r"\1", line)
    is_stamp = _STAMP.fullmatch(line) is not None
    if _VALUE.search(plain(line)) or (is_text(bare) and not read_byline(line) and not is_stamp):
        return None
    if is_label_like(line) or is_stamp:
        need = _LABEL_LIKE
    elif len(line.split()) <= SHORT and not has_report(line) and not may_name_nobody(line):
        need = _SHORT
    else:
        need = MANY if is_call(line) else NEARLY_ALL if reports(line) else MOST
    return max(need.least, round(need.share * articles))
