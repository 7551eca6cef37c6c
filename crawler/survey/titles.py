"""Where the articles of a site print their title: the element that has the words by which the site's lists lead there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.date_places import is_aside
from xabar.extraction.headings import MAX_LENGTH, is_linked
from xabar.extraction.html_text import read_text
from xabar.extraction.selectors import finds, select_node
from xabar.extraction.titles import comparable

MAX_TRIED: Final = 120  # short texts of one page, from its beginning
MAX_PLACES: Final = 25
LEAST: Final = 15  # characters of a title that can be told from other texts
LEVELS: Final = 3  # of elements around a text that hold nothing else
FEW: Final = 3  # articles on which a place has the words of a list, if so many were read
RIGHT: Final = 0.8  # share of the articles with the place on which it has them

_HEADINGS: Final = ("h2", "h3")


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """An element with a short text that is no link."""

    selector: str
    text: str


def find_title_places(tree: LexborHTMLParser) -> tuple[TitlePlace, ...]:
    """Return the elements of a page that may print its title, in their order."""
    found: dict[str, TitlePlace] = {}
    for node, text in _short_texts(tree):
        selector = _select(tree, node, text)
        if selector and selector not in found:
            found[selector] = TitlePlace(selector, text)
            if len(found) == MAX_PLACES:
                break
    return tuple(found.values())


def choose_title_place(pages: Sequence[tuple[Sequence[TitlePlace], str | None]]) -> str | None:
    """Return the selector of the title, from the places on several pages and the words by which lists lead to each.

    Lists shorten headlines, and put a lead beside them, so that a page on which no place has their words says nothing.
    """
    right: Counter[str] = Counter()
    there: Counter[str] = Counter()
    told = 0
    for places, headline in pages:
        wanted = comparable(headline) if headline else ""
        same = {place.selector for place in places if comparable(place.text) == wanted}
        if same:
            told += 1
            right.update(same)
            there.update(place.selector for place in places)
    sure = [
        selector
        for selector, count in right.items()
        if count >= min(FEW, max(2, len(pages))) and count >= RIGHT * there[selector]
    ]
    return max(sure, key=right.__getitem__, default=None)


def _select(tree: LexborHTMLParser, node: LexborNode, text: str) -> str | None:
    """Return a selector for an element, or for one around it that has nothing else in it."""
    element: LexborNode | None = node
    for _ in range(LEVELS):
        if element is None or read_text(element) != text:
            return None
        if selector := select_node(tree, element):
            return selector
        if element.tag in _HEADINGS and finds(tree, element.tag, element):
            return element.tag
        element = element.parent
    return None


def _short_texts(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    if tree.body is None:
        return
    tried = 0
    for node in tree.body.traverse():
        if node.tag in ("script", "style", "a") or not _has_text(node):
            continue
        text = read_text(node)
        if text is None or not LEAST <= len(text) <= MAX_LENGTH:
            continue
        tried += 1
        if tried > MAX_TRIED:
            return
        if not is_linked(node) and not is_aside(node):
            yield node, text


def _has_text(node: LexborNode) -> bool:
    child = node.child
    return child is not None and child.tag == "-text" and bool(child.text().strip())
