"""What a site declares of its pages: where title, text and the rest stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS selectors of one generation of a site's article pages; `None` where the site has no such place.

    `body` selects the element that holds the text; its paragraphs are found inside. `cut` names what is removed
    inside the body before reading it (related links, banners, share bars).
    """

    title: str
    body: str
    date: str | None = None
    lead: str | None = None  # a standfirst that stands outside the body element
    authors: str | None = None
    tags: str | None = None
    section: str | None = None
    cut: tuple[str, ...] = ()
