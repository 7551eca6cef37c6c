"""The counts of some articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from xabar.article import Article
from xabar.report.tally import Tally


def tally_articles(articles: Iterable[tuple[Article, datetime | None]]) -> Tally:
    """Return the counts of articles, each with the time of its first fetch as far as it is known."""
    tally = Tally()
    for article, fetched_at in articles:
        tally.add(article, fetched_at)
    return tally
