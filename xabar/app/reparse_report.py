"""What became of the answers that were read again: counts that balance, examples, and what gives no article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from xabar.app.reread import FieldChange, Reread
from xabar.crawl_stats import REJECTIONS
from xabar.records.responses import KeptPage

EXAMPLES: Final = 3  # of each field
REASONS: Final = REJECTIONS | {
    "no-response": "the answer that was kept cannot be read any more",
    "elsewhere": "its answer was kept on another machine: reparse there, too",
    "no-site": "the class of its site is gone",
}


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """An answer that gives no article today. The article that is stored of it stays."""

    page: KeptPage
    reason: str
    detail: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        page = self.page
        place = {"file": page.pointer.file, "offset": page.pointer.offset, "site": page.site, "url": page.url}
        said = {"reason": self.reason, "about": REASONS[self.reason], "detail": self.detail}
        return place | said | {"article": page.article_id, "was": page.outcome}


@dataclass(slots=True)
class ReparseReport:
    """The counts: read = changed + stored + unchanged + duplicate + newer + refused.

    `stored` counts pages that had been refused and are articles now; `newer` articles that were made from a later
    answer, which was not kept.
    """

    total: int = 0
    read: int = 0
    changed: int = 0
    stored: int = 0
    unchanged: int = 0
    duplicate: int = 0
    newer: int = 0
    refused: Counter[str] = field(default_factory=Counter)  # key of REASONS -> answers
    gone: Counter[str] = field(default_factory=Counter)  # site without a class -> answers
    fields: Counter[str] = field(default_factory=Counter)  # of the changed articles
    without_page: int = 0  # articles of which no answer was kept, so that nothing can be read again
    without_page_urls: list[str] = field(default_factory=list)  # the first of them
    examples: dict[str, list[tuple[str, FieldChange]]] = field(
        default_factory=dict
    )  # field -> (address, change)

    @property
    def balanced(self) -> bool:
        """True if every answer has one outcome."""
        kept = self.changed + self.stored + self.unchanged + self.duplicate + self.newer
        return self.read == kept + self.refused.total()

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        names = ("total", "read", "changed", "stored", "unchanged", "duplicate", "newer", "balanced")
        counts: dict[str, Any] = {name: getattr(self, name) for name in names}
        for name in ("refused", "gone", "fields"):
            counts[name] = dict(getattr(self, name).most_common())
        examples = {
            name: [{"url": url, "before": change.before, "after": change.after} for url, change in shown]
            for name, shown in self.examples.items()
        }
        without = {"count": self.without_page, "urls": self.without_page_urls}
        return counts | {"without_page": without, "examples": examples}

    def count(self, page: KeptPage, reading: Reread, outcome: str) -> None:
        """Count what became of one answer."""
        self.read += 1
        if outcome == "refused":
            self.refused[reading.reason] += 1
            if reading.reason == "no-site":
                self.gone[page.site] += 1
            return
        setattr(self, outcome, getattr(self, outcome) + 1)
        if outcome == "changed":
            for change in reading.changes:
                self.fields[change.name] += 1
                shown = self.examples.setdefault(change.name, [])
                if len(shown) < EXAMPLES:
                    shown.append((page.url, change))
