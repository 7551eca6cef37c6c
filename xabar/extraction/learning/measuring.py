"""Measure how well a layout reads some articles, beside what the generic layer reads on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.agreement import agreement
from xabar.extraction.body import Body, read_layout
from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.last_layers import long_paragraphs
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import sentence_share
from xabar.extraction.learning.fields import Place
from xabar.extraction.learning.lessons import Reading, squeeze

AGREES: Final = 0.85  # share of words that a layout's text has in common with the article's


@dataclass(frozen=True, slots=True)
class Block:
    """A layout for the text, and how much of it is the article's on each page.

    Where it agrees, the texts have in common with all long paragraphs of their pages `least_agreement`, and
    `least_sentences` is the least share of them that is sentences.
    """

    layout: Layout
    agreements: tuple[float, ...]  # one for each reading; 0.0 where it finds nothing
    least_agreement: float = 0.0
    least_sentences: float = 0.0
    is_single: bool = False
    lead: Place | None = None

    @property
    def selector(self) -> str:
        """The place of the text."""
        assert self.layout.body
        return self.layout.body

    @property
    def mean(self) -> float:
        """The mean of all agreements."""
        return sum(self.agreements) / max(1, len(self.agreements))

    @property
    def quality(self) -> float:
        """The mean of the agreements that count."""
        return sum(self.agreements[at] for at in self.agreeing) / max(1, len(self.agreeing))

    @property
    def agreeing(self) -> tuple[int, ...]:
        """The numbers of the readings with which it agrees."""
        return tuple(at for at, share in enumerate(self.agreements) if share >= AGREES)


def measure_block(layout: Layout, readings: Sequence[Reading]) -> Block:
    """Read every page by a layout as a crawl would, and compare the texts with what the generic layer found."""
    assert layout.body
    agreements, with_long, sentences, counts = [], [], [], []
    for reading in readings:
        tree = LexborHTMLParser(reading.lesson.html)
        nodes = tree.css(layout.body)
        if not nodes:
            agreements.append(0.0)
            continue
        body = read_layout(tree, nodes[0], layout, reading.lesson.url)
        agreements.append(_compare(body, reading))
        if agreements[-1] >= AGREES:
            counts.append(len(nodes))
            sentences.append(sentence_share(body.paragraphs))
            with_long.append(agreement(body.paragraphs, long_paragraphs(tree)))
    return Block(
        layout,
        tuple(agreements),
        min(with_long, default=0.0),
        min(sentences, default=0.0),
        is_single=bool(counts) and max(counts) == 1,
    )


def _compare(body: Body, reading: Reading) -> float:
    """Return the share of words that a text's sentences have in common with the article's.

    It is no more than the share of all its lines that the generic layer has, too: what else stands there is no text.
    """
    sentences = agreement(reading.own_text(body.paragraphs, body.structure), reading.lines)
    cleaned = cut_boilerplate(body.paragraphs, title=reading.page.title, structure=body.structure).paragraphs
    lines = [squeeze(line) for line in cleaned if line not in (reading.page.title, *reading.page.authors)]
    known = squeeze("".join(reading.page.paragraphs))
    strange = sum(len(line) for line in lines if line not in known)
    return min(sentences, 1 - strange / max(1, sum(map(len, lines))))
