"""What each layer of the extraction makes of one page, side by side: for a person who asks why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.agreement import agreement
from xabar.extraction.body import (
    BRIEF_CHARACTERS,
    CUT,
    GUESSED_CHARACTERS,
    MIN_CHARACTERS,
    MIN_PARAGRAPHS,
    Body,
    BodyLayer,
    guess_generic,
    long_paragraphs,
    read_layout,
    select_body,
)
from xabar.extraction.kinds import is_too_deep
from xabar.extraction.layout import Layout

TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class LayerReading:
    """One layer's text of a page. `place` is the layout's selector, `agreement` percent of words in common with
    the text that was taken, `verdict` "taken" or why it was not."""

    layer: BodyLayer
    place: str | None
    verdict: str
    paragraphs: int = 0
    characters: int = 0
    agreement: int | None = None


@dataclass(frozen=True, slots=True)
class CutElement:
    """An element that was taken out of the body's place, by the selector that named it."""

    selector: str
    text: str


def read_layers(html: str, *, url: str, layouts: Sequence[Layout]) -> list[LayerReading]:
    """Every layout and both guessing layers, in the order in which they are asked. Slow: each reads the page anew."""
    if is_too_deep(html):
        return []
    selected = select_body(LexborHTMLParser(html), layouts, url)
    readings = [*_by_layouts(html, url, layouts, selected), *_by_guessing(html)]
    at = next((at for at, (reading, _) in enumerate(readings) if reading.verdict == TAKEN), None)
    taken = readings[at][1].paragraphs if at is not None else ()
    found = []
    for number, (reading, body) in enumerate(readings):
        if reading.verdict == TAKEN and number != at:
            reading = replace(reading, verdict="not asked: a layer before it answered")
        if taken and body.paragraphs:
            reading = replace(reading, agreement=round(100 * agreement(taken, body.paragraphs)))
        found.append(reading)
    return found


def cut_elements(html: str, layout: Layout) -> Iterator[CutElement]:
    """What the site's and the general selectors take out of the place of the body, the site's first."""
    node = LexborHTMLParser(html).css_first(layout.body)
    if node is None:
        return
    for selector in (*layout.cut, *CUT):
        whole = len(node.text())
        for cut in node.css(selector):
            text = " ".join(cut.text(separator=" ").split())
            if selector in layout.cut or len(cut.text()) <= whole / 2:
                cut.decompose()
                if text:
                    yield CutElement(selector, text)


def _by_layouts(
    html: str, url: str, layouts: Sequence[Layout], selected: Body | None
) -> Iterator[tuple[LayerReading, Body]]:
    for layout in layouts:
        tree = LexborHTMLParser(html)
        node = tree.css_first(layout.body)
        if node is None:
            yield (
                LayerReading("selectors", layout.body, "nothing on the page matches it"),
                Body((), "selectors"),
            )
            continue
        body = read_layout(tree, node, layout, url)
        verdict = f"too little: it takes {MIN_PARAGRAPHS} paragraphs and {MIN_CHARACTERS} characters"
        if selected is not None and selected.layout is layout:
            verdict = TAKEN
        elif len(body.paragraphs) >= MIN_PARAGRAPHS and body.characters >= MIN_CHARACTERS:
            verdict = "not asked: a layer before it answered"
        yield _reading("selectors", layout.body, verdict, body), body


def _by_guessing(html: str) -> Iterator[tuple[LayerReading, Body]]:
    too_little = f"too little: it takes {BRIEF_CHARACTERS} characters"
    generic = guess_generic(html, {}) if len(html) <= GUESSED_CHARACTERS else Body((), "trafilatura")
    verdict = TAKEN if generic.characters >= BRIEF_CHARACTERS else too_little
    if len(html) > GUESSED_CHARACTERS:
        verdict = f"not asked: the page is longer than {GUESSED_CHARACTERS} characters"
    yield _reading("trafilatura", None, verdict, generic), generic
    last = Body(long_paragraphs(LexborHTMLParser(html)), "paragraphs")
    verdict = TAKEN if last.characters >= BRIEF_CHARACTERS else too_little
    yield _reading("paragraphs", None, verdict, last), last


def _reading(layer: BodyLayer, place: str | None, verdict: str, body: Body) -> LayerReading:
    return LayerReading(layer, place, verdict, len(body.paragraphs), body.characters)
