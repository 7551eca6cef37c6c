"""Tell by where a date stands whether it is the article's, and not that of a sidebar, a comment or a clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from selectolax.lexbor import LexborNode

from xabar.language.dates import ParsedDate, read_date

MAX_DATE: Final = 80  # characters of a printed date, views and section included
_LANGUAGES: Final = ("uz", "kk", "ru")
_LATE: Final = datetime(
    2100, 1, 1, tzinfo=UTC
)  # every day of an article lies before it, and no time of this day
_ELSEWHERE: Final = frozenset(("aside", "nav", "footer", "form", "dialog"))
# Names of classes and ids, whole words: of boxes with dates that are not the article's, and of a clock.
_BOXES: Final = re.compile(
    r"\b(?:comments?|respond|disqus|replies|kommentari\w*|izoh\w*|pikir\w*|today|now|clock|bugun)\b"
)
# Names of the head of a page. «entry-header» and «post-head» are those of an article.
_HEADS: Final = re.compile(
    r"(?:^|\s)(?:(?:site|page|main|top)[-_]?)?(?:header|head|hdr|topbar|masthead)(?=\s|$)|(?:^|\s)top[-_]?(?:bar|line)?(?=\s|$)"
)
_HEAD_LINKS: Final = 4  # in the head of a page; that of a card has fewer


def is_printed_date(text: str) -> bool:
    """Return whether a text is a printed date in one of the languages, whatever day it is. A bare time is not a date."""
    return any(
        isinstance(read_date(text, language=each, now=_LATE, zone="UTC"), ParsedDate) for each in _LANGUAGES
    )


def is_aside(node: LexborNode) -> bool:
    """Return whether an element stands in a sidebar, a menu or a footer, or in the head of the whole page."""
    return any(element.tag in _ELSEWHERE or is_page_head(element) for element in _ancestors(node))


def is_other_date(node: LexborNode) -> bool:
    """Return whether a date, by where it stands, is not the article's: aside, in a box of comments, or in a clock."""
    if node.tag in _ELSEWHERE or is_aside(node) or _BOXES.search(_names(node)):
        return True
    around = (element for element in _ancestors(node) if _BOXES.search(_names(element)))
    return any(element.css_first("h1") is None for element in around)


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    element = node.parent
    while element is not None and element.tag not in ("body", "html"):
        yield element
        element = element.parent


def is_page_head(element: LexborNode) -> bool:
    """Return whether an element is the head of the whole page: by its tag, or by its name and the links of its menu."""
    if element.tag == "header":
        return not _heads_article(element)
    if not _HEADS.search(_names(element)) or element.css_first("h1") is not None:
        return False
    return len(element.css("a[href]")) >= _HEAD_LINKS


def _heads_article(header: LexborNode) -> bool:
    """Return whether a header is an article's own, or that of one in a list, and not the whole page's."""
    return header.css_first("h1") is not None or any(each.tag == "article" for each in _ancestors(header))


def _names(element: LexborNode) -> str:
    attributes = element.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip().lower()
