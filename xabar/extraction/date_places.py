"""Guess where a page prints the date of its article, and not the clock of a sidebar or the dates of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.html_text import read_text
from xabar.extraction.selectors import finds, select_node
from xabar.language.dates import ParsedDate, read_date

MAX_DATE: Final = 80  # characters of a printed date, views and section included
MAX_TRIED: Final = 50  # elements for one selector, and in one list
# Selectors of the vocabulary that sites share. The first one that finds something is used.
DATES: Final = ("time[itemprop=datePublished]", "[itemprop=datePublished]", "time[datetime]", "time")
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
_HEADINGS: Final = "h1, h2, h3, h4, h5, h6"
_HEADLINE: Final = 25  # characters of a link that is the headline of another article
# other elements of the same kind with a date; fewer are a date of change, unless there are links
_LIST: Final = 2


def guess_date(tree: LexborHTMLParser, is_date: Callable[[str], bool]) -> str | None:
    """Return a selector for the date of publication, by the shared vocabulary or below the title; None if there is none.

    `is_date` returns whether a text is a printed date in the language of the page.
    """
    for selector in DATES:
        for node in tree.css(selector)[:MAX_TRIED]:
            if not _is_elsewhere(node, is_date):
                found = selector if finds(tree, selector, node) else select_node(tree, node)
                if found:
                    return found
    return _date_below_title(tree, is_date)


def is_printed_date(text: str) -> bool:
    """Return whether a text is a printed date in one of the languages, whatever day it is. A bare time is none."""
    return any(
        isinstance(read_date(text, language=each, now=_LATE, zone="UTC"), ParsedDate) for each in _LANGUAGES
    )


def _date_below_title(tree: LexborHTMLParser, is_date: Callable[[str], bool]) -> str | None:
    """Return a selector for the first element after the heading that has a date and little else."""
    title = tree.css_first("h1")
    if title is None or tree.body is None:
        return None
    is_below = False
    for node in tree.body.traverse():
        is_below = is_below or node.mem_id == title.mem_id
        if not is_below or not _has_date(node, is_date) or _is_card(node) or _is_elsewhere(node, is_date):
            continue
        if selector := select_node(tree, node):
            return selector
    return None


def _has_date(node: LexborNode, is_date: Callable[[str], bool]) -> bool:
    text = read_text(node)
    return text is not None and len(text) <= MAX_DATE and is_date(text)


def _is_card(node: LexborNode) -> bool:
    """Return whether an element names another article: it has a heading, or a link as long as a headline."""
    if node.tag == "time":
        return False
    links = (read_text(link) or "" for link in node.css("a[href]"))
    return node.css_first(_HEADINGS) is not None or any(len(text) >= _HEADLINE for text in links)


def is_aside(node: LexborNode) -> bool:
    """Return whether an element stands in a sidebar, a menu or a footer, or in the head of the whole page."""
    return any(element.tag in _ELSEWHERE or is_page_head(element) for element in _ancestors(node))


def is_other_date(node: LexborNode) -> bool:
    """Return whether a date, by where it stands, is not the article's: aside, in a box of comments, or in a clock."""
    if is_aside(node) or _BOXES.search(_names(node)):
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


def _is_elsewhere(node: LexborNode, is_date: Callable[[str], bool]) -> bool:
    """Return whether a date is not the article's: it stands in a sidebar, above the article, or in a list of dates."""
    if is_other_date(node):
        return True
    for element in _upwards(node):
        others = sum(_is_dated(mate, node, is_date) for mate in _mates(element))
        if others >= _LIST or (others and element.css_first("a[href]") is not None):
            return True
    return False


def _upwards(node: LexborNode) -> Iterator[LexborNode]:
    """Yield a node and the elements around it, up to the one that holds the title of the page."""
    element: LexborNode | None = node
    while element is not None and element.tag not in ("body", "html") and element.css_first("h1") is None:
        yield element
        element = element.parent


def _mates(element: LexborNode) -> Iterator[LexborNode]:
    """Yield the other elements of the same kind side by side with this one."""
    parent, kind = element.parent, (element.tag, element.attributes.get("class"))
    if parent is None:
        return
    for mate in islice(parent.iter(), MAX_TRIED):
        if mate.mem_id != element.mem_id and (mate.tag, mate.attributes.get("class")) == kind:
            yield mate


def _is_dated(mate: LexborNode, node: LexborNode, is_date: Callable[[str], bool]) -> bool:
    """Return whether an element is, or has inside, a date of the same kind as the node."""
    kind = (node.tag, node.attributes.get("class"))
    return any(
        inner.tag == "time" or _has_date(inner, is_date)
        for inner in mate.traverse()
        if (inner.tag, inner.attributes.get("class")) == kind
    )
