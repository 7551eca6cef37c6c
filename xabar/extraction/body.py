"""Read the text of an article from the place that its site's layout names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.article import BodyLayer
from xabar.extraction.addresses import article_key_url, is_on_site, join_url
from xabar.extraction.bylines import read_byline
from xabar.extraction.cutting import CAPTIONS, MOST_OF_BOXES, NAMED_CAPTIONS, cut_boxes, cut_elements
from xabar.extraction.html_text import Paragraph, own_path, place_of, read_paragraphs, read_text
from xabar.extraction.layout import Layout
from xabar.extraction.meta_line import is_meta_line
from xabar.extraction.plain import plain

MAX_LINKS: Final = 100  # and as many pictures; each takes 40 µs, and a list of links is not a text
MAX_SUBHEAD: Final = 40  # characters; the title of an article has more
MIN_PARAGRAPHS: Final = 2
MIN_CHARACTERS: Final = 200
BRIEF_CHARACTERS: Final = 80  # a news brief of one paragraph, if title and body stand in the layout's places
LEAST_CHARACTERS: Final = 40  # a page with fewer has no text
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
        if brief is None and body.characters >= BRIEF_CHARACTERS and layout.shows_title(tree):
            brief = body
    return brief


def read_layout(tree: LexborHTMLParser, node: LexborNode, layout: Layout, url: str) -> Body:
    """Return the body inside of `node`, the layout's place for it, perhaps an empty one. The tree loses what is cut."""
    if layout.cut:
        cut_elements(node.css(", ".join(layout.cut)), node)
    cut_boxes(node)
    captions, images = read_captions(node), read_images(node, url)
    cut_elements(node.css(NAMED_CAPTIONS), node, MOST_OF_BOXES)
    further = tree.css(layout.title)[1:] if layout.title else []
    titles = [title for title in further if not _is_subhead(title, node)]
    paragraphs = read_paragraphs(node, partial(is_inner, url), titles)
    lead = read_text(tree.css_first(layout.lead)) if layout.lead else None
    if lead and lead not in [paragraph.text for paragraph in paragraphs[:2]]:
        paragraphs.insert(0, Paragraph(lead))
    own = own_path(paragraphs)
    return Body(
        tuple(paragraph.text for paragraph in paragraphs),
        "selectors",
        layout,
        structure="".join(paragraph.kind for paragraph in paragraphs),
        places=tuple(place_of(paragraph.path, own) for paragraph in paragraphs),
        captions=captions,
        images=images,
        links=read_links(node, url),
    )


def read_captions(node: LexborNode) -> tuple[str, ...]:
    """Return what is printed below the pictures inside of an element."""
    return tuple(dict.fromkeys(filter(None, map(read_text, node.css(CAPTIONS)))))


def read_images(node: LexborNode, url: str) -> tuple[str, ...]:
    """Return the addresses of the pictures inside of an element."""
    return tuple(dict.fromkeys(_images(node, url)))


def read_links(node: LexborNode, url: str) -> tuple[str, ...]:
    """Return the addresses that an element links to."""
    links = (join_url(url, link.attributes.get("href") or "") for link in node.css("a[href]")[:MAX_LINKS])
    return tuple(dict.fromkeys(filter(None, links)))


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


def is_inner(url: str, href: str) -> bool:
    """Return whether a link of the page `url` leads to another page of the same host."""
    address = join_url(url, href)
    if address is None or address == url:
        return False
    home = article_key_url(url).split("/")[2]
    return is_on_site(address, (home,))
