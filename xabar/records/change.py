"""An entry of the numbered feed."""

from __future__ import annotations

from dataclasses import dataclass

from xabar.article import Article


@dataclass(frozen=True, slots=True)
class Change:
    """An article as it is now, or its removal, with its number in the feed."""

    sequence: int
    id: str
    version: int  # milliseconds: an older one never overwrites a newer one
    article: Article | None  # None if it was removed, or is damaged
    damage: str | None = None  # why the article cannot be read any more
