"""Find the text of an article by its layers: the site's selectors, then trafilatura, then all long paragraphs."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.addresses import article_key_url, is_on_site, join_url
from xabar.extraction.bylines import read_byline
from xabar.extraction.cutting import CAPTIONS, MOST_OF_BOXES, NAMED_CAPTIONS, cut_boxes, cut_elements
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
from xabar.extraction.layout import Layout
from xabar.extraction.meta_line import is_meta_line
from xabar.extraction.plain import plain

BodyLayer = Literal["selectors", "learned", "trafilatura", "paragraphs"]

MAX_LINKS: Final = 100  # and as many pictures; each takes 40 µs, and a list of links is not a text
MAX_BESIDE: Final = 20  # nodes on one side of a link
MAX_SUBHEAD: Final = 40  # characters; the title of an article has more
MAX_TITLES: Final = 1_000  # links of a page among which titles of other articles are looked for
MIN_PARAGRAPHS: Final = 2
MIN_CHARACTERS: Final = 200
BRIEF_CHARACTERS: Final = 80  # a news brief of one paragraph, if title and body stand in the layout's places
LEAST_CHARACTERS: Final = 40  # a page with fewer has no text
LONG_PARAGRAPH: Final = 40  # characters of a paragraph that is hardly a label
FALLBACK_CHARACTERS: Final = 1_000_000  # of HTML; trafilatura takes seconds for more
_TRAFILATURA_KINDS: Final[dict[str, ParagraphKind]] = {"head": "h", "item": "i", "quote": "q"}
_LINES: Final = (
    "h1, h2, h3, h4, h5, h6, p, li, b, strong, em"  # elements of which each may be a line of a text
)
_LAZY_SOURCES: Final = ("data-src", "data-lazy-src", "data-original", "src")


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of a text, and the layer and the layout that found them.

    `structure` has one letter of `html_text.PARAGRAPH_KINDS` for each paragraph. Captions, images and links are
    those inside of the body; only the selectors find them. `places` has for each paragraph its place beside the text, and "" in
    the text.
    """

    paragraphs: tuple[str, ...]
    layer: BodyLayer
    layout: Layout | None = None
    structure: str = ""
    places: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """The number of characters of text."""
        return sum(map(len, self.paragraphs))


def select_body(tree: LexborHTMLParser, layouts: Sequence[Layout], url: str) -> Body | None:
    """Return the body in the place that the first fitting layout names, or None if no layout fits.

    A layout fits if it gives two paragraphs and 200 characters. A shorter text is a news brief if the layout's title
    is also on the page. The tree loses what is cut from the body. `url` is the page's own address.
    """
    brief: Body | None = None
    for layout in layouts:
        node = tree.css_first(layout.body) if layout.body else None
        if node is None:
            continue
        body = read_layout(tree, node, layout, url)
        if len(body.paragraphs) >= MIN_PARAGRAPHS and body.characters >= MIN_CHARACTERS:
            return body
        if brief is None and body.characters >= BRIEF_CHARACTERS and tree.css_first(layout.title) is not None:
            brief = body
    return brief


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


def fallback_body(html: str, url: str) -> Body | None:
    """Return the body that trafilatura finds, or else all long paragraphs; None if there are too few. Takes 10 ms."""
    tree = LexborHTMLParser(html)  # the first tree has lost what the selectors cut
    if len(html) <= FALLBACK_CHARACTERS:
        body = trafilatura_body(html)
        if body.characters >= BRIEF_CHARACTERS:
            return _mark_links(body, tree, url)
    texts = long_paragraphs(tree)
    body = _mark_links(Body(texts, "paragraphs", structure="p" * len(texts)), tree, url)
    return body if body.characters >= BRIEF_CHARACTERS else None


def _mark_links(body: Body, tree: LexborHTMLParser, url: str) -> Body:
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


def _linked_titles(tree: LexborHTMLParser, url: str) -> dict[str, ParagraphKind]:
    """Return the lines that are only a link to another page of the site, perhaps with a label before it."""
    found: dict[str, ParagraphKind] = {}
    for link in tree.css("a[href]")[:MAX_TITLES]:
        parent, text = link.parent, _linked_line(link)
        if text and parent is not None and _is_inner(url, link.attributes["href"] or ""):
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


def trafilatura_body(html: str) -> Body:
    """Return the body that trafilatura finds, perhaps an empty one. It drops the links."""
    import trafilatura  # slow to import, and most crawls never need it

    # it logs every page without text, which its caller counts anyway
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(html, include_comments=False, include_tables=False)
    if found is None:
        return Body((), "trafilatura")
    kinds: dict[str, ParagraphKind] = {
        " ".join("".join(element.itertext()).split()): _TRAFILATURA_KINDS[element.tag]
        for element in found.body.iter(*_TRAFILATURA_KINDS)
    }
    texts = (" ".join(line.removeprefix("- ").split()) for line in found.text.split("\n"))
    lines = tuple(filter(None, texts))
    return Body(lines, "trafilatura", structure="".join(kinds.get(line, "p") for line in lines))


def read_layout(tree: LexborHTMLParser, node: LexborNode, layout: Layout, url: str) -> Body:
    """Return the body inside of `node`, the layout's place for it, perhaps an empty one. The tree loses what is cut."""
    if layout.cut:
        cut_elements(node.css(", ".join(layout.cut)), node)
    cut_boxes(node)
    captions = dict.fromkeys(filter(None, map(read_text, node.css(CAPTIONS))))
    images = tuple(dict.fromkeys(_images(node, url)))
    cut_elements(node.css(NAMED_CAPTIONS), node, MOST_OF_BOXES)
    titles = [title for title in tree.css(layout.title)[1:] if not _is_subhead(title, node)]
    paragraphs = read_paragraphs(node, partial(_is_inner, url), titles)
    lead = read_text(tree.css_first(layout.lead)) if layout.lead else None
    if lead and lead not in [paragraph.text for paragraph in paragraphs[:2]]:
        paragraphs.insert(0, Paragraph(lead))
    own = own_path(paragraphs)
    links = (join_url(url, link.attributes.get("href") or "") for link in node.css("a[href]")[:MAX_LINKS])
    return Body(
        tuple(paragraph.text for paragraph in paragraphs),
        "selectors",
        layout,
        structure="".join(paragraph.kind for paragraph in paragraphs),
        places=tuple(place_of(paragraph.path, own) for paragraph in paragraphs),
        captions=tuple(captions),
        images=images,
        links=tuple(dict.fromkeys(filter(None, links))),
    )


def _is_subhead(title: LexborNode, body: LexborNode) -> bool:
    """Return whether an element like the title is a subhead: short and plain, between the paragraphs of the text."""
    if (
        title.parent is None
        or title.parent.mem_id != body.mem_id
        or title.attributes.get("class")
        or len(read_text(title) or "") > MAX_SUBHEAD
        or title.css_first("a") is not None
    ):
        return False
    below = title.next
    while below is not None and not below.text().strip():
        below = below.next
    text = read_text(below) or ""
    return below is not None and below.tag == "p" and not is_meta_line(plain(text)) and not read_byline(text)


def _images(node: LexborNode, url: str) -> Iterator[str]:
    """Yield the addresses of the pictures. A picture that is loaded late has its address in another attribute."""
    for image in node.css("img")[:MAX_LINKS]:
        attributes = image.attributes
        for name in _LAZY_SOURCES:
            if address := join_url(url, attributes.get(name) or ""):
                yield address
                break


def _is_inner(url: str, href: str) -> bool:
    """Return whether a link of the page `url` leads to another page of the same host."""
    address = join_url(url, href)
    if address is None or address == url:
        return False
    home = article_key_url(url).split("/")[2]
    return is_on_site(address, (home,))
