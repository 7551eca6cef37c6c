"""Declare where the pages of a site have their title, text and other fields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """The CSS selectors for one design of a site's article pages; None for a field that has no place there.

    `body` selects the element that contains the paragraphs of the text; None if only the places of other fields are
    known, and the text is left to the generic layers. `cut` selects what must be removed from that
    element before it is read: related links, banners, share bars.
    """

    title: str
    body: str | None
    date: str | None = None
    lead: str | None = None  # a lead that stands outside of the body element
    authors: str | None = None
    tags: str | None = None
    section: str | None = None
    cut: tuple[str, ...] = ()
