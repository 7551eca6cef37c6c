"""How a page or an article is refused: with a reason from the vocabulary of the crawl statistics."""

from __future__ import annotations

from xabar.crawl_stats import REJECTIONS


class Rejected(Exception):
    """Nothing is stored of a page or an article, for `reason`, a key of `xabar.crawl_stats.REJECTIONS`.

    Raise ValueError for a reason outside the vocabulary: the crawl statistics could not name it.
    """

    def __init__(self, reason: str) -> None:
        if reason not in REJECTIONS:
            raise ValueError(f"reason {reason!r} is not one of {', '.join(sorted(REJECTIONS))}")
        super().__init__(REJECTIONS[reason])
        self.reason = reason

    def __reduce__(self) -> tuple[type[Rejected], tuple[str]]:
        """Let a worker's refusal be read in another process: it is made again from the reason."""
        return Rejected, (self.reason,)
