"""What waits for an index, since when, and what it refused, as numbers for those who watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xabar.records.database import Database, from_milliseconds


@dataclass(frozen=True, slots=True)
class FeedState:
    """How far the index has followed the feed; of several, the one that has come farthest."""

    waiting: int  # changes that no index has confirmed
    oldest_at: datetime | None  # when the first of them was fetched; None if nothing waits
    dead: dict[str, int]  # site -> changes that an index refused for good

    def lag(self, now: datetime) -> float:
        """Return for how many seconds the oldest change has waited; 0 if none does."""
        return max(0.0, (now - self.oldest_at).total_seconds()) if self.oldest_at else 0.0


class FeedStates(Database):
    """Questions about the feed that need no index to answer them."""

    def feed_state(self) -> FeedState:
        """Return what waits for the index. Where none was ever fed, everything does."""
        fed = self._row("SELECT max(sequence) FROM fed_generation")[0] or 0
        waiting = self._row("SELECT count(*) FROM article WHERE sequence > ?", (fed,))[0]
        oldest = self._row("SELECT version FROM article WHERE sequence > ? ORDER BY sequence LIMIT 1", (fed,))
        dead = self._rows(
            "SELECT article.site, count(*) FROM dead_letter JOIN article ON article.id = dead_letter.id"
            " GROUP BY article.site"
        )
        return FeedState(waiting, from_milliseconds(oldest[0]) if oldest else None, dict(dead))
