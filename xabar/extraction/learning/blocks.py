"""Find the element that holds the text: the smallest one that does so on nearly all articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from selectolax.lexbor import LexborNode

from xabar.extraction.html_text import HEADINGS
from xabar.extraction.layout import Layout
from xabar.extraction.learning.cuts import find_cuts
from xabar.extraction.learning.fields import FEW, find_place, judge_lead
from xabar.extraction.learning.lessons import Reading, squeeze
from xabar.extraction.learning.measuring import Block, measure_block
from xabar.extraction.learning.naming import shared_names

HOLDS: Final = 0.5  # share of the article's characters that a candidate holds
NEARLY: Final = 0.8  # of the most articles on which a candidate agrees
TRIED: Final = 12  # candidates that are read as a crawl would read them
WHOLE: Final = 0.98  # share of words from which a text lacks nothing, and has nothing else
MENDABLE: Final = 0.5  # share of words that a text must have in common to be worth the try
GAIN: Final = 0.002  # share of words by which cuts must not make a text worse
_PARAGRAPHS: Final = frozenset(("p", "li", "blockquote", "pre", *HEADINGS))  # what a text consists of
_SAME: Final = 0.01  # shares of words that differ by less are the same


def find_block(readings: Sequence[Reading], least: int) -> Block | None:
    """Return the best place of the text, perhaps with a lead above it; None if none agrees with `least` of the readings.

    The innermost element is taken of those that are as good on nearly as many pages: what stands around the text on
    one page in ten may be anything.
    """
    blocks = [_refine(selector, readings, least) for selector in _candidates(readings, least)]
    blocks = [block for block in blocks if len(block.agreeing) >= least]
    most = max((len(block.agreeing) for block in blocks), default=0)
    blocks = [block for block in blocks if len(block.agreeing) >= NEARLY * most]
    best = max((block.quality for block in blocks), default=0.0)
    return next((block for block in blocks if block.quality >= best - _SAME), None)


def _refine(selector: str, readings: Sequence[Reading], least: int) -> Block:
    """Measure a place of the text; where it lacks some, with a lead above it, and where it has too much, with cuts."""
    block = measure_block(Layout(title="h1", body=selector), readings)
    enough = sum(share >= MENDABLE for share in block.agreements) >= least
    if block.mean >= WHOLE or not enough:
        return block
    return cut_block(add_lead(block, readings), readings)


def add_lead(block: Block, readings: Sequence[Reading]) -> Block:
    """Return the place with a lead beside it, if there is one and the articles read no worse with it."""
    judge = judge_lead(block.selector, readings)
    lead = find_place("lead", readings, judge, share=FEW, wrong=len(readings) // 4)
    if lead is None or block.lead is not None:
        return block
    longer = measure_block(replace(block.layout, lead=lead.selector), readings)
    return replace(longer, lead=lead) if longer.mean >= block.mean - GAIN else block


def cut_block(block: Block, readings: Sequence[Reading]) -> Block:
    """Return the place with the boxes cut out of it that are no text, if the articles read no worse without them."""
    cuts = find_cuts(block.selector, readings)
    if not cuts:
        return block
    shorter = replace(measure_block(replace(block.layout, cut=cuts), readings), lead=block.lead)
    return shorter if shorter.mean >= block.mean - GAIN else block


def _candidates(readings: Sequence[Reading], least: int) -> list[str]:
    """Return the selectors that find an element with most of the text on enough pages, the smallest elements first.

    Of those that find the same elements, the one with the best name is returned.
    """
    chains = [
        {node.mem_id: (depth, node) for depth, node in enumerate(_chain(reading))} for reading in readings
    ]
    best: dict[tuple[int | None, ...], str] = {}
    found: dict[tuple[int | None, ...], int] = {}
    for selector in shared_names(([node for _, node in chain.values()] for chain in chains), least):
        hits = tuple(
            _first(reading, chain, selector) for reading, chain in zip(readings, chains, strict=True)
        )
        if sum(hit is not None for hit in hits) >= least and hits not in best:
            best[hits] = selector
            found[hits] = sum(chain[hit][0] for hit, chain in zip(hits, chains, strict=True) if hit in chain)
    ordered = sorted(best, key=lambda hits: (-_count(hits), -found[hits]))[:TRIED]
    return [best[hits] for hits in sorted(ordered, key=lambda hits: -found[hits] / max(1, _count(hits)))]


def _count(hits: tuple[int | None, ...]) -> int:
    return sum(hit is not None for hit in hits)


def _first(reading: Reading, chain: Mapping[int, tuple[int, LexborNode]], selector: str) -> int | None:
    """Return the first element that a selector finds, if it is one of the candidates on this page."""
    node = reading.tree.css_first(selector)
    return node.mem_id if node is not None and node.mem_id in chain else None


def _chain(reading: Reading) -> Iterator[LexborNode]:
    """Yield the elements that hold most of the article's text, from the page's body inwards."""
    node = reading.tree.body
    while node is not None and node.tag not in _PARAGRAPHS:
        yield node
        node = next((child for child in node.iter() if _held(reading, child) >= HOLDS), None)


def _held(reading: Reading, node: LexborNode) -> float:
    """Return the share of the article's characters that stand inside of an element."""
    text = squeeze(node.text())
    if len(text) < HOLDS * reading.characters:
        return 0.0
    return sum(len(line) for line in reading.squeezed if line in text) / reading.characters
