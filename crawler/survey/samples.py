"""Choose the pages that are read to learn which shapes of addresses are those of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, TypeVar

from crawler.survey.findings import Findings, edition_key
from crawler.survey.shapes import Shape, group_by_shape, section_of
from crawler.survey.visits import Steps, Visits

T = TypeVar("T")

SHAPES: Final = 6  # of addresses in an edition whose pages are read
SAMPLES: Final = 3  # pages of a section that are read
MORE: Final = 7  # that are read where some are articles and others are not
SECTIONS: Final = 5  # of a shape that are told apart


def read_samples(visits: Visits) -> Steps:
    """Read some pages of every likely shape of address, in every edition, and more where they disagree.

    One of three may be a notice of two lines, or a page about the newspaper with the address of an article.
    """
    found = visits.findings
    for shape, sections in choose_samples(found):
        each = _samples_of(sections)
        first = [url for urls in sections for url in _spread(urls, each)]
        yield from visits.visit(first)
        more = [url for urls in _doubtful(visits, shape, sections) for url in _spread(urls, MORE)]
        yield from visits.visit(more)
        found.samples[shape] += visits.seen((*first, *more))


def _doubtful(visits: Visits, shape: Shape, sections: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Yield the sections with pages that are no articles, if others are, or if the address would be that of one."""
    good = any(look.article for urls in sections for look in visits.seen(urls))
    for urls in sections:
        seen = [look for look in visits.seen(urls) if look.kind == "page"]
        if (good or shape.is_strong) and any(look.article is None and not look.paging for look in seen):
            yield urls


def choose_samples(findings: Findings) -> Iterator[tuple[Shape, list[list[str]]]]:
    """Yield shapes with the addresses of some of their sections: the likeliest of every edition first, then the next ones."""
    codes = findings.codes
    fed = {link.url for look in findings.feeds for link in look.entries}
    editions: dict[str, list[str]] = defaultdict(list)
    for url in findings.candidates():
        editions[edition_key(url, codes)].append(url)
    likely = [_likely_shapes(urls, fed, codes) for urls in editions.values()]
    for turn in zip_longest(*likely):
        for choice in turn:
            if choice is not None:
                yield choice[0], _choose_sections(choice[1], codes)


def _likely_shapes(urls: Sequence[str], fed: set[str], codes: Sequence[str]) -> list[tuple[Shape, list[str]]]:
    """Return the shapes that feeds name, then those that tell an article, then the frequent ones, with their addresses."""
    groups = group_by_shape(urls, codes)

    def rank(shape: Shape) -> tuple[bool, bool, int]:
        return fed.isdisjoint(groups[shape]), not shape.is_strong, -len(groups[shape])

    return [(shape, groups[shape]) for shape in sorted(groups, key=rank)[:SHAPES]]


def _choose_sections(urls: Sequence[str], codes: Sequence[str]) -> list[list[str]]:
    """Return the addresses of a shape by its sections, as far as there are not too many of those."""
    sections: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        sections[section_of(url, codes)].append(url)
    return _spread(list(sections.values()), SECTIONS)


def _samples_of(sections: Sequence[Sequence[str]]) -> int:
    """Return how many pages of each section are read: the fewer sections there are, the more."""
    return SAMPLES if len(sections) <= 2 else 2


def _spread(values: Sequence[T], count: int) -> list[T]:
    """Return so many of the values, the first, the last and some between."""
    if len(values) <= count:
        return list(values)
    step = (len(values) - 1) / max(1, count - 1)
    return [values[round(place * step)] for place in range(count)]
