"""One entry of the numbered feed."""

from __future__ import annotations

from dataclasses import dataclass

from xabar.article import Article


@dataclass(frozen=True, slots=True)
class Change:
    """One numbered entry of the record store's feed: an article as it now is, or its removal."""

    sequence: int
    id: str
    version: int  # milliseconds: an older one never overwrites a newer one
    article: Article | None  # None: removed
