"""The text of an article, by three layers: the site's selectors, trafilatura, long paragraphs."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.addresses import article_key_url, is_on_site, join_url
from xabar.extraction.bylines import read_byline
from xabar.extraction.html_text import HEADINGS, Kind, Paragraph, read_paragraphs, read_text
from xabar.extraction.layout import Layout
from xabar.extraction.meta_line import is_meta_line
from xabar.extraction.plain import plain

BodyLayer = Literal["selectors", "trafilatura", "paragraphs"]

MAX_LINKS = 100  # and pictures; a list of links is no text, and each takes 40 µs
MAX_SUBHEAD = 40  # characters; an article's title has more
MAX_TITLES = 1_000  # links of a page that are looked at for the titles of other articles
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
    '[class*="photo-credit"], [class*="copyright"]',
    '[class*="breadcrumb"], [class*="tags"], [class*="rating"], [class*="reactions"]',
    '[class*="view-count"], [class*="views-count"], .views, .post-views',
    '[hidden], [style*="display:none"], [style*="display: none"]',
)
_CUT = ", ".join(CUT)
_CAPTION = 'figcaption, [class*="caption"]'
_GENERIC_KINDS: Final[dict[str, Kind]] = {"head": "h", "item": "i", "quote": "q"}  # trafilatura's elements


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs, and the layer and layout that gave them.

    `structure` has a letter of `reading.KINDS` for each paragraph. Captions, images and links are those of the
    body; a layer that guesses gives none.
    """

    paragraphs: tuple[str, ...]
    layer: BodyLayer
    layout: Layout | None = None
    structure: str = ""
    captions: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def characters(self) -> int:
        """Characters of text."""
        return sum(map(len, self.paragraphs))


def select_body(tree: LexborHTMLParser, layouts: Sequence[Layout], url: str) -> Body | None:
    """The body in the place that the first fitting layout names; None when none fits.

    A layout fits with two paragraphs and 200 characters; a single shorter paragraph is a news brief if the
    layout's title stands in its place too. The tree loses what was cut. `url` is the page's own address.
    """
    brief: Body | None = None
    for layout in layouts:
        node = tree.css_first(layout.body)
        if node is None:
            continue
        body = read_layout(tree, node, layout, url)
        if len(body.paragraphs) >= MIN_PARAGRAPHS and body.characters >= MIN_CHARACTERS:
            return body
        if brief is None and body.characters >= BRIEF_CHARACTERS and tree.css_first(layout.title) is not None:
            brief = body
    return brief


def guess_body(html: str, url: str) -> Body | None:
    """The body by trafilatura, else all long paragraphs; None when there is too little of either. Slow: 10 ms."""
    tree = LexborHTMLParser(html)
    linked = _linked_titles(tree, url)
    if len(html) <= GUESSED_CHARACTERS:
        body = guess_generic(html, linked)
        if body.characters >= BRIEF_CHARACTERS:
            return body
    texts = long_paragraphs(tree)
    body = Body(texts, "paragraphs", structure="".join(linked.get(line, "p") for line in texts))
    return body if body.characters >= BRIEF_CHARACTERS else None


def long_paragraphs(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The last layer: the text of every <p> of 40 characters and more, each once."""
    texts = (read_text(node) or "" for node in tree.css("p"))
    return tuple(dict.fromkeys(line for line in texts if len(line) >= LONG_PARAGRAPH))


def _linked_titles(tree: LexborHTMLParser, url: str) -> dict[str, Kind]:
    """The texts that are nothing but a link to another page of the site; trafilatura drops the links."""
    found: dict[str, Kind] = {}
    for link in tree.css("a[href]")[:MAX_TITLES]:
        parent, text = link.parent, read_text(link)
        if text and parent is not None and _is_alone(link) and _is_inner(url, link.attributes["href"] or ""):
            found[text] = "t" if parent.tag in HEADINGS else "a"
    return found


def _is_alone(node: LexborNode) -> bool:
    """Whether an element has nothing beside it but white space."""
    beside = (node.prev, node.next)
    return all(other is None or (other.tag == "-text" and not other.text().strip()) for other in beside)


def guess_generic(html: str, linked: Mapping[str, Kind]) -> Body:
    """The body by trafilatura, perhaps empty; `linked` gives the kinds of lines whose links it drops. Slow."""
    import trafilatura  # only pages without a fitting layout pay for its import

    # a page without text is no news to its caller
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(html, include_comments=False, include_tables=False)
    if found is None:
        return Body((), "trafilatura")
    kinds: dict[str, Kind] = {
        " ".join("".join(element.itertext()).split()): _GENERIC_KINDS[element.tag]
        for element in found.body.iter(*_GENERIC_KINDS)
    }
    texts = (" ".join(line.removeprefix("- ").split()) for line in found.text.split("\n"))
    lines = tuple(filter(None, texts))
    kinds.update(linked)
    return Body(lines, "trafilatura", structure="".join(kinds.get(line, "p") for line in lines))


def read_layout(tree: LexborHTMLParser, node: LexborNode, layout: Layout, url: str) -> Body:
    """The body in the place of a layout, which `node` is; perhaps empty. The tree loses what was cut."""
    _cut(node, ", ".join(layout.cut), within=1.0)
    _cut(node, _CUT)
    captions = dict.fromkeys(filter(None, map(read_text, node.css(_CAPTION))))
    images = tuple(dict.fromkeys(_images(node, url)))
    _cut(node, '[class*="caption"]')
    titles = [title for title in tree.css(layout.title)[1:] if not _is_subhead(title, node)]
    paragraphs = read_paragraphs(node, partial(_is_inner, url), titles)
    lead = read_text(tree.css_first(layout.lead)) if layout.lead else None
    if lead and lead not in [paragraph.text for paragraph in paragraphs[:2]]:
        paragraphs.insert(0, Paragraph(lead))
    links = (join_url(url, link.attributes.get("href") or "") for link in node.css("a[href]")[:MAX_LINKS])
    return Body(
        tuple(paragraph.text for paragraph in paragraphs),
        "selectors",
        layout,
        structure="".join(paragraph.kind for paragraph in paragraphs),
        captions=tuple(captions),
        images=images,
        links=tuple(dict.fromkeys(filter(None, links))),
    )


def _is_subhead(title: LexborNode, body: LexborNode) -> bool:
    """Whether an element like the title is a subhead: short, plain, among the text's own paragraphs."""
    own = title.parent is not None and title.parent.mem_id == body.mem_id
    if (
        not own
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


def _cut(node: LexborNode, selector: str, within: float = 0.5) -> None:
    """Take out what matches, but no more than that share of the text: a wrapper of most of it is the text."""
    if not selector:
        return
    whole = len(node.text())
    for cut in node.css(selector):
        if len(cut.text()) <= whole * within:
            cut.decompose()


def _images(node: LexborNode, url: str) -> Iterator[str]:
    """The addresses of the pictures; a picture that is loaded late names its address elsewhere."""
    for image in node.css("img")[:MAX_LINKS]:
        attributes = image.attributes
        for name in ("data-src", "data-lazy-src", "data-original", "src"):
            address = join_url(url, attributes.get(name) or "")
            if address:
                yield address
                break


def _is_inner(url: str, href: str) -> bool:
    """Whether a link of the page `url` leads to another page of the same host."""
    address = join_url(url, href)
    if address is None or address == url:
        return False
    home = article_key_url(url).split("/")[2]
    return is_on_site(address, (home,))
