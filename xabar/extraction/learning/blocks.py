"""Find the element that holds the text: the smallest one that does so on nearly all articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.agreement import agreement
from xabar.extraction.body import long_paragraphs, read_layout
from xabar.extraction.layout import Layout
from xabar.extraction.learning.fields import FEW, Place, find_place, judge_lead
from xabar.extraction.learning.lessons import Reading, squeeze
from xabar.extraction.learning.naming import name_node

HOLDS: Final = 0.5  # share of the article's characters that a candidate holds
AGREES: Final = 0.85  # share of words that a candidate's text has in common with the article's
NEARLY: Final = 0.8  # of the most articles on which a candidate agrees
TRIED: Final = 12  # candidates that are read as a crawl would read them
WHOLE: Final = 0.98  # share of words from which a text lacks no lead
_SAME: Final = 0.01  # shares of words that differ by less are the same


@dataclass(frozen=True, slots=True)
class Block:
    """A selector for the text, the articles on which it agrees, and how much it has in common with each."""

    selector: str
    agreements: tuple[float, ...]  # one for each reading; 0.0 where it finds nothing
    least_agreement: float = 0.0  # with all long paragraphs of a page, where it agrees
    is_single: bool = False
    lead: Place | None = None

    @property
    def quality(self) -> float:
        """The mean of the agreements that count."""
        return sum(self.agreements[at] for at in self.agreeing) / max(1, len(self.agreeing))

    @property
    def agreeing(self) -> tuple[int, ...]:
        """The numbers of the readings with which it agrees."""
        return tuple(at for at, share in enumerate(self.agreements) if share >= AGREES)


def find_block(readings: Sequence[Reading], least: int) -> Block | None:
    """Return the best place of the text, perhaps with a lead above it; None if none agrees with `least` of the readings.

    The innermost element is taken of those that are as good on nearly as many pages: what stands around the text on
    one page in ten may be anything.
    """
    blocks = [_with_lead(selector, readings, least) for selector in _candidates(readings, least)]
    blocks = [block for block in blocks if len(block.agreeing) >= least]
    most = max((len(block.agreeing) for block in blocks), default=0)
    blocks = [block for block in blocks if len(block.agreeing) >= NEARLY * most]
    best = max((block.quality for block in blocks), default=0.0)
    return next((block for block in blocks if block.quality >= best - _SAME), None)


def _with_lead(selector: str, readings: Sequence[Reading], least: int) -> Block:
    """Measure a place of the text, and if it lacks some, also with a lead above it."""
    layout = Layout(title="h1", body=selector)
    block = measure_block(layout, readings)
    if sum(block.agreements) >= WHOLE * len(readings) or sum(map(bool, block.agreements)) < least:
        return block
    lead = find_place("lead", readings, judge_lead(selector, readings), share=FEW)
    if lead is None:
        return block
    longer = replace(measure_block(replace(layout, lead=lead.selector), readings), lead=lead)
    return longer if sum(longer.agreements) > sum(block.agreements) else block


def measure_block(layout: Layout, readings: Sequence[Reading]) -> Block:
    """Read every page by a layout as a crawl would, and compare the texts with what the generic layer found."""
    agreements, with_long, counts = [], [], []
    for reading in readings:
        tree = LexborHTMLParser(reading.lesson.html)
        nodes = tree.css(layout.body)
        if not nodes:
            agreements.append(0.0)
            continue
        body = read_layout(tree, nodes[0], layout, reading.lesson.url)
        agreements.append(agreement(reading.own_text(body.paragraphs, body.structure), reading.lines))
        if agreements[-1] >= AGREES:
            counts.append(len(nodes))
            with_long.append(agreement(body.paragraphs, long_paragraphs(tree)))
    return Block(
        layout.body,
        tuple(agreements),
        min(with_long, default=0.0),
        is_single=bool(counts) and max(counts) == 1,
    )


def _candidates(readings: Sequence[Reading], least: int) -> list[str]:
    """Return the selectors that find an element with most of the text on enough pages, the smallest elements first.

    Of those that find the same elements, the one with the best name is returned.
    """
    chains = [
        {node.mem_id: (depth, node) for depth, node in enumerate(_chain(reading))} for reading in readings
    ]
    costs: dict[str, int] = {}
    for chain in chains:
        for _, node in chain.values():
            for selector, cost in name_node(node).items():
                costs[selector] = min(cost, costs.get(selector, cost))
    best: dict[tuple[int | None, ...], str] = {}
    found: dict[tuple[int | None, ...], int] = {}
    for selector in sorted(costs, key=lambda name: (costs[name], len(name), name)):
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
    while node is not None:
        yield node
        node = next((child for child in node.iter() if _held(reading, child) >= HOLDS), None)


def _held(reading: Reading, node: LexborNode) -> float:
    """Return the share of the article's characters that stand inside of an element."""
    text = squeeze(node.text())
    if len(text) < HOLDS * reading.characters:
        return 0.0
    return sum(len(line) for line in reading.squeezed if line in text) / reading.characters
