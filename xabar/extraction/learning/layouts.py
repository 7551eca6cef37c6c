"""Work out the layouts of a site from its articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import Evidence, LearnedLayout
from xabar.extraction.learning.blocks import Block, find_block, measure_block
from xabar.extraction.learning.cuts import find_cuts
from xabar.extraction.learning.fields import (
    FEW,
    Place,
    find_date,
    find_place,
    judge_author,
    judge_title,
)
from xabar.extraction.learning.lessons import Lesson, Reading, read_lessons

LESSONS: Final = 10  # articles to learn from
LEAST: Final = 5  # articles with a text of their own on which a layout holds
GAIN: Final = 0.002  # share of words by which a cut must not make a text worse
SLACK: Final = (
    0.6  # of the least agreement with the long paragraphs: another article may have more beside its text
)


def learn_layouts(lessons: Iterable[Lesson]) -> tuple[LearnedLayout, ...]:
    """Return the layouts of these articles of one site, the most frequent first; () if they have none in common.

    Pages that are no articles teach nothing. A layout holds on five articles, each with a text of its own.
    """
    left = read_lessons(lessons)
    found: list[LearnedLayout] = []
    while len(left) >= LEAST and (block := find_block(left, LEAST)) is not None:
        agreeing = [left[at] for at in block.agreeing]
        found.append(_complete(block, agreeing))
        left = [reading for at, reading in enumerate(left) if at not in block.agreeing]
    return tuple(sorted(found, key=lambda layout: -layout.pages))


def _complete(block: Block, readings: Sequence[Reading]) -> LearnedLayout:
    """Return the layout of the articles that have their text in this place, with the places of the other fields."""
    body = block.selector
    places = {
        "title": find_place("title", readings, judge_title, wrong=len(readings) // 5),
        "date": find_date(readings),
        "authors": find_place("authors", readings, judge_author, share=FEW),
        "lead": block.lead,
    }
    selectors = {name: place.selector if place else None for name, place in places.items()}
    layout = Layout(
        title=selectors["title"] or "h1",
        body=body,
        date=selectors["date"],
        authors=selectors["authors"],
        lead=selectors["lead"],
    )
    measured = measure_block(layout, readings)
    for cut in find_cuts(body, readings):
        wanted = replace(layout, cut=(*layout.cut, cut))
        if better := _improve(wanted, readings, measured):
            layout, measured = wanted, better
    return LearnedLayout(
        layout=layout,
        pages=len(readings),
        single=_single(measured, places),
        least_agreement=round(SLACK * measured.least_agreement, 3),
        evidence=(Evidence("body", body, "generic", len(measured.agreeing)), *_evidence(places)),
    )


def _improve(layout: Layout, readings: Sequence[Reading], known: Block) -> Block | None:
    """Return how the articles read by this layout, if they read no worse than before."""
    measured = measure_block(layout, readings)
    return measured if sum(measured.agreements) >= sum(known.agreements) - GAIN * len(readings) else None


def _single(block: Block, places: dict[str, Place | None]) -> tuple[str, ...]:
    single = [name for name, place in places.items() if place and place.is_single]
    return ("body", *single) if block.is_single else tuple(single)


def _evidence(places: dict[str, Place | None]) -> tuple[Evidence, ...]:
    return tuple(place.evidence for place in places.values() if place)
