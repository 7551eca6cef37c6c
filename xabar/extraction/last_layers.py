"""Read the text of a page with trafilatura, or as all its long paragraphs: the last two layers."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.body import Body, is_inner
from xabar.extraction.html_text import (
    BLOCKS,
    HEADINGS,
    Paragraph,
    ParagraphKind,
    is_label,
    own_path,
    place_of,
    read_paragraphs,
    read_text,
)

MAX_BESIDE: Final = 20  # nodes on one side of a link
MAX_TITLES: Final = 1_000  # links of a page among which titles of other articles are looked for
LONG_PARAGRAPH: Final = 40  # characters of a paragraph that is hardly a label
_TRAFILATURA_KINDS: Final[dict[str, ParagraphKind]] = {"head": "h", "item": "i", "quote": "q"}
_LINES: Final = (
    "h1, h2, h3, h4, h5, h6, p, li, b, strong, em"  # elements of which each may be a line of a text
)


def _kinds_of(tree: LexborHTMLParser, url: str, lines: Sequence[str]) -> dict[str, ParagraphKind]:
    """Return the kinds of those lines of a text that are only links to other pages.

    A menu may have a link with the words of a subhead, so that a line that also stands in a heading or in a paragraph of
    its own, without a link, is text.
    """
    linked = _linked_titles(tree, url)
    found = {line: linked[line] for line in lines if line in linked}
    for node in tree.css(_LINES) if found else ():
        text = read_text(node)
        if text in found and node.css_first("a") is None and not _is_in_link(node):
            del found[text]
    return found


def _is_in_link(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "a":
        parent = parent.parent
    return parent is not None


def mark_links(body: Body, tree: LexborHTMLParser, url: str) -> Body:
    """Return a text with the kinds of its lines that are only links to other pages, and with the places of its lines."""
    linked = _kinds_of(tree, url, body.paragraphs)
    pairs = zip(body.paragraphs, body.structure, strict=True)
    structure = "".join(linked.get(line, kind) for line, kind in pairs)
    return replace(body, structure=structure, places=_find_places(body, tree))


def _find_places(body: Body, tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the places on the page of the paragraphs that a fallback layer found."""
    paths = {paragraph.text: paragraph.path for paragraph in read_paragraphs(tree.body)} if tree.body else {}
    found = [Paragraph(line, path=paths.get(line, ())) for line in body.paragraphs]
    own = own_path([paragraph for paragraph in found if paragraph.path])
    return tuple(place_of(paragraph.path, own) for paragraph in found)


def long_paragraphs(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return the text of every <p> with 40 characters or more, each once. This is the last layer."""
    texts = (read_text(node) or "" for node in tree.css("p"))
    return tuple(dict.fromkeys(line for line in texts if len(line) >= LONG_PARAGRAPH))


def paragraphs_body(tree: LexborHTMLParser) -> Body:
    """Return all long paragraphs of a page as its text, perhaps an empty one."""
    texts = long_paragraphs(tree)
    return Body(texts, "paragraphs", structure="p" * len(texts))


def _linked_titles(tree: LexborHTMLParser, url: str) -> dict[str, ParagraphKind]:
    """Return the lines that are only a link to another page of the site, perhaps with a label before it."""
    found: dict[str, ParagraphKind] = {}
    for link in tree.css("a[href]")[:MAX_TITLES]:
        parent, text = link.parent, _linked_line(link)
        if text and parent is not None and is_inner(url, link.attributes["href"] or ""):
            found[text] = "t" if parent.tag in HEADINGS else "a"
    return found


def _linked_line(link: LexborNode) -> str | None:
    """Return the line in which a link stands if it has nothing else, or only a label before the link; None otherwise."""
    if _beside(link, "next"):
        return None
    before = _beside(link, "prev")
    text = read_text(link)
    if not before or text is None:
        return text
    return f"{before} {text}" if is_label(before) else None


def _beside(node: LexborNode, direction: Literal["prev", "next"]) -> str:
    """Return the text between an element and the nearest end of its line on one side."""
    texts: list[str] = []
    other = getattr(node, direction)
    while other is not None and other.tag not in BLOCKS and len(texts) < MAX_BESIDE:
        texts.append(other.text())
        other = getattr(other, direction)
    return " ".join("".join(texts if direction == "next" else reversed(texts)).split())


@lru_cache(maxsize=1)  # a survey, and whoever asks why a page was read so, reads it twice
def trafilatura_body(html: str) -> Body:
    """Return the body that trafilatura finds, perhaps an empty one. It drops the links."""
    import trafilatura  # slow to import, and most crawls never need it

    # it logs every page without text, which its caller counts anyway
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(html, include_comments=False, include_tables=True)
    if found is None:
        return Body((), "trafilatura")
    kinds: dict[str, ParagraphKind] = {
        " ".join("".join(element.itertext()).split()): _TRAFILATURA_KINDS[element.tag]
        for element in found.body.iter(*_TRAFILATURA_KINDS)
    }
    texts = (" ".join(line.removeprefix("- ").split()) for line in found.text.split("\n"))
    lines = tuple(filter(None, texts))
    return Body(lines, "trafilatura", structure="".join(kinds.get(line, "p") for line in lines))
