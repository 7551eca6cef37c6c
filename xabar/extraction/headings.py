"""Find the element in which a page prints the title of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.date_places import is_aside
from xabar.extraction.html_text import read_text

LEAST: Final = 20  # characters of a headline that no <h1> holds
LEAST_WORDS: Final = 3
MAX_LENGTH: Final = 400  # characters
MAX_TRIED: Final = 40  # elements of a page
_NAMED: Final = (
    'h1, [itemprop="headline"], h2, h3, [class*="title"], [class*="headline"], [class*="heading"], [class*="sarlavha"],'
    ' [class*="zagolovok"], [class*="taqyryp"], [class*="takyryp"]'
)
_NAME: Final = re.compile(
    r"(?:^|[-_])(?:title|headline|heading|sarlavha|zagolovok|ta[qk]yryp)(?:[-_]|$)", re.IGNORECASE
)
_TAGS: Final = ("h1", "h2", "h3")


def find_headings(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield the elements that may print the title of a page, those of the first order before the others.

    They are headings, and elements that are named so, outside of sidebars and links: a linked headline is another
    article's.
    """
    found = sorted(islice(tree.css(_NAMED), MAX_TRIED), key=lambda node: node.tag != "h1")
    for node in found:
        text = read_text(node) or ""
        if len(text) < LEAST or len(text) > MAX_LENGTH or len(text.split()) < LEAST_WORDS:
            continue
        if _is_heading(node) and not is_aside(node) and not is_linked(node):
            yield node


def _is_heading(node: LexborNode) -> bool:
    if node.tag in _TAGS or node.attributes.get("itemprop") == "headline":
        return True
    return any(_NAME.search(name) for name in (node.attributes.get("class") or "").split())


def is_linked(node: LexborNode) -> bool:
    """Return whether an element stands in a link, or holds one."""
    element: LexborNode | None = node
    while element is not None:
        if element.tag == "a":
            return True
        element = element.parent
    return node.css_first("a[href]") is not None
