"""Guess a layout from one page of a site that has no class yet. A person must check every guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.agreement import agreement
from xabar.extraction.body import read_layout, select_body
from xabar.extraction.date_guess import guess_date
from xabar.extraction.fallback import guess_body
from xabar.extraction.headings import find_headings
from xabar.extraction.hints import read_hints
from xabar.extraction.html_text import read_text
from xabar.extraction.layout import Layout
from xabar.extraction.selectors import select_node

AGREES: Final = 0.8  # share of words in common with the fallback layers from which a place is believed
# Selectors of the vocabulary that sites share. The first one that finds something is used.
TITLES: Final = ("h1[itemprop=headline]", "h1")
AUTHORS: Final = ("[itemprop=author] [itemprop=name]", "[itemprop=author]", "a[rel=author]")
TAGS: Final = ("a[rel=tag]", "[rel~=tag]")


def guess_layout(html: str, url: str, is_date: Callable[[str], bool]) -> Layout:
    """Return where title, text and other fields stand on this page. `body` is "" if its place has no class or id.

    `is_date` returns whether a text is a printed date in the language of the page.
    """
    tree = LexborHTMLParser(html)
    return Layout(
        title=_guess_title(tree),
        body=_guess_place(html, url) or "",
        date=guess_date(tree, is_date),
        authors=_first(tree, AUTHORS),
        tags=_first(tree, TAGS),
    )


def _guess_title(tree: LexborHTMLParser) -> str | None:
    """Return the place of the title: that of a heading; None where no heading has a place of its own."""
    if selector := _first(tree, TITLES):
        node = tree.css_first(selector)
        return (node is not None and select_node(tree, node)) or "h1"
    heading = next(find_headings(tree), None)
    return None if heading is None else select_node(tree, heading)


def _first(tree: LexborHTMLParser, selectors: Iterable[str]) -> str | None:
    return next((selector for selector in selectors if tree.css_first(selector) is not None), None)


def _guess_place(html: str, url: str) -> str | None:
    """Return a selector for the element with the text that the fallback layers find, if it gives the same text."""
    whole = LexborHTMLParser(html)
    body = guess_body(whole, url, read_hints(whole, url)).body
    if body is None:
        return None
    tree = LexborHTMLParser(html)
    lines = set(body.paragraphs)
    holders: Counter[int] = Counter()
    places: dict[int, LexborNode] = {}
    for node in tree.css("p"):
        parent, text = node.parent, read_text(node)
        if parent is not None and text in lines:
            holders[parent.mem_id] += len(text or "")
            places[parent.mem_id] = parent
    for identity, _ in holders.most_common(1):
        selector = select_node(tree, places[identity])
        if selector and _gives(html, url, selector, body.paragraphs):
            return selector
    return None


def _gives(html: str, url: str, selector: str, paragraphs: Iterable[str]) -> bool:
    tree = LexborHTMLParser(html)
    layout = Layout(title="h1", body=selector)
    if select_body(tree, (layout,), url) is None:
        return False
    tree = LexborHTMLParser(html)
    node = tree.css_first(selector)
    return (
        node is not None and agreement(paragraphs, read_layout(tree, node, layout, url).paragraphs) >= AGREES
    )
