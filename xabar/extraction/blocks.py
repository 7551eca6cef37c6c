"""Read a whole page as blocks of text, each with what tells an article from the rest: place, links, sentences, boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.box_names import box_of
from xabar.extraction.html_text import HEADINGS, Paragraph, ParagraphCollector, ParagraphKind, step_of

MAX_BLOCKS: Final = 10_000  # of a page
LEAST_TEXT: Final = 40  # characters; a shorter line is hardly a paragraph
LONG: Final = 120  # characters of a line that is text, perhaps, although it does not end as a sentence
LONG_WEIGHT: Final = 0.3
MOST_LINKED: Final = 0.7  # share of a paragraph that may be links
COLUMN: Final = 400  # characters of a cell that is a column of the page, and not of a table
COLUMN_LINKS: Final = 3  # the same of links
_PARTS: Final = "table, h1, h2, h3"  # what only such a cell holds
# What follows in brackets belongs to the sentence: its source, the initials of a writer.
SENTENCE_END: Final = re.compile(r"[.!?…。؟۔।][\s\"”“»›')\]’」』]*(?:\([^()\n]{1,40}\))?$")
# Elements that shape a text and do not place it.
_SHAPES: Final = frozenset(
    ("p", "li", "ul", "ol", "blockquote", "center", "br", "table", "tbody", "thead", "tfoot", "tr", *HEADINGS)
)


class Box(NamedTuple):
    """A box in which a block stands: its element, its class and id, and whether such a box is never text."""

    element: int
    names: str
    never: bool


class Surroundings(NamedTuple):
    """Where on a page a block stands.

    `around` are the identities of the elements that it stands in, and `steps` their tags and classes, from the body
    down. `place` has the steps that do not only shape the text, and `container` is the innermost of those elements.
    """

    element: LexborNode
    container: int
    around: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    level: int = 0  # of a heading, from 1 to 6

    def enter(self, node: LexborNode, tag: str) -> Surroundings:
        """Return the surroundings of what stands inside of an element here."""
        step, box = step_of(node, tag), box_of(tag, node.attributes)
        is_shape = tag in _SHAPES
        return Surroundings(
            node,
            self.container if is_shape else node.mem_id,
            (*self.around, node.mem_id),
            (*self.steps, step),
            self.place if is_shape else (*self.place, step),
            (*self.boxes, Box(node.mem_id, *box)) if box else self.boxes,
            int(tag[1]) if tag in HEADINGS else self.level,
        )


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph of a page.

    `path` is that of a `Paragraph`, and the other tuples those of its `Surroundings`. `linked` is the share of the text
    in links, `weight` how many characters are likely text, and `evidence` the same with what the page says of its text.
    `is_apart` says that the block belongs to another text: it teases one, or is a copy.
    """

    text: str
    kind: ParagraphKind
    path: tuple[str, ...]
    linked: float
    element: LexborNode
    container: int
    around: tuple[int, ...]
    steps: tuple[str, ...]
    place: tuple[str, ...]
    boxes: tuple[Box, ...]
    level: int
    weight: float = 0.0
    evidence: float = 0.0
    is_apart: bool = False

    @property
    def is_sentence(self) -> bool:
        """True if the block ends as sentences do."""
        return SENTENCE_END.search(self.text) is not None


def read_blocks(tree: LexborHTMLParser) -> list[Block]:
    """Return what a page shows outside of its menus, forms and figures, in the page's order, up to MAX_BLOCKS."""
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
        self._here = Surroundings(body, body.mem_id)

    def is_column(self, cell: LexborNode) -> bool:
        if cell.css_first(_PARTS) is not None or len(cell.text()) >= COLUMN:
            return True
        return len(cell.css("a[href]")) >= COLUMN_LINKS

    def enter(self, node: LexborNode, tag: str, kind: ParagraphKind, linked: bool, depth: int) -> None:
        self.close(kind)
        if tag == "br" or len(self.blocks) >= MAX_BLOCKS:
            return
        before = self._here
        self._here = before.enter(node, tag)
        self.read_block(node, tag, kind, linked, depth)
        self._here = before

    def keep(self, paragraph: Paragraph) -> None:
        linked = self.linked_share()
        block = Block(paragraph.text, paragraph.kind, paragraph.path, linked, *self._here)
        block.weight = _weigh(block)
        self.blocks.append(block)


def _weigh(block: Block) -> float:
    length = len(block.text) * (1 - block.linked)
    if block.level or block.linked > MOST_LINKED or length < LEAST_TEXT:
        return 0
    if block.is_sentence:
        return length
    return LONG_WEIGHT * length if length >= LONG else 0
