"""Work out the layouts of a site from its articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from xabar.extraction.learned_layout import Evidence, LearnedLayout
from xabar.extraction.learning.blocks import add_lead, cut_block, find_block
from xabar.extraction.learning.fields import (
    FEW,
    Place,
    find_date,
    find_place,
    judge_author,
    judge_title,
)
from xabar.extraction.learning.lessons import Lesson, Reading, read_lessons
from xabar.extraction.learning.measuring import Block, measure_block

LESSONS: Final = 10  # articles to learn from
LEAST: Final = 5  # articles with a text of their own on which a layout holds
SLACK: Final = 0.6  # of what is common to the articles: another one may have more beside its text


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
    places = {
        "title": find_place("title", readings, judge_title, wrong=len(readings) // 5),
        "date": find_date(readings),
        "authors": find_place("authors", readings, judge_author, share=FEW),
        "lead": block.lead,
    }
    selectors = {name: place.selector if place else None for name, place in places.items()}
    layout = replace(
        block.layout,
        title=selectors["title"] or "h1",
        date=selectors["date"],
        authors=selectors["authors"],
    )
    block = replace(measure_block(layout, readings), lead=block.lead)
    block = cut_block(add_lead(block, readings), readings)
    places["lead"] = block.lead
    return LearnedLayout(
        layout=block.layout,
        pages=len(readings),
        single=_single(block, places),
        least_agreement=round(SLACK * block.least_agreement, 3),
        least_sentences=round(SLACK * block.least_sentences, 3),
        evidence=(
            Evidence("body", block.selector, "generic", len(block.agreeing)),
            *(place.evidence for place in places.values() if place),
        ),
    )


def _single(block: Block, places: dict[str, Place | None]) -> tuple[str, ...]:
    single = [name for name, place in places.items() if place and place.is_single]
    return ("body", *single) if block.is_single else tuple(single)
