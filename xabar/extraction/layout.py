"""Declare where the pages of a site have their title, text and other fields."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True, slots=True)
class Layout:
    """The CSS selectors for one design of a site's article pages; None for a field that has no place there.

    A layout with a `body` that is declared has a `title`; where it is None, the generic layer reads the title.
    `body` selects the element that contains the paragraphs of the text; None if only the places of other fields are
    known, and the text is left to the generic layers. `cut` selects what must be removed from that
    element before it is read: related links, banners, share bars. `since` is the first day on which pages had the
    layout, if that is known: on a page that was fetched earlier, its selectors are tried last. `guessed` says that a
    survey of a few pages found the places, so that what many articles taught counts for more.
    """

    title: str | None
    body: str | None
    date: str | None = None
    lead: str | None = None  # a lead that stands outside of the body element
    authors: str | None = None
    tags: str | None = None
    section: str | None = None
    cut: tuple[str, ...] = ()
    since: datetime.date | None = None
    guessed: bool = False

    def shows_title(self, tree: LexborHTMLParser) -> bool:
        """Return whether a page has the place of the title; True if none is known."""
        return self.title is None or tree.css_first(self.title) is not None


def layouts_of_day(layouts: Sequence[Layout], day: datetime.date) -> tuple[Layout, ...]:
    """Return the layouts that a page of that day may have. One that does not say since when may be of any day."""
    return tuple(layout for layout in layouts if layout.since is None or layout.since <= day)
