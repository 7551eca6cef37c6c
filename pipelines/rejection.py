"""How a pipeline refuses an article: with a reason from the run's own vocabulary."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from xabar.crawl_stats import REJECTIONS


class Rejected(DropItem):
    """The article becomes no stored article, for `reason`, a key of `xabar.crawl_stats.REJECTIONS`.

    A reason outside the vocabulary raises ValueError: the run's sum could not name it.
    """

    def __init__(self, reason: str) -> None:
        if reason not in REJECTIONS:
            raise ValueError(f"reason {reason!r} is not one of {', '.join(sorted(REJECTIONS))}")
        super().__init__(REJECTIONS[reason])
        self.reason = reason
