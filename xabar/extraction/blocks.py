"""Read a whole page as blocks of text, each with what tells an article from the rest: place, links, sentences, boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.box_names import box_of
from xabar.extraction.html_text import HEADINGS, Paragraph, ParagraphCollector, ParagraphKind

LEAST_TEXT: Final = 40  # characters; a shorter line is hardly a paragraph
LONG: Final = 120  # characters of a line that is text, perhaps, although it does not end as a sentence
LONG_WEIGHT: Final = 0.3
MOST_LINKED: Final = 0.7  # share of a paragraph that may be links
SENTENCE_END: Final = re.compile(r"[.!?…。؟۔।][\s\"”“»›')\]’」』]*$")
# Elements that shape a text and do not place it.
_SHAPES: Final = frozenset(("p", "li", "ul", "ol", "blockquote", "center", "br", *HEADINGS))


class Box(NamedTuple):
    """A box in which a block stands: its element, its class and id, and whether such a box is never text."""

    element: int
    names: str
    never: bool


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph of a page.

    `around` are the identities of the blocks that it stands in, and `place` their names, both from the body down;
    `weight` is how many characters of it are likely text.
    """

    text: str
    kind: ParagraphKind
    path: tuple[str, ...]
    around: tuple[int, ...]
    place: tuple[str, ...]
    boxes: tuple[Box, ...]
    linked: float
    element: LexborNode
    container: int  # the identity of the innermost element that places it
    level: int = 0  # of a heading, from 1 to 6
    weight: float = 0.0
    evidence: float = 0.0
    is_teaser: bool = False

    @property
    def is_sentence(self) -> bool:
        """True if the block ends as sentences do."""
        return SENTENCE_END.search(self.text) is not None


def read_blocks(tree: LexborHTMLParser) -> list[Block]:
    """Return everything that a page shows outside of its menus, forms and figures, in the page's order."""
    if tree.body is None:
        return []
    collector = _BlockCollector(tree.body)
    collector.read(tree.body)
    return collector.blocks


class _BlockCollector(ParagraphCollector):
    """Collects the paragraphs of a whole page with their surroundings."""

    def __init__(self, body: LexborNode) -> None:
        super().__init__(lambda href: True, frozenset())
        self.blocks: list[Block] = []
        self._open: tuple[int, ...] = ()
        self._element: LexborNode = body
        self._place: tuple[str, ...] = ()
        self._boxes: tuple[Box, ...] = ()
        self._container = body.mem_id
        self._level = 0

    def enter(self, node: LexborNode, tag: str, kind: ParagraphKind, linked: bool, depth: int) -> None:
        self.close(kind)
        if tag == "br":
            return
        before = self._element, self._open, self._place, self._boxes, self._container, self._level
        self._element = node
        self._open += (node.mem_id,)
        attributes = node.attributes
        if tag not in _SHAPES:
            self._container = node.mem_id
            self._place += (f"{tag}.{attributes.get('class') or ''}",)
        elif tag in HEADINGS:
            self._level = int(tag[1])
        if box := box_of(tag, attributes):
            self._boxes += (Box(node.mem_id, *box),)
        self.read_block(node, tag, kind, linked, depth)
        self._element, self._open, self._place, self._boxes, self._container, self._level = before

    def keep(self, paragraph: Paragraph) -> None:
        linked, (text, kind, path) = self.linked_share(), (paragraph.text, paragraph.kind, paragraph.path)
        surroundings = (self._open, self._place, self._boxes, linked, self._element, self._container)
        block = Block(text, kind, path, *surroundings, level=self._level)
        block.weight = _weigh(block)
        self.blocks.append(block)


def _weigh(block: Block) -> float:
    length = len(block.text) * (1 - block.linked)
    if block.level or block.linked > MOST_LINKED or length < LEAST_TEXT:
        return 0
    if block.is_sentence:
        return length
    return LONG_WEIGHT * length if length >= LONG else 0
