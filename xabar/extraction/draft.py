"""Hold a text while it is being cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from xabar.extraction.plain import plain


class Cut(NamedTuple):
    """A piece of text that was cut, and the rule that cut it.

    `place` is the paragraph's, counted after the cut. `before` is the paragraph as it was if some of it is left.
    """

    text: str
    rule: str
    place: int = 0
    kind: str = ""
    before: str | None = None


@dataclass(slots=True)
class Draft:
    """A text being cleaned: its paragraphs with their kinds and plain forms, and the cuts so far."""

    title: str
    lines: list[str]
    kinds: list[str]
    plains: list[str]
    has_kinds: bool = True  # False for a text that was stored as lines
    cuts: list[Cut] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)

    def cut(self, places: Iterable[int], rule: str) -> None:
        """Cut whole paragraphs."""
        for at in sorted(places, reverse=True):
            self.cuts.append(Cut(self.lines.pop(at), rule, at, self.kinds.pop(at)))
            del self.plains[at]

    def shorten(self, at: int, text: str, rule: str) -> None:
        """Replace a paragraph by what is left of it."""
        if not text:
            self.cut([at], rule)
            return
        before = self.lines[at]
        self.cuts.append(Cut(before.removeprefix(text).strip(), rule, at, before=before))
        self.lines[at], self.plains[at] = text, plain(text).strip()

    def behead(self, at: int, start: int, rule: str) -> None:
        """Cut the beginning of a paragraph, up to the place where its text starts."""
        before = self.lines[at]
        self.cuts.append(Cut(before[:start].strip(), rule, at, before=before))
        self.lines[at], self.plains[at] = before[start:], plain(before[start:]).strip()
