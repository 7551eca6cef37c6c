"""Find where on a page its article stands: below its title, outside of boxes, in the element with most of the sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from xabar.extraction.blocks import Block, Box
from xabar.extraction.hints import SAME, Hints, overlap
from xabar.extraction.html_text import BEGUN

MIN_FREE: Final = 100  # characters outside of what is never text; a page with fewer has its text there
SHORT: Final = 200  # characters outside of all boxes; a page with fewer has its text in one
WRAPS: Final = 0.5  # share of a page's text from which a box is around the text and not beside it
WRAPS_SHORT: Final = 0.3  # the same where there is hardly any text outside of boxes
BELOW: Final = 0.3  # share of a page's text below the title; with less, the title stands somewhere else
TOLD: Final = 3.0  # how much more a block weighs that the page gives to machines, too
DESCENT: Final = 0.5  # share of the text from which the place of the text is inside of an element
LESS: Final = 0.25  # of the text of a box like the title's own one, which is another article, perhaps
COPY: Final = 1_000  # characters of a block that may have the text of many others in one
MAX_COPIES: Final = 5  # blocks that are compared with all others
MAX_SUBHEAD: Final = 40  # characters; a longer heading of the title's level begins another article


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where the text stands: the blocks that may belong to it, the elements down to it, and how much each place weighs."""

    blocks: Sequence[Block]
    around: tuple[int, ...]
    shares: Counter[tuple[str, ...]]
    above: frozenset[int]  # the identities of the blocks above the first sentence of the text's own element
    title: Block | None = None

    def share(self, block: Block) -> float:
        """Return the share of the text that stands in places like the block's."""
        return self.shares[block.place] / (self.shares.total() or 1)

    def is_title(self, block: Block) -> bool:
        """Return whether a block is the title, or says the same."""
        return self.title is not None and block.text == self.title.text

    def distance(self, block: Block) -> int:
        """Return how many elements up from the text's own one the block stands; 0 inside of it."""
        return len(self.around) - _common_depth(self.around, block.around)


def find_place(blocks: Sequence[Block], hints: Hints) -> TextPlace | None:
    """Return where the text stands; None if the page has no sentences. It changes the weights and boxes of the blocks."""
    title = find_title(blocks, hints.title)
    leave_boxes(blocks, title)
    at = blocks.index(title) if title is not None else 0
    whole = sum(block.weight for block in blocks)
    if sum(block.weight for block in blocks[at:]) >= BELOW * whole:
        for block in blocks[:at]:
            block.weight = 0
    else:
        at = 0
    leave_copies(blocks)
    for block in blocks:
        if block.weight:
            block.evidence = _evidence(block, hints)
    below = _own_box(blocks, title) if title is not None else blocks
    below = _until_next(below, title)
    core, around = _descend(below)
    if not core:
        return None
    shares: Counter[tuple[str, ...]] = Counter()
    for block in core:
        shares[block.place] += int(block.weight)
    skipped = set(map(id, blocks[:at]))
    inside = [block for block in below if id(block) not in skipped]
    heads = takewhile(lambda block: not (block.weight and around[-1] in block.around), inside)
    return TextPlace(inside, around, shares, frozenset(map(id, heads)), title)


def _evidence(block: Block, hints: Hints) -> float:
    """Return how many characters speak for a block: its own, and more if the page gives them to machines, too."""
    if hints.tells(block.text):
        return TOLD * block.weight
    if hints.describes(block.text):
        return block.weight + TOLD * min(len(block.text), len(hints.description))
    return block.weight


def find_title(blocks: Iterable[Block], title: str) -> Block | None:
    """Return the heading that says what the page calls its title, or else its first <h1>."""
    headings = [block for block in blocks if block.level in (1, 2)]
    best, most = None, SAME
    for block in headings:
        same = overlap(block.text, title) + (0.2 if block.level == 1 else 0)
        if same > most:
            best, most = block, same
    return best or next((block for block in headings if block.level == 1), None)


def leave_boxes(blocks: Sequence[Block], title: Block | None) -> None:
    """Leave each block those of its boxes that are beside the text. What stands in one weighs nothing.

    An element around the title is no box, and neither is one with most of the text, apart from what is never text.
    """
    own = {box.element for box in title.boxes} if title is not None else set()
    for block in blocks:
        if block.boxes:
            block.boxes = tuple(box for box in block.boxes if box.element not in own)
    free = sum(block.weight for block in blocks if not any(box.never for box in block.boxes))
    if free >= MIN_FREE:
        for block in blocks:
            if any(box.never for box in block.boxes):
                block.weight = 0
    else:
        free = sum(block.weight for block in blocks)
    by_name = Counter[str]()
    for block in blocks:
        for name in {box.names for box in block.boxes}:
            by_name[name] += int(block.weight)
    outside = sum(block.weight for block in blocks if not block.boxes)
    least = free * (WRAPS_SHORT if outside < SHORT else WRAPS)

    def is_beside(box: Box) -> bool:
        return by_name[box.names] < least

    for block in blocks:
        if block.boxes:
            block.boxes = tuple(filter(is_beside, block.boxes))
            block.weight = 0 if block.boxes else block.weight


def leave_copies(blocks: Sequence[Block]) -> None:
    """Set a block apart that has the text of many others in one: a copy for machines, or for printing."""
    longest = sorted((block for block in blocks if block.weight >= COPY), key=lambda block: -block.weight)
    for block in longest[:MAX_COPIES]:
        others = {other.text for other in blocks if other.weight and other is not block}
        if sum(len(text) for text in others if text in block.text) >= SAME * len(block.text):
            block.weight, block.is_apart = 0, True


def _own_box(blocks: Sequence[Block], title: Block) -> Sequence[Block]:
    """Return the blocks of the title's own box, if the page has several boxes like it, each with such a heading."""
    weights: Counter[int] = Counter()
    mates: defaultdict[int, set[int]] = defaultdict(set)  # boxes beside the title's, by their depth
    for block in blocks:
        for element in block.around:
            weights[element] += int(block.evidence)
        if block.level == title.level:
            depth = _common_depth(block.around, title.around)
            if block.steps[depth : depth + 1] == title.steps[depth : depth + 1]:
                mates[depth].update(block.around[depth : depth + 1])
    for depth in sorted(mates, reverse=True):
        own = title.around[depth : depth + 1]
        heavy = [weights[mate] for mate in mates[depth] if weights[mate] >= BEGUN]
        if heavy and weights[own[0]] >= max(BEGUN, LESS * max(heavy)) and "." in title.steps[depth]:
            return [block for block in blocks if block.around[depth : depth + 1] == own]
    return blocks


def _common_depth(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _until_next(blocks: Sequence[Block], title: Block | None) -> Sequence[Block]:
    """Return the blocks up to the title of another article below the text."""
    if title is None or title.level != 1:
        return blocks
    characters = 0.0
    below = False
    for at, block in enumerate(blocks):
        if (
            below
            and characters >= BEGUN
            and block.level == 1
            and block.text != title.text
            and (len(block.text) > MAX_SUBHEAD or block.path[-1:] == title.path[-1:] != ("h1",))
        ):
            return blocks[:at]
        below = below or block is title
        characters += block.evidence if below else 0
    return blocks


def _descend(blocks: Sequence[Block]) -> tuple[Sequence[Block], tuple[int, ...]]:
    """Return the blocks of the deepest element with most of the text, and the elements down to it."""
    around: tuple[int, ...] = ()
    while True:
        depth = len(around)
        weights: Counter[int] = Counter()
        whole = 0.0
        for block in blocks:
            if block.evidence:
                whole += block.evidence
                if len(block.around) > depth:
                    weights[block.around[depth]] += int(block.evidence)
        if not weights:
            break
        element, weight = weights.most_common(1)[0]
        inside = [block for block in blocks if block.around[depth : depth + 1] == (element,)]
        if weight < DESCENT * whole or (depth > 1 and sum(block.evidence > 0 for block in inside) < 2):
            break
        blocks, around = inside, (*around, element)
    return (blocks if around else ()), around
