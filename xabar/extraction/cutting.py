"""Cut elements out of the place of a text that are not text on any site: share bars, related articles, banners."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from selectolax.lexbor import LexborNode

# Parts of class names that no element of a text has. A site's own `cut` is added to these.
BOX_CLASSES: Final = (
    *("share", "social"),
    *("related", "read-more", "readmore", "read_more", "also-read", "read-also", "also_read", "read_also"),
    *("recommend", "similar-"),
    *("banner", "advert", "adsbygoogle", "promo"),
    *("subscribe", "newsletter", "telegram"),
    "comment",
    *("orphus", "typo-report", "mistake"),  # "found an error? Ctrl+Enter"
    *("photo-credit", "copyright"),
    *("breadcrumb", "tags", "rating", "reactions"),
    *("view-count", "views-count"),
)
WHOLE_CLASSES: Final = ("views", "post-views")  # class names of which a part stands in other names, too
NOT_SHOWN: Final = ("display:none", "display: none")  # in a style
MOST_OF_BOXES: Final = 0.5  # share of the text
NAMED_CAPTIONS: Final = '[class*="caption"]'
CAPTIONS: Final = f"figcaption, {NAMED_CAPTIONS}"

_MARKED: Final = "[class], [hidden], [style]"
_BOX_CLASS: Final = re.compile("|".join(map(re.escape, BOX_CLASSES)))
_WHOLE_CLASS: Final = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, WHOLE_CLASSES))})(?!\S)")


def find_boxes(node: LexborNode) -> list[tuple[LexborNode, str]]:
    """Return the elements inside of `node` that are not text, each with a selector that says by what it is known.

    One selector for all of them would have to try forty selectors on every element.
    """
    return [(element, mark) for element in node.css(_MARKED) if (mark := _mark_of(element))]


def cut_boxes(node: LexborNode) -> None:
    """Cut what is not text on any site."""
    cut_elements((element for element, _ in find_boxes(node)), node, MOST_OF_BOXES)


def cut_elements(elements: Iterable[LexborNode], node: LexborNode, most: float = 1.0) -> None:
    """Cut elements out of `node`, but none with more than a share of its text: such a wrapper is the text."""
    found = list(elements)
    whole = len(node.text()) if found else 0
    for element in found:
        if len(element.text()) <= whole * most:
            element.decompose()


def _mark_of(element: LexborNode) -> str | None:
    attributes = element.attributes
    names = attributes.get("class") or ""
    if found := _BOX_CLASS.search(names):
        return f'[class*="{found.group()}"]'
    if found := _WHOLE_CLASS.search(names):
        return f".{found.group()}"
    if "hidden" in attributes:
        return "[hidden]"
    style = attributes.get("style") or ""
    return next((f'[style*="{text}"]' for text in NOT_SHOWN if text in style), None)
