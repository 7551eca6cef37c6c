"""Show what each layer of the extraction makes of one page, for a person who asks why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.article import BodyLayer
from xabar.extraction.agreement import agreement
from xabar.extraction.body import (
    BRIEF_CHARACTERS,
    MIN_CHARACTERS,
    MIN_PARAGRAPHS,
    Body,
    read_layout,
    select_body,
)
from xabar.extraction.cutting import MOST_OF_BOXES, find_boxes
from xabar.extraction.fallback import guess_body, read_layers
from xabar.extraction.hints import read_hints
from xabar.extraction.last_layers import long_paragraphs
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.page_checks import is_too_deep

TAKEN: Final = "taken"
CONTRADICTED: Final = "not believed: another layer has more, or the page says another text in JSON-LD"
_NOT_NEEDED: Final = "not needed: a layer before it answered"
_TOO_SHORT: Final = f"too little: it takes {MIN_PARAGRAPHS} paragraphs and {MIN_CHARACTERS} characters"
_TOO_LITTLE: Final = f"too little: it takes {BRIEF_CHARACTERS} characters"


@dataclass(frozen=True, slots=True)
class LayerResult:
    """What one layer found on a page.

    `place` is the layout's selector, and `verdict` is "taken" or says why the text was not taken. `agreement` is the
    percentage of words in common with the text that was taken.
    """

    layer: BodyLayer
    place: str | None
    verdict: str
    paragraphs: int = 0
    characters: int = 0
    agreement: int | None = None


@dataclass(frozen=True, slots=True)
class CutElement:
    """An element that was cut from the place of the body, and the selector that found it."""

    selector: str
    text: str


def run_layers(
    html: str, *, url: str, layouts: Sequence[Layout], learned: Sequence[LearnedLayout] = ()
) -> list[LayerResult]:
    """Return the results of every layout and every fallback layer in their order. Slow: each one reads the page again."""
    if is_too_deep(html):
        return []
    selected = select_body(LexborHTMLParser(html), layouts, url)
    declared = _by_layouts(html, url, layouts, selected)
    results = [*declared, *_by_learned(html, url, learned), *_by_fallback(html, url)]
    at = next((at for at, (result, _) in enumerate(results) if result.verdict == TAKEN), None)
    taken = results[at][1].paragraphs if at is not None else ()
    found = []
    for number, (result, body) in enumerate(results):
        if result.verdict == TAKEN and number != at:
            result = replace(result, verdict=_NOT_NEEDED)
        if taken and body.paragraphs:
            result = replace(result, agreement=round(100 * agreement(taken, body.paragraphs)))
        found.append(result)
    return found


def list_cut_elements(html: str, layout: Layout) -> Iterator[CutElement]:
    """Yield what the site's selectors, and then the general ones, cut from the place of the body."""
    node = LexborHTMLParser(html).css_first(layout.body) if layout.body else None
    if node is None:
        return
    for selector in layout.cut:
        yield from _cut_each([(element, selector) for element in node.css(selector)], node, 1.0)
    yield from _cut_each(find_boxes(node), node, MOST_OF_BOXES)


def _cut_each(found: Sequence[tuple[LexborNode, str]], node: LexborNode, most: float) -> Iterator[CutElement]:
    whole = len(node.text())
    for element, selector in found:
        text = " ".join(element.text(separator=" ").split())
        if len(element.text()) <= whole * most:
            element.decompose()
            if text:
                yield CutElement(selector, text)


def _by_layouts(
    html: str, url: str, layouts: Sequence[Layout], selected: Body | None
) -> Iterator[tuple[LayerResult, Body]]:
    for layout in layouts:
        if layout.body is None:
            continue
        tree = LexborHTMLParser(html)
        node = tree.css_first(layout.body)
        if node is None:
            yield (
                LayerResult("selectors", layout.body, "nothing on the page matches it"),
                Body((), "selectors"),
            )
            continue
        body = read_layout(tree, node, layout, url)
        verdict = _TOO_SHORT
        if selected is not None and selected.layout is layout:
            verdict = TAKEN
        elif len(body.paragraphs) >= MIN_PARAGRAPHS and body.characters >= MIN_CHARACTERS:
            verdict = _NOT_NEEDED
        yield _result("selectors", layout.body, verdict, body), body


def _by_fallback(html: str, url: str) -> Iterator[tuple[LayerResult, Body]]:
    """Yield what each layer for unknown pages gives, in their order; a layer that the page has no text for is left out."""
    tree = LexborHTMLParser(html)
    hints = read_hints(tree, url)
    guess = guess_body(tree, url, hints)
    for body in read_layers(tree, url, hints, guess):
        if body.layer == "json-ld" and not body.paragraphs:
            continue
        verdict = _TOO_LITTLE
        if guess.body is not None and body.layer == guess.body.layer:
            verdict = TAKEN
        elif body.characters >= BRIEF_CHARACTERS:
            verdict = _NOT_NEEDED if body.layer != "blocks" else CONTRADICTED
        yield _result(body.layer, None, verdict, body), body


def _by_learned(html: str, url: str, learned: Sequence[LearnedLayout]) -> Iterator[tuple[LayerResult, Body]]:
    for known in learned:
        tree = LexborHTMLParser(html)
        body, verdict = (
            Body((), "learned"),
            "not on the page as it was on the articles that it was learned from",
        )
        if layout := known.fit(tree):
            found = select_body(tree, (layout,), url)
            verdict = _TOO_SHORT
            if found is not None:
                body = found
                lines, kinds = body.paragraphs, body.structure
                trusted = known.trusts(lines, kinds, long_paragraphs(tree))
                trusted = trusted or known.believes_short(lines, kinds, LexborHTMLParser(html))
                verdict = (
                    TAKEN if trusted else "not trusted: little in common with the long paragraphs, or links"
                )
        yield _result("learned", known.layout.body, verdict, body), body


def _result(layer: BodyLayer, place: str | None, verdict: str, body: Body) -> LayerResult:
    return LayerResult(layer, place, verdict, len(body.paragraphs), body.characters)
