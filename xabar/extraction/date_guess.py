"""Guess where a page prints the date of its article, and not the clock of a sidebar or the dates of a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.date_places import MAX_DATE, is_other_date
from xabar.extraction.headings import find_headings, is_linked
from xabar.extraction.html_text import BLOCKS, read_text
from xabar.extraction.selectors import finds, select_node
from xabar.language.dates.months import WEEKDAYS

MAX_TRIED: Final = 50  # elements for one selector, and in one list
# Selectors of the vocabulary that sites share. The first one that finds something is used.
DATES: Final = ("time[itemprop=datePublished]", "[itemprop=datePublished]", "time[datetime]", "time")
_HEADINGS: Final = "h1, h2, h3, h4, h5, h6"
_HEADLINE: Final = 25  # characters of a link that is the headline of another article
# other elements of the same kind with a date; fewer are a date of change, unless there are links
_LIST: Final = 2
_SAME_TITLE: Final = 20  # characters with which a heading and the title of the page both begin
_NEAR: Final = 200  # characters between the title and its line; a lead is longer
_LEVELS: Final = 3  # elements around the title before which its line may stand
_CLOCK: Final = re.compile(r"\d[:.]\d\d(?!\d|[./-])")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_WEEKDAYS: Final = frozenset(name for names in WEEKDAYS.values() for day in names for name in day.split())
_UNSEEN: Final = frozenset(("script", "style", "noscript", "template", "option", "select", "head", "title"))

IsDate = Callable[[str], bool]
"""Returns whether a text is a printed date in the language of the page."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date as it is printed. `node` is the element of its line, or None for a line that has none of its own."""

    text: str
    node: LexborNode | None


def guess_date(tree: LexborHTMLParser, is_date: IsDate) -> str | None:
    """Return a selector for the date of publication; None if there is none, or nothing by which to name its element."""
    line = find_date_line(tree, is_date)
    if line is None or line.node is None:
        return None
    named = (selector for selector in DATES if finds(tree, selector, line.node))
    return next(named, None) or select_node(tree, line.node)


def find_date_line(tree: LexborHTMLParser, is_date: IsDate, title: str = "") -> DateLine | None:
    """Return the date of publication, by the shared vocabulary or beside the title; None if there is none.

    Whatever the element is called, the line right below the title counts first, then the one right above it, and then
    the first line further down that has a date and little else. `title` is what the page calls its article.
    """
    heading = _find_title(tree, title)
    held = frozenset(each.mem_id for each in _around(heading)) if heading is not None else frozenset()
    for selector in DATES:
        for node in tree.css(selector)[:MAX_TRIED]:
            if not _is_elsewhere(node, is_date, held):
                return DateLine(spaced(node), node)
    if heading is None:
        return None
    near, far = _first_below(tree, heading, held, is_date)
    is_title = heading.tag == "h1" or _is_same(_squeeze(heading.text()), _squeeze(title))
    return near or _line_above(heading, held, is_date) or (far if is_title else None)


def has_date_line(tree: LexborHTMLParser, heading: LexborNode | None, is_date: IsDate) -> bool:
    """Return whether a date stands right below a heading or right above it, as that of an article does.

    Without a heading it is the first one of the page.
    """
    heading = heading if heading is not None else _find_title(tree, "")
    if heading is None:
        return False
    held = frozenset(each.mem_id for each in _around(heading))
    near, _ = _first_below(tree, heading, held, is_date)
    return (near or _line_above(heading, held, is_date)) is not None


def _find_title(tree: LexborHTMLParser, title: str) -> LexborNode | None:
    """Return the element that prints the title: a heading, or any other one with this text alone, or else the first heading."""
    wanted = _squeeze(title)
    first = tree.css_first("h1")
    headings = [*tree.css("h1"), *find_headings(tree)]
    if wanted:
        for node in headings:
            if _is_same(_squeeze(node.text()), wanted) and not _stands_in_link(node):
                return node
        if first is None and (found := _find_text(tree, wanted)) is not None:
            return found
    return first if first is not None else next(iter(headings), None)


def _is_same(text: str, title: str) -> bool:
    if text == title:
        return True
    shorter = min(text, title, key=len)
    return len(shorter) >= _SAME_TITLE and text.startswith(shorter) and title.startswith(shorter)


def _find_text(tree: LexborHTMLParser, wanted: str) -> LexborNode | None:
    """Return the first element that has this text, perhaps without the site's name: old pages print titles in <font>."""
    for node in tree.body.traverse() if tree.body else ():
        if node.tag in _UNSEEN or len(text := node.text()) > 4 * len(wanted):
            continue
        shown = _squeeze(text)
        if wanted.startswith(shown) and _is_same(shown, wanted) and not is_linked(node):
            return node
    return None


def _squeeze(text: str) -> str:
    return "".join(text.casefold().split())


def _stands_in_link(node: LexborNode) -> bool:
    return any(element.tag == "a" for element in _around(node))


def _first_below(
    tree: LexborHTMLParser, heading: LexborNode, held: frozenset[int], is_date: IsDate
) -> tuple[DateLine | None, DateLine | None]:
    """Return the first date right below the title, or else the first one further down, outside of lists and sidebars."""
    is_below, passed = False, 0
    for node in tree.body.traverse(include_text=True) if tree.body else ():
        is_below = is_below or node.mem_id == heading.mem_id
        if not is_below:
            continue
        line = _date_at(node, held, is_date)
        if line is not None:
            return (line, None) if passed <= _NEAR else (None, line)
        if node.tag == "-text" and not _is_in(node, heading):
            passed += len(node.text().strip()) * (node.parent is None or node.parent.tag not in _UNSEEN)
    return None, None


def _line_above(heading: LexborNode, held: frozenset[int], is_date: IsDate) -> DateLine | None:
    """Return the date that stands right above the title, with nothing longer than such a line between them."""
    element: LexborNode | None = heading
    for _ in range(_LEVELS):
        if element is None or element.parent is None or element.parent.tag in ("body", "html"):
            return None
        before = element.prev
        while before is not None:
            text = spaced(before) if before.tag not in _UNSEEN else ""
            if len(text) > MAX_DATE:
                return None
            inside = before.traverse(include_text=True) if text else ()
            for node in inside:
                line = _date_at(node, held, is_date)
                if line is not None and not _is_calendar(line.text):
                    return line
            before = before.prev
        element = element.parent
    return None


def _is_calendar(text: str) -> bool:
    """Return whether a line has a weekday and no time, as the head of a newspaper has."""
    return _CLOCK.search(text) is None and not _WEEKDAYS.isdisjoint(_WORD.findall(text.casefold()))


def _date_at(node: LexborNode, held: frozenset[int], is_date: IsDate) -> DateLine | None:
    """Return the date that an element, or the line that begins with a text, prints for the article."""
    if node.tag in _UNSEEN or node.tag == "-comment":
        return None
    if node.tag == "-text":
        return _bare_date(node, held, is_date)
    if not _has_date(node, is_date) or _is_card(node) or _is_elsewhere(node, is_date, held):
        return None
    return DateLine(spaced(_innermost(node, is_date)), node)


def _innermost(node: LexborNode, is_date: IsDate) -> LexborNode:
    """Return the element of a line that prints the date with its time: a count of readers beside it may look like a year."""
    while True:
        child = next((each for each in node.iter() if _has_date(each, is_date)), None)
        if child is None or len(_CLOCK.findall(spaced(child))) < len(_CLOCK.findall(spaced(node))):
            return node
        node = child


def _bare_date(node: LexborNode, held: frozenset[int], is_date: IsDate) -> DateLine | None:
    """Return the date in a line of the element around the title, unless such lines make a list there."""
    parent = node.parent
    if parent is None or parent.mem_id not in held or is_other_date(parent):
        return None
    text = _line_of(node, held)
    if text is None or not is_date(text):
        return None
    lines = (_line_of(mate, held) for mate in islice(parent.iter(include_text=True), MAX_TRIED))
    return (
        DateLine(text, None) if sum(line is not None and is_date(line) for line in lines) <= _LIST else None
    )


def _line_of(node: LexborNode, held: frozenset[int]) -> str | None:
    """Return the line between two blocks that a text begins, or begins behind labels; None if it is too long."""
    if node.tag != "-text" or not node.text().strip():
        return None
    labels = [*_inline(node.prev, held, back=True)]  # in elements of their own: <b>Sana:</b> 26.11.2026
    if any(label.tag == "-text" and label.text().strip() for label in labels):
        return None
    line = [*reversed(labels), node, *_inline(node.next, held)]
    if any(piece.tag == "a" and len(piece.text()) >= _HEADLINE for piece in line):
        return None
    text = " ".join(" ".join(piece.text(separator=" ") for piece in line).split())
    return text if len(text) <= MAX_DATE else None


def _inline(node: LexborNode | None, held: frozenset[int], *, back: bool = False) -> Iterator[LexborNode]:
    """Yield a node and those beside it up to the next block."""
    for _ in range(MAX_TRIED):
        if node is None or not _is_inline(node, held):
            return
        yield node
        node = node.prev if back else node.next


def _is_inline(node: LexborNode, held: frozenset[int]) -> bool:
    return node.tag not in BLOCKS and node.tag not in _UNSEEN and node.mem_id not in held


def _has_date(node: LexborNode, is_date: IsDate) -> bool:
    text = node.text()
    if len(text) > 4 * MAX_DATE:
        return False
    text = spaced(node)
    return 0 < len(text) <= MAX_DATE and is_date(text)


def spaced(node: LexborNode) -> str:
    """Return the text of a node on one line; its parts often stand in elements with no white space between them."""
    return " ".join(node.text(separator=" ").split())


def _is_card(node: LexborNode) -> bool:
    """Return whether an element names another article: it has a heading, or a link as long as a headline."""
    if node.tag == "time":
        return False
    links = (read_text(link) or "" for link in node.css("a[href]"))
    return node.css_first(_HEADINGS) is not None or any(len(text) >= _HEADLINE for text in links)


def _is_elsewhere(node: LexborNode, is_date: IsDate, held: frozenset[int]) -> bool:
    """Return whether a date is not the article's: it stands in a sidebar, above the article, or in a list of dates."""
    if is_other_date(node):
        return True
    for element in _upwards(node, held):
        others = sum(_is_dated(mate, node, is_date) for mate in _mates(element))
        if others >= _LIST or (others and element.css_first("a[href]") is not None):
            return True
    return False


def _upwards(node: LexborNode, held: frozenset[int]) -> Iterator[LexborNode]:
    """Yield a node and the elements around it, up to the one that holds the title of the page."""
    for element in _around(node):
        if element.tag in ("body", "html") or element.mem_id in held:
            return
        yield element


def _around(node: LexborNode) -> Iterator[LexborNode]:
    """Yield a node and the elements around it."""
    element: LexborNode | None = node
    while element is not None:
        yield element
        element = element.parent


def _is_in(node: LexborNode, other: LexborNode) -> bool:
    return any(element.mem_id == other.mem_id for element in _around(node))


def _mates(element: LexborNode) -> Iterator[LexborNode]:
    """Yield the other elements of the same kind side by side with this one."""
    parent, kind = element.parent, (element.tag, element.attributes.get("class"))
    if parent is None:
        return
    for mate in islice(parent.iter(), MAX_TRIED):
        if mate.mem_id != element.mem_id and (mate.tag, mate.attributes.get("class")) == kind:
            yield mate


def _is_dated(mate: LexborNode, node: LexborNode, is_date: IsDate) -> bool:
    """Return whether an element is, or has inside, a date of the same kind as the node."""
    kind = (node.tag, node.attributes.get("class"))
    return any(
        inner.tag == "time" or _has_date(inner, is_date)
        for inner in mate.traverse()
        if (inner.tag, inner.attributes.get("class")) == kind
    )
