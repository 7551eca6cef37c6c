"""A site whose source of articles raises what nobody expects."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.discovery import Feed
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout
from xabar.source import Window


class FailingFeed(Feed):
    """Raises as soon as it is asked."""

    def first_pages(self, window: Window) -> Iterable[str]:
        """Raise ZeroDivisionError."""
        raise ZeroDivisionError("a fault in a source")


class KunUz(NewsSpider):
    """Takes the place of kun_uz."""

    name = "kun_uz"
    zone = "Asia/Tashkent"
    allowed_domains = ("kun.uz",)
    editions = (Edition("https://kun.uz/", "uz"),)
    article = r"/news/.+"
    discovery = (FailingFeed("https://kun.uz/news/rss"),)
    layouts = (Layout(title="h1", body="article"),)
