"""Work out the layouts of a site from its articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from xabar.extraction.learned_layout import Evidence, LearnedLayout
from xabar.extraction.learning.body import add_cuts, add_lead, find_body
from xabar.extraction.learning.fields import (
    FEW,
    FieldPlace,
    find_date,
    find_place,
    judge_author,
    judge_title,
)
from xabar.extraction.learning.lessons import Lesson, ReadLesson, read_lessons
from xabar.extraction.learning.measuring import MeasuredLayout, measure_layout

LESSONS: Final = 10  # articles to learn from
LEAST: Final = 5  # articles with a text of their own on which a layout holds
SLACK: Final = 0.6  # of what is common to the articles: another one may have more beside its text


def learn_layouts(lessons: Iterable[Lesson]) -> tuple[LearnedLayout, ...]:
    """Return the layouts of these articles of one site, the most frequent first; () if they have none in common.

    Pages that are no articles teach nothing. A layout holds on five articles, each with a text of its own.
    """
    left = read_lessons(lessons)
    found: list[LearnedLayout] = []
    while len(left) >= LEAST and (measured := find_body(left, LEAST)) is not None:
        agreeing = [left[at] for at in measured.agreeing]
        found.append(_complete(measured, agreeing))
        left = [reading for at, reading in enumerate(left) if at not in measured.agreeing]
    return tuple(sorted(found, key=lambda layout: -layout.pages))


def _complete(measured: MeasuredLayout, readings: Sequence[ReadLesson]) -> LearnedLayout:
    """Return the layout of the articles that have their text in this place, with the places of the other fields."""
    places = {
        "title": find_place("title", readings, judge_title, wrong=len(readings) // 5),
        "date": find_date(readings),
        "authors": find_place("authors", readings, judge_author, share=FEW),
        "lead": measured.lead,
    }
    selectors = {name: place.selector if place else None for name, place in places.items()}
    layout = replace(
        measured.layout,
        title=selectors["title"],
        date=selectors["date"],
        authors=selectors["authors"],
    )
    measured = replace(measure_layout(layout, readings), lead=measured.lead)
    measured = add_cuts(add_lead(measured, readings), readings)
    places["lead"] = measured.lead
    return LearnedLayout(
        layout=measured.layout,
        pages=len(readings),
        single=_single(measured, places),
        least_agreement=round(SLACK * measured.least_agreement, 3),
        least_sentences=round(SLACK * measured.least_sentences, 3),
        evidence=(
            Evidence("body", measured.selector, "generic", len(measured.agreeing)),
            *(place.evidence for place in places.values() if place),
        ),
    )


def _single(measured: MeasuredLayout, places: dict[str, FieldPlace | None]) -> tuple[str, ...]:
    single = [name for name, place in places.items() if place and place.is_single]
    return ("body", *single) if measured.is_single else tuple(single)
