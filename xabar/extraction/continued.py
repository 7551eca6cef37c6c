"""The pages over which an article goes, as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xabar.extraction.page import Page


def join_parts(first: Page, others: Sequence[Page]) -> Page:
    """Return the parts of an article as one page. What a part repeats, a lead or a caption, is taken once.

    A page that is no article's, or one with another title, is not a part and ends the text.
    """
    page = first
    for other in others:
        if other.problem or _bare(first.title) not in _bare(other.title):
            break
        page = _add(page, other)
    return page


def _add(page: Page, other: Page) -> Page:
    known = set(page.paragraphs)
    places = other.places or ("",) * len(other.paragraphs)
    rows = zip(other.paragraphs, other.structure, places, strict=True)
    new = [row for row in rows if row[0] not in known]
    return replace(
        page,
        paragraphs=(*page.paragraphs, *(text for text, _, _ in new)),
        structure=page.structure + "".join(kind for _, kind, _ in new),
        places=(*page.places, *(place for _, _, place in new)),
        captions=tuple(dict.fromkeys((*page.captions, *other.captions))),
        images=tuple(dict.fromkeys((*page.images, *other.images))),
        links=tuple(dict.fromkeys((*page.links, *other.links))),
        pager=tuple(dict.fromkeys((*page.pager, *other.pager))),
    )


def _bare(title: str) -> str:
    return " ".join(title.casefold().split())
