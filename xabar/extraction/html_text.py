"""Turn elements into paragraphs: where each begins and ends, of which kind it is, and what is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, Literal

from selectolax.lexbor import LexborNode

# A letter for each kind, so that the structure of a text is a string with as many letters as the text has paragraphs.
ParagraphKind = Literal["p", "h", "i", "q", "a", "t"]
PARAGRAPH_KINDS: Final[dict[ParagraphKind, str]] = {
    "p": "paragraph",
    "h": "subhead",
    "i": "list item",
    "q": "block quotation",
    "a": "paragraph that is only a link to another page of the site",
    "t": "heading that is only such a link: the title of another article",
}

# Elements that begin and end a paragraph (HTML Living Standard, 15.3.3 "Flow content": display block).
# fmt: off
BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# Elements whose content is never part of an article's text. Captions belong to pictures.
_SKIPPED = frozenset((
    "-comment", "aside", "audio", "button", "canvas", "dialog", "embed", "figcaption", "figure", "form",
    "iframe", "input", "label", "map", "menu", "nav", "noscript", "object", "option", "script", "select", "style",
    "svg", "template", "textarea", "video",
))
# fmt: on
_DEPTH = 200  # levels of elements; deeper ones are read as plain text
_CELLS = frozenset(("td", "th"))
_KIND_OF: Final[dict[str, ParagraphKind]] = {
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
_TEASER_DEPTH: Final = 6  # levels of elements down to the title
MAX_LABEL: Final = 30  # characters of a label before a link
_LABEL_ENDS: Final = (":", "—", "–", ">", "»", "→", "|", "▶", "►", "👉")
_INSIDE: Final = re.compile("[.!?:;,«]")
_BOX: Final = re.compile(
    r"(?:^|/)(?:(?:div|section|article|ul|ol|table|center|address|details)\.|footer|header|address)"
)
_STEPS: Final = 4  # last steps of a path that tell its place
_PLACE: Final = 120  # characters
# characters of text; what looks like the beginning of an article after them is another one
BEGUN: Final = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line with white space collapsed, its kind, and where on the page it stands."""

    text: str
    kind: ParagraphKind = "p"
    # the blocks that it stands in, as tag or tag.class, from the place of the text down, and the elements around all of it
    path: tuple[str, ...] = ()


def read_text(node: LexborNode | None) -> str | None:
    """Return an element's text on one line with white space collapsed, or None if there is none."""
    if node is None:
        return None
    return " ".join(node.text().split()) or None


def read_paragraphs(
    root: LexborNode,
    is_inner: Callable[[str], bool] = lambda href: False,
    titles: Iterable[LexborNode] = (),
) -> list[Paragraph]:
    """Return the paragraphs inside of an element, including subheads, list items and quotations.

    `is_inner` returns whether the address of a link leads to another page of the site. `titles` are the elements that
    contain titles of articles. Such a title below the text begins another article, which is left out, and so is an
    <article> element there.
    """
    collector = ParagraphCollector(is_inner, frozenset(node.mem_id for node in titles))
    return collector.read(root)


def is_label(text: str) -> bool:
    """Return whether a text is a short label before a link: «Batafsil:», «Ўқинг —»."""
    words = text.strip()
    return 1 < len(words) <= MAX_LABEL and words.endswith(_LABEL_ENDS) and not _INSIDE.search(words[:-1])


def own_path(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return the path on which most of the text stands."""
    characters: Counter[tuple[str, ...]] = Counter()
    for paragraph in paragraphs:
        characters[paragraph.path] += len(paragraph.text)
    return max(characters, key=characters.__getitem__, default=())


def place_of(path: Sequence[str], own: Sequence[str]) -> str:
    """Return the place of a paragraph beside the text: the last steps of its path that the text's own path does not have.

    It is empty in the text's own place, and for a part of the text that stands deeper without a class or a mark.
    """
    return "/".join([step for step in path if step not in own][-_STEPS:])[:_PLACE]


def is_box(place: str) -> bool:
    """Return whether a place is a box of its own: a named block, or a footer, that the text does not have."""
    return _BOX.search(place) is not None


def step_of(node: LexborNode, tag: str) -> str:
    """Return the tag of a block, with its first class that is no page's or build's own."""
    names = (node.attributes.get("class") or "").split()
    name = next((name for name in names if not any(map(str.isdigit, name))), "")
    return f"{tag}.{name}" if name else tag


def _same_beginning(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [step for step, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))]


def _is_blank(node: LexborNode) -> bool:
    """Return whether a node shows no text: white space, a picture, an empty link."""
    if node.tag == "-text":
        return not node.text().strip()
    return node.tag in _SKIPPED or node.tag == "img" or not node.text().strip()


class ParagraphCollector:
    """Collects inline text until a block ends."""

    def __init__(self, is_inner: Callable[[str], bool], titles: frozenset[int]) -> None:
        self._titles = titles
        self.paragraphs: list[Paragraph] = []
        self._is_inner = is_inner
        self._inline: list[str] = []
        self._unlinked = ""  # what is not linked at the beginning of the open paragraph
        self._linked = 0  # characters of the open paragraph that are the words of links
        self._path: list[str] = []  # the open blocks
        self._marks: list[str] = []  # the open elements inside of the paragraph
        self._around: list[str] | None = None  # those of them that are around all its words so far
        self._characters = 0
        self._ended = False

    def read(self, root: LexborNode) -> list[Paragraph]:
        """Return the paragraphs inside of an element."""
        self.walk(root, "p", False, 0)
        self.close("p")
        return self.paragraphs

    def walk(self, node: LexborNode, kind: ParagraphKind, linked: bool, depth: int) -> None:
        """Read what is inside of an element."""
        for child in node.iter(include_text=True):
            tag = child.tag
            if self._ended:
                return
            if tag == "-text" or depth == _DEPTH:
                self._add(child.text(), linked)
            elif tag in BLOCKS or (tag == "figure" and child.css_first("table, blockquote") is not None):
                self.enter(child, tag or "", kind, linked, depth)
            elif tag not in _SKIPPED:
                if tag in _CELLS:
                    if self.is_column(child):
                        self.enter(child, tag or "", kind, linked, depth)
                        continue
                    self._inline.append(" ")
                inner = linked or (tag == "a" and self._leads_in(child))
                self._marks.append(step_of(child, tag or ""))
                self.walk(child, kind, inner, depth + 1)
                self._marks.pop()

    def is_column(self, cell: LexborNode) -> bool:
        """Return whether a cell is a part of the page, and not of a table: a text has no such cells."""
        return False

    def close(self, kind: ParagraphKind) -> None:
        """End the open paragraph, if there is one."""
        if not self._inline:
            return
        whole = "".join(self._inline)
        text = " ".join(whole.split())
        if text:
            if self._linked and self._linked >= len(whole.strip()) - self._label():
                kind = "t" if kind == "h" else "a"
            self.keep(Paragraph(text, kind, (*self._path, *(self._around or ()))))
        self._inline.clear()
        self._linked = 0
        self._unlinked = ""
        self._around = None

    def keep(self, paragraph: Paragraph) -> None:
        """Take the paragraph that has just ended."""
        self.paragraphs.append(paragraph)
        self._characters += len(paragraph.text)

    def linked_share(self) -> float:
        """Return the share of the open paragraph that is the text of links."""
        return self._linked / max(1, sum(map(len, self._inline))) if self._linked else 0.0

    def _label(self) -> int:
        """Return how many characters before the first link are only a label or a mark of it, as in «LABEL: linked title»."""
        is_mark = not any(map(str.isalnum, self._unlinked))
        return len(self._unlinked.lstrip()) if is_mark or is_label(self._unlinked) else 0

    def enter(self, node: LexborNode, tag: str, kind: ParagraphKind, linked: bool, depth: int) -> None:
        """Read a block, unless another article begins with it."""
        self.close(kind)
        if self._characters >= BEGUN:
            self._ended = node.mem_id in self._titles
            if self._ended or tag == "article" or (tag in _BOXES and self._is_teaser(node)):
                return
        self.read_block(node, tag, kind, linked, depth)

    def read_block(self, node: LexborNode, tag: str, kind: ParagraphKind, linked: bool, depth: int) -> None:
        """Read what is inside of a block, which ends the paragraph before and after it."""
        own = _KIND_OF.get(tag, kind)
        self._path.append(step_of(node, tag))
        self.walk(node, own, linked, depth + 1)
        self.close(own)
        self._path.pop()

    def _is_teaser(self, node: LexborNode) -> bool:
        """Return whether a box below text begins with the linked title of another article, perhaps under a picture."""
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
        if text and not text.isspace():
            self._around = (
                self._marks[:] if self._around is None else _same_beginning(self._around, self._marks)
            )
        if linked:
            self._linked += len(text)
        elif not self._linked:
            self._unlinked += text
