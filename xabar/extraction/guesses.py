"""Guess a layout from one page of a site that has no class yet. A person must check every guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.agreement import agreement
from xabar.extraction.body import fallback_body, read_layout, select_body
from xabar.extraction.html_text import read_text
from xabar.extraction.layout import Layout

AGREES: Final = 0.8  # share of words in common with the fallback layers from which a place is believed
MAX_DATE: Final = 80  # characters of a printed date, views and section included
# Selectors of the vocabulary that sites share. The first one that finds something is used.
TITLES: Final = ("h1[itemprop=headline]", "h1")
DATES: Final = ("time[itemprop=datePublished]", "[itemprop=datePublished]", "time[datetime]", "time")
AUTHORS: Final = ("[itemprop=author] [itemprop=name]", "[itemprop=author]", "a[rel=author]")
TAGS: Final = ("a[rel=tag]", "[rel~=tag]")
_NAME: Final = re.compile(r"-?[a-zA-Z_][\w-]*")  # a class or id that needs no escaping in a selector


def guess_layout(html: str, url: str, is_date: Callable[[str], bool]) -> Layout:
    """Return where title, text and other fields stand on this page. `body` is "" if its place has no class or id.

    `is_date` returns whether a text is a printed date in the language of the page.
    """
    tree = LexborHTMLParser(html)
    return Layout(
        title=_guess_title(tree),
        body=_guess_place(html, url) or "",
        date=_first(tree, DATES) or _date_below_title(tree, is_date),
        authors=_first(tree, AUTHORS),
        tags=_first(tree, TAGS),
    )


def _guess_title(tree: LexborHTMLParser) -> str:
    node = tree.css_first(_first(tree, TITLES) or "h1")
    return (node is not None and select_node(tree, node)) or "h1"


def _first(tree: LexborHTMLParser, selectors: Iterable[str]) -> str | None:
    return next((selector for selector in selectors if tree.css_first(selector) is not None), None)


def _date_below_title(tree: LexborHTMLParser, is_date: Callable[[str], bool]) -> str | None:
    """Return a selector for the first element after the heading that has a date and little else."""
    title = tree.css_first("h1")
    if title is None or tree.body is None:
        return None
    is_below = False
    for node in tree.body.traverse():
        is_below = is_below or node.mem_id == title.mem_id
        text = read_text(node) if is_below else None
        if text and len(text) <= MAX_DATE and is_date(text) and (selector := select_node(tree, node)):
            return selector
    return None


def _guess_place(html: str, url: str) -> str | None:
    """Return a selector for the element with the text that the fallback layers find, if it gives the same text."""
    body = fallback_body(html, url)
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


def select_node(tree: LexborHTMLParser, node: LexborNode) -> str | None:
    """Return a short selector that finds this node first: by vocabulary, class or id; None if there is none."""
    tag = node.tag if node.tag and _NAME.fullmatch(node.tag) else ""  # a page may call an element anything
    meaning = node.attributes.get("itemprop") or ""
    marks = [f"[itemprop={meaning}]"] if _NAME.fullmatch(meaning) else []
    names = [name for name in _classes(node) if _NAME.fullmatch(name) and not _is_generated(name)]
    marks += [f"{tag}.{name}" for name in sorted(names, key=lambda name: len(tree.css(f".{name}")))]
    identity = node.attributes.get("id") or ""
    if _NAME.fullmatch(identity) and not _is_generated(identity):
        marks.append(f"#{identity}")
    marks += [tag] if tag in ("article", "main", "h1") else []
    return next((mark for mark in marks if _finds(tree, mark, node)), None)


def _finds(tree: LexborHTMLParser, selector: str, node: LexborNode) -> bool:
    found = tree.css_first(selector)
    return found is not None and found.mem_id == node.mem_id


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _is_generated(name: str) -> bool:
    """Return whether a name was generated for one page or one build: post-81273, css-1x2y3z, _abc123."""
    return any(map(str.isdigit, name))
