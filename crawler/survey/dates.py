"""Where the articles of a site print their date: the element that has another date on each page, and the right one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.date_places import MAX_DATE, is_other_date
from xabar.extraction.selectors import finds, select_node
from xabar.language.dates import parse_date
from xabar.source import Window

MAX_TRIED: Final = 400  # short texts with a digit on one page
MAX_PLACES: Final = 12
PRESENT: Final = 0.4  # share of the articles that have the element; editions may have designs of their own
_PLAIN: Final = frozenset(("b", "div", "em", "i", "p", "small", "span", "strong", "td", "time"))
RIGHT: Final = 0.8  # share of the articles with a known day on which it prints that day


@dataclass(frozen=True, slots=True)
class DatePlace:
    """An element that prints a date."""

    selector: str
    text: str
    day: date


def find_date_places(tree: LexborHTMLParser, language: str, window: Window) -> tuple[DatePlace, ...]:
    """Return the elements of an article's page that print a date, outside of menus and sidebars, in their order."""
    found: dict[str, DatePlace] = {}
    for node, text in _short_texts(tree):
        parsed = parse_date(text, language=language, now=window.now, zone=window.zone)
        selector = _select(tree, node) if parsed and not is_other_date(node) else None
        if parsed and selector and selector not in found:
            found[selector] = DatePlace(selector, text, parsed.day)
            if len(found) == MAX_PLACES:
                break
    return tuple(found.values())


def add_place(
    places: tuple[DatePlace, ...], tree: LexborHTMLParser, selector: str, language: str, window: Window
) -> tuple[DatePlace, ...]:
    """Return the places with one more, which was guessed by the vocabulary, if it has a date."""
    node = tree.css_first(selector)
    if node is None or any(place.selector == selector for place in places):
        return places
    texts = (node.attributes.get("datetime"), node.text(separator=" "))
    for text in (" ".join((text or "").split()) for text in texts):
        if parsed := parse_date(text, language=language, now=window.now, zone=window.zone):
            return (*places, DatePlace(selector, text, parsed.day))
    return places


@dataclass(frozen=True, slots=True)
class DatedPage:
    """An article's page: the places with a date, the day that is known without them, and its edition."""

    places: Sequence[DatePlace]
    day: date | None
    edition: str = ""


def choose_date_place(pages: Sequence[DatedPage]) -> str | None:
    """Return the selector of the date of publication, from the places on several pages; None if none can be told.

    A place must print the days that are known. Where none is known, a date that is the same on all pages of an edition
    is that of the visit or of the newspaper.
    """
    places: Mapping[str, list[tuple[DatePlace, DatedPage]]] = defaultdict(list)
    for page in pages:
        for place in page.places:
            places[place.selector].append((place, page))
    for selector, seen in places.items():  # in the order of the page
        if len(seen) < PRESENT * len(pages) or _is_clock(seen, len(pages)):
            continue
        known = [place.day == page.day for place, page in seen if page.day is not None]
        if not known or sum(known) >= RIGHT * len(known):
            return selector
    return None


def _is_clock(seen: Sequence[tuple[DatePlace, DatedPage]], pages: int) -> bool:
    """Return whether a place prints the same on all pages of every edition, of which it has several pages."""
    texts: Mapping[str, list[str]] = defaultdict(list)
    for place, page in seen:
        texts[page.edition].append(place.text)
    several = [each for each in texts.values() if len(each) > 1]
    if several:
        return all(len(set(each)) == 1 for each in several)
    return pages > 1 and len({text for each in texts.values() for text in each}) == 1


def _select(tree: LexborHTMLParser, node: LexborNode) -> str | None:
    """Return a selector for an element; one without a class or id is named by its place behind the heading."""
    places = (f"h1 ~ {node.tag}", f"h1 + * {node.tag}", f"h1 + * + * {node.tag}", f"{node.tag}")
    usual = places if node.tag in _PLAIN else ()
    return select_node(tree, node) or next((each for each in usual if finds(tree, each, node)), None)


def _short_texts(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Yield the elements that have a short text of their own with a digit."""
    if tree.body is None:
        return
    tried = 0
    for node in tree.body.traverse():
        if node.tag in ("script", "style") or not _has_own_text(node):
            continue
        text = " ".join(node.text(separator=" ").split())
        if 4 <= len(text) <= MAX_DATE and any(map(str.isdigit, text)):
            tried += 1
            if tried > MAX_TRIED:
                return
            yield node, text


def _has_own_text(node: LexborNode) -> bool:
    child = node.child
    for _ in range(4):
        if child is None:
            return False
        if child.tag == "-text" and child.text().strip():
            return True
        child = child.next
    return False
