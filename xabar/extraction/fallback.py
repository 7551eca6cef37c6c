"""Find the text of a page whose layout nobody knows: by its blocks, else as JSON-LD gives it, by trafilatura, by paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.blocks import LEAST_TEXT, SENTENCE_END, Block, read_blocks
from xabar.extraction.body import (
    BRIEF_CHARACTERS,
    MIN_CHARACTERS,
    Body,
    read_captions,
    read_images,
    read_links,
)
from xabar.extraction.cutting import CAPTIONS
from xabar.extraction.hints import MIN_TOLD, Hints, overlap
from xabar.extraction.html_text import Paragraph, own_path, place_of, read_text
from xabar.extraction.last_layers import mark_links, paragraphs_body, trafilatura_body
from xabar.extraction.main_text import pick_text
from xabar.extraction.teasers import find_teasers
from xabar.extraction.text_place import find_heading

FALLBACK_CHARACTERS: Final = (
    1_000_000  # of HTML without scripts and styles; trafilatura takes seconds for more
)
DISAGREES: Final = 0.2  # share of the text in JSON-LD that a guess has, below which the guess is wrong
LONGER: Final = 2  # times; a text that is so much longer replaces a short one
MIN_CAPTIONS: Final = 3  # of a gallery, whose captions are its text
_NO_TEXT: Final = ("script", "style", "noscript", "template", "svg", "iframe")


@dataclass(frozen=True, slots=True)
class Guess:
    """The text of a page that nobody knows, and the blocks of the page among which it was found."""

    body: Body | None
    blocks: Sequence[Block] = ()
    picked: Sequence[Block] = ()
    by_trafilatura: Body | None = None  # what it found, if it was asked
    teasers: int = 0  # of other articles of the site
    title: Block | None = None


def guess_body(tree: LexborHTMLParser, url: str, hints: Hints) -> Guess:
    """Return the text that the page's blocks give, or one of the layers after them.

    It takes 3 ms, or three times as long where the blocks give hardly any text. The tree must be whole, and loses its
    scripts and styles.
    """
    blocks = read_blocks(tree)
    title = find_heading(blocks, hints.title)
    teasers = find_teasers(blocks, url)
    for block in teasers:
        block.weight = 0
        block.is_apart = True
    picked = pick_text(blocks, hints)
    body = blocks_body(picked, url)
    guess = Guess(told_body(hints), blocks, picked, teasers=len(teasers), title=title)
    if is_contradicted(body, hints):
        return guess
    found = None
    if body.characters < MIN_CHARACTERS:
        body = _longer(body, _captions_body(picked, tree, url))
    if body.characters < MIN_CHARACTERS and not teasers:
        found = trafilatura_guess(tree, url)
        body = _longer(body, found)
    if body.characters < BRIEF_CHARACTERS and not teasers:
        body = _longer(body, mark_links(paragraphs_body(tree), tree, url))
    return replace(guess, body=body if body.characters >= BRIEF_CHARACTERS else None, by_trafilatura=found)


def read_layers(tree: LexborHTMLParser, url: str, hints: Hints, guess: Guess) -> Iterator[Body]:
    """Yield what each layer gives, in the order in which `guess_body` asked them for the guess, whether it did or not."""
    last = paragraphs_body(tree)  # before trafilatura's reading cuts the tree
    yield blocks_body(guess.picked, url)
    yield told_body(hints)
    yield guess.by_trafilatura or trafilatura_guess(tree, url)
    yield last


def _longer(body: Body, other: Body) -> Body:
    return other if other.characters >= LONGER * body.characters else body


def blocks_body(picked: Sequence[Block], url: str) -> Body:
    """Return the text in the blocks that were picked from a page, with what stands around them."""
    found = Body(tuple(block.text for block in picked), "blocks", structure="".join(b.kind for b in picked))
    if not picked:
        return found
    own = own_path([Paragraph(block.text, path=block.path) for block in picked])
    places = tuple(place_of(block.path, own) for block in picked)
    node = _around(picked)
    return replace(
        found,
        places=places,
        captions=read_captions(node),
        images=read_images(node, url),
        links=read_links(node, url),
    )


def _around(picked: Sequence[Block]) -> LexborNode:
    """Return the innermost element around most of the blocks."""
    counts = Counter(element for block in picked for element in block.around)
    middle = picked[len(picked) // 2]
    wanted = [element for element in middle.around if 2 * counts[element] > len(picked)][-1:]
    node = middle.element
    while wanted and node.mem_id != wanted[0] and node.parent is not None:
        node = node.parent
    return node


def is_contradicted(body: Body, hints: Hints) -> bool:
    """Return whether a body is another text than the one that the page gives to machines, and no longer than that."""
    long_enough = len(hints.text) >= max(MIN_TOLD, body.characters)
    return long_enough and overlap(hints.text, " ".join(body.paragraphs)) < DISAGREES


def told_body(hints: Hints) -> Body:
    """Return the text that the page gives in JSON-LD, perhaps an empty one."""
    lines = tuple(filter(None, (" ".join(line.split()) for line in hints.text.split("\n"))))
    return Body(lines, "json-ld", structure="p" * len(lines))


def _captions_body(picked: Sequence[Block], tree: LexborHTMLParser, url: str) -> Body:
    """Return the text with the captions of a gallery, whose pictures tell the story."""
    captions = dict.fromkeys(filter(None, map(read_text, tree.css(CAPTIONS))))
    told = [text for text in captions if SENTENCE_END.search(text) and len(text) >= LEAST_TEXT]
    if len(told) < MIN_CAPTIONS:
        return Body((), "blocks")
    body = blocks_body(picked, url)
    lines = (*body.paragraphs, *(text for text in told if text not in body.paragraphs))
    return replace(body, paragraphs=lines, structure=body.structure.ljust(len(lines), "p"), places=())


def trafilatura_guess(tree: LexborHTMLParser, url: str) -> Body:
    """Return what trafilatura finds, or an empty text for a page that is too large. The tree loses scripts and styles."""
    tree.strip_tags(list(_NO_TEXT))
    html = tree.html or ""
    if len(html) > FALLBACK_CHARACTERS:
        return Body((), "trafilatura")
    return mark_links(trafilatura_body(html), tree, url)
