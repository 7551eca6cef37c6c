"""Choose the pages that are read to learn which shapes of addresses are those of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, TypeVar

from crawler.survey.findings import Findings, edition_key
from crawler.survey.shapes import Shape, group_by_shape, section_of

T = TypeVar("T")

SHAPES: Final = 6  # of addresses in an edition whose pages are read
SAMPLES: Final = 3  # pages of a section that are read
SECTIONS: Final = 5  # of a shape that are told apart


def choose_samples(findings: Findings) -> Iterator[tuple[Shape, list[str]]]:
    """Yield shapes with some of their addresses: the likeliest shape of every edition first, then the next ones."""
    codes = findings.codes
    fed = {link.url for look in findings.feeds for link in look.entries}
    editions: dict[str, list[str]] = defaultdict(list)
    for url in findings.candidates():
        editions[edition_key(url, codes)].append(url)
    likely = [_likely_shapes(urls, fed, codes) for urls in editions.values()]
    for turn in zip_longest(*likely):
        for choice in turn:
            if choice is not None:
                yield choice[0], _choose(choice[1], codes)


def _likely_shapes(urls: Sequence[str], fed: set[str], codes: Sequence[str]) -> list[tuple[Shape, list[str]]]:
    """Return the shapes that feeds name, then those that tell an article, then the frequent ones, with their addresses."""
    groups = group_by_shape(urls, codes)

    def rank(shape: Shape) -> tuple[bool, bool, int]:
        return fed.isdisjoint(groups[shape]), not shape.is_strong, -len(groups[shape])

    return [(shape, groups[shape]) for shape in sorted(groups, key=rank)[:SHAPES]]


def _choose(urls: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Return some addresses of a shape: from each of its sections, as far as there are not too many of those."""
    sections: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        sections[section_of(url, codes)].append(url)
    each = SAMPLES if len(sections) <= 2 else 2 if len(sections) <= SECTIONS else 1
    return [url for group in _spread(list(sections.values()), SECTIONS) for url in _spread(group, each)]


def _spread(values: Sequence[T], count: int) -> list[T]:
    """Return so many of the values, the first, the last and some between."""
    if len(values) <= count:
        return list(values)
    step = (len(values) - 1) / max(1, count - 1)
    return [values[round(place * step)] for place in range(count)]
