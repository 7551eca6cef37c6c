"""Elements -> text: what is a paragraph, of which kind, and what is no text at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from selectolax.lexbor import LexborNode

# One letter a paragraph, so that a text's structure is a string as long as the text has paragraphs.
Kind = Literal["p", "h", "i", "q", "a", "t"]
KINDS: Final[dict[Kind, str]] = {
    "p": "paragraph",
    "h": "subhead",
    "i": "item of a list",
    "q": "quotation, set off from the text",
    "a": "nothing but a link to another page of the site",
    "t": "heading that is nothing but such a link: another article's title",
}

# Elements that begin and end a paragraph (HTML Living Standard, 15.3.3 "Flow content": display block).
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# Elements whose content is never an article's text. Captions belong to pictures.
_SKIPPED = frozenset((
    "-comment", "aside", "audio", "button", "canvas", "dialog", "embed", "figcaption", "figure", "form",
    "iframe", "input", "label", "map", "menu", "nav", "noscript", "object", "option", "script", "select", "style",
    "svg", "template", "textarea", "video",
))
# fmt: on
_DEPTH = 200  # elements inside each other; what lies deeper is taken as plain text
_CELLS = frozenset(("td", "th"))
_KIND_OF: Final[dict[str, Kind]] = {
    "h1": "h",
    "h2": "h",
    "h3": "h",
    "h4": "h",
    "h5": "h",
    "h6": "h",
    "li": "i",
    "blockquote": "q",
}
HEADINGS: Final = frozenset(tag for tag, kind in _KIND_OF.items() if kind == "h")
_HEADING: Final = ", ".join(sorted(HEADINGS))
_BOXES: Final = frozenset(("div", "section", "li", "ul", "blockquote"))
_TEASER_DEPTH: Final = 6  # elements inside each other, down to the title
BEGUN: Final = 200  # characters of text after which what looks like an article's beginning is another one's


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line, white space collapsed, and its kind."""

    text: str
    kind: Kind = "p"


def read_text(node: LexborNode | None) -> str | None:
    """An element's text on one line, white space collapsed; None when there is none."""
    if node is None:
        return None
    return " ".join(node.text().split()) or None


def read_paragraphs(
    root: LexborNode,
    is_inner: Callable[[str], bool] = lambda href: False,
    titles: Iterable[LexborNode] = (),
) -> list[Paragraph]:
    """The paragraphs below an element, subheads, list items and quotations among them.

    `is_inner` says of a link's address whether it leads to another page of the site. `titles` are the elements that
    hold articles' titles: where one stands below text, another article runs on, which is not read, nor is one in
    an <article> of its own there.
    """
    reader = _Reader(is_inner, frozenset(node.mem_id for node in titles))
    reader.walk(root, "p", False, 0)
    reader.close("p")
    return reader.paragraphs


def _is_blank(node: LexborNode) -> bool:
    """Whether a node shows no text: white space, a picture, an empty link."""
    if node.tag == "-text":
        return not node.text().strip()
    return node.tag in _SKIPPED or node.tag == "img" or not node.text().strip()


class _Reader:
    """Collects inline text until a block ends."""

    def __init__(self, is_inner: Callable[[str], bool], titles: frozenset[int]) -> None:
        self._titles = titles
        self.paragraphs: list[Paragraph] = []
        self._is_inner = is_inner
        self._inline: list[str] = []
        self._linked = 0  # characters of the open paragraph that are the words of links
        self._characters = 0
        self._ended = False

    def walk(self, node: LexborNode, kind: Kind, linked: bool, depth: int) -> None:
        for child in node.iter(include_text=True):
            tag = child.tag
            if self._ended:
                return
            if tag == "-text" or depth == _DEPTH:
                self._add(child.text(), linked)
            elif tag in _BLOCKS or (tag == "figure" and child.css_first("table, blockquote") is not None):
                self._block(child, tag or "", kind, linked, depth)
            elif tag not in _SKIPPED:
                if tag in _CELLS:
                    self._inline.append(" ")
                inner = linked or (tag == "a" and self._leads_in(child))
                self.walk(child, kind, inner, depth + 1)

    def close(self, kind: Kind) -> None:
        """End the open paragraph, if there is one."""
        if not self._inline:
            return
        whole = "".join(self._inline)
        text = " ".join(whole.split())
        if text:
            if self._linked and self._linked >= len(whole.strip()):
                kind = "t" if kind == "h" else "a"
            self.paragraphs.append(Paragraph(text, kind))
            self._characters += len(text)
        self._inline.clear()
        self._linked = 0

    def _block(self, node: LexborNode, tag: str, kind: Kind, linked: bool, depth: int) -> None:
        self.close(kind)
        if self._characters >= BEGUN:
            self._ended = node.mem_id in self._titles
            if self._ended or tag == "article" or (tag in _BOXES and self._is_teaser(node)):
                return
        own = _KIND_OF.get(tag, kind)
        self.walk(node, own, linked, depth + 1)
        self.close(own)

    def _is_teaser(self, node: LexborNode) -> bool:
        """Whether a box below text begins with another article's linked title, perhaps under a picture."""
        for _ in range(_TEASER_DEPTH):
            inside = (child for child in node.iter(include_text=True) if not _is_blank(child))
            first = next(inside, None)
            if first is None or first.tag == "-text":
                return False
            if first.tag in HEADINGS or (first.tag == "a" and first.css_first(_HEADING) is not None):
                link = first if first.tag == "a" else first.css_first("a[href]")
                return link is not None and read_text(link) == read_text(first) and self._leads_in(link)
            node = first
        return False

    def _leads_in(self, link: LexborNode) -> bool:
        return self._is_inner(link.attributes.get("href") or "")

    def _add(self, text: str, linked: bool) -> None:
        self._inline.append(text)
        if linked:
            self._linked += len(text)
