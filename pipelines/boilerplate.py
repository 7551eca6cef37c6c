"""Step 1: take site furniture out of the text, by general rules and by what the site repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace

from scrapy.crawler import Crawler

from pipelines.sharing import SharedRecords
from xabar.article import Article
from xabar.extraction.furniture import cut_furniture
from xabar.extraction.repetition import ARTICLES, ends_of, own_part
from xabar.records.store import RecordStore


class BoilerplatePipeline:
    """Furniture that rules know goes at once; a line that several articles of a site end or begin with is learned.

    Only articles that are stored teach: a copy under another address must not make its own text look like
    furniture. When the article that makes a line known is stored, those that were stored before it lose the line
    too, in the same commit; the feed carries them again.
    """

    def __init__(self, data: str) -> None:
        self._data = data
        self._held = ExitStack()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BoilerplatePipeline:
        """Scrapy's entrance."""
        return cls(crawler.settings["XABAR_DATA"])

    def open_spider(self) -> None:
        """Open the records in which the paragraphs of every site are counted."""
        self._records = self._held.enter_context(SharedRecords.borrow(self._data))

    def close_spider(self) -> None:
        """Let go of the records."""
        self._held.close()

    def process_item(self, item: Article) -> Article:
        """The article with its body cleaned; what an emptied body means is for the validation to judge."""
        cleaned = cut_furniture(item.body.split("\n"), title=item.title, structure=item.structure)
        paragraphs = cleaned.paragraphs
        ends = ends_of(paragraphs)
        counts = count_articles(self._records.store, item.site, ends)
        own = own_part(paragraphs, counts)
        item.body = "\n".join(paragraphs[own])
        item.structure = cleaned.structure[own]
        item.authors = item.authors or cleaned.authors
        site, key = item.site, item.id
        self._records.note(item, lambda store: learn(store, site, key, ends))
        return item


def learn(store: RecordStore, site: str, article_id: str, ends: Sequence[int]) -> None:
    """Count the ends of a stored article; clean the earlier articles of what is known to be furniture from now on."""
    added = store.add_paragraphs(site, article_id, ends)
    for end, articles in store.paragraph_counts(site, added, at_most=ARTICLES + 1).items():
        if articles == ARTICLES:  # this article makes the number full
            for article in store.get_articles(store.paragraph_articles(site, end)).values():
                clean_again(store, article)


def clean_again(store: RecordStore, article: Article) -> None:
    """Store the article without the lines that its site has been found to repeat since."""
    paragraphs = article.body.split("\n")
    own = own_part(paragraphs, count_articles(store, article.site, ends_of(paragraphs)))
    if len(paragraphs[own]) == len(paragraphs):
        return
    # the three texts have the same paragraphs, in other letters
    texts = (article.body, article.body_normalized, article.body_printed)
    body, normalized, printed = (text and "\n".join(text.split("\n")[own]) for text in texts)
    store.put_article(
        replace(
            article,
            body=body or "",
            structure=article.structure[own],
            body_normalized=normalized,
            body_printed=printed,
        )
    )


def count_articles(store: RecordStore, site: str, ends: Sequence[int]) -> Mapping[int, int]:
    """In how many articles of the site each of the ends was seen, as far as it matters."""
    counts = store.paragraph_counts(site, ends, at_most=ARTICLES)
    return {end: counts[end] for end in ends}
