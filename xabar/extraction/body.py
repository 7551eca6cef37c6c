"""The text of an article, by three layers: the site's selectors, trafilatura, long paragraphs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.layout import Layout
from xabar.extraction.reading import read_paragraphs, read_text

BodyLayer = Literal["selectors", "trafilatura", "paragraphs"]

MIN_PARAGRAPHS = 2
MIN_CHARACTERS = 200
BRIEF_CHARACTERS = 80  # a news brief of one paragraph, where title and body both stand in the layout's places
LEAST_CHARACTERS = 40  # below this there is no text
LONG_PARAGRAPH = 40
GUESSED_CHARACTERS = 1_000_000  # of HTML: trafilatura takes seconds for more, and the crawl waits

# What is no text inside any site's body, by its element. A site's own `cut` comes on top. Part of a class name
# is enough where it is a word that no text element carries.
CUT = (
    '[class*="share"]',  # share bars
    '[class*="social"]',
    '[class*="related"]',  # related articles
    '[class*="read-more"], [class*="readmore"], [class*="read_more"]',
    '[class*="also-read"], [class*="read-also"], [class*="read_also"]',
    '[class*="recommend"], [class*="similar-"]',
    '[class*="banner"], [class*="advert"], [class*="adsbygoogle"], [class*="promo"]',
    '[class*="subscribe"], [class*="newsletter"], [class*="telegram"]',
    '[class*="comment"]',
    '[class*="orphus"], [class*="typo-report"], [class*="mistake"]',  # "found an error? Ctrl+Enter"
    '[class*="caption"], [class*="photo-credit"], [class*="copyright"]',
    '[class*="breadcrumb"], [class*="tags"], [class*="rating"], [class*="reactions"]',
    '[class*="view-count"], [class*="views-count"], .views, .post-views',
    '[hidden], [style*="display:none"], [style*="display: none"]',
)
_CUT = ", ".join(CUT)


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs, and the layer and layout that gave them."""

    paragraphs: tuple[str, ...]
    layer: BodyLayer
    layout: Layout | None = None

    @property
    def characters(self) -> int:
        """Characters of text."""
        return sum(map(len, self.paragraphs))


def select_body(tree: LexborHTMLParser, layouts: Sequence[Layout]) -> Body | None:
    """The body in the place that the first fitting layout names; None when none fits.

    A layout fits with two paragraphs and 200 characters; a single shorter paragraph is a news brief if the
    layout's title stands in its place too. The tree loses what was cut.
    """
    brief: Body | None = None
    for layout in layouts:
        node = tree.css_first(layout.body)
        if node is None:
            continue
        body = Body(tuple(_read(tree, node, layout)), "selectors", layout)
        if len(body.paragraphs) >= MIN_PARAGRAPHS and body.characters >= MIN_CHARACTERS:
            return body
        if brief is None and body.characters >= BRIEF_CHARACTERS and tree.css_first(layout.title) is not None:
            brief = body
    return brief


def guess_body(html: str) -> Body | None:
    """The body by trafilatura, else all long paragraphs; None when there is too little of either. Slow: 10 ms."""
    if len(html) <= GUESSED_CHARACTERS:
        import trafilatura  # only pages without a fitting layout pay for its import

        logging.getLogger("trafilatura").setLevel(
            logging.CRITICAL
        )  # a page without text is no news to its caller
        text = trafilatura.extract(html, include_comments=False, include_tables=False) or ""
        lines = tuple(line.removeprefix("- ").strip() for line in text.split("\n") if line.strip())
        body = Body(lines, "trafilatura")
        if body.characters >= BRIEF_CHARACTERS:
            return body
    tree = LexborHTMLParser(html)
    texts = (read_text(node) or "" for node in tree.css("p"))
    body = Body(tuple(dict.fromkeys(line for line in texts if len(line) >= LONG_PARAGRAPH)), "paragraphs")
    return body if body.characters >= BRIEF_CHARACTERS else None


def _read(tree: LexborHTMLParser, node: LexborNode, layout: Layout) -> list[str]:
    if layout.cut:
        for cut in node.css(", ".join(layout.cut)):
            cut.decompose()
    whole = len(node.text())
    for cut in node.css(_CUT):
        # a wrapper that holds most of the text is the text, whatever it is called
        if len(cut.text()) <= whole / 2:
            cut.decompose()
    paragraphs = read_paragraphs(node)
    lead = read_text(tree.css_first(layout.lead)) if layout.lead else None
    if lead and lead not in paragraphs[:2]:
        paragraphs.insert(0, lead)
    return paragraphs
