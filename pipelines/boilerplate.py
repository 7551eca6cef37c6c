"""Step 1: take site furniture out of the text, by general rules and by what the site repeats."""

from __future__ import annotations

from scrapy.crawler import Crawler

from pipelines.sharing import SharedRecords
from xabar.article import Article
from xabar.extraction.furniture import cut_furniture
from xabar.extraction.repetition import cut_repeated, ends_of


class BoilerplatePipeline:
    """Furniture that rules know goes at once; a line that several articles of a site end or begin with is learned.

    Only articles that were stored teach: a copy under another address must not make its own text look like
    furniture.
    """

    def __init__(self, data: str) -> None:
        self._data = data

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BoilerplatePipeline:
        """Scrapy's entrance."""
        return cls(crawler.settings["XABAR_DATA"])

    def open_spider(self) -> None:
        """Open the records in which the paragraphs of every site are counted."""
        self._records = SharedRecords.borrow(self._data)

    def close_spider(self) -> None:
        """Let go of the records."""
        self._records.give_back()

    def process_item(self, item: Article) -> Article:
        """The article with its body cleaned; what an emptied body means is for the validation to judge."""
        cleaned = cut_furniture(item.body.split("\n"), title=item.title)
        ends = ends_of(cleaned.paragraphs)
        counts = self._records.store.paragraph_counts(item.site, ends)
        articles = {end: counts[end] for end in ends}
        item.body = "\n".join(cut_repeated(cleaned.paragraphs, articles).paragraphs)
        site, key = item.site, item.id
        self._records.note(item, lambda store: store.add_paragraphs(site, key, ends))
        return item
