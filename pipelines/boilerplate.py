"""Step 1: take site boilerplate out of the text, by general rules and by what the site repeats."""

from __future__ import annotations

from contextlib import ExitStack

from scrapy.crawler import Crawler

from pipelines.learning import cut_article, learn
from pipelines.sharing import SharedRecords
from xabar.article import Article
from xabar.extraction.boilerplate import Cleaned, cut_boilerplate
from xabar.extraction.draft import Cut
from xabar.extraction.repetition import split_boilerplate


class BoilerplatePipeline:
    """Boilerplate that rules know goes at once; a line that several articles of a site end or begin with is learned.

    Only articles that are stored teach: a copy under another address must not make its own text look like
    boilerplate. When the article that makes a line known is stored, those that were stored before it lose the line
    too, in the same commit; the feed carries them again.
    """

    def __init__(self, data: str) -> None:
        self._data = data
        self._held = ExitStack()
        self._prepared: dict[str, Cleaned] = {}  # by article id

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

    def prepare(self, item: Article) -> None:
        """Look ahead, in any thread, for what the rules know."""
        self._prepared[item.id] = _cut_by_rules(item)

    def process_item(self, item: Article) -> Article:
        """The article with its body cleaned; what an emptied body means is for the validation to judge."""
        cleaned = self._prepared.pop(item.id, None) or _cut_by_rules(item)
        item.body = "\n".join(cleaned.paragraphs)
        item.structure = cleaned.structure
        item.authors = item.authors or cleaned.authors
        own = split_boilerplate(cleaned.paragraphs, self._records.store.line_verdicts(item.site))
        if own.cuts:
            cut_article(item, own)
        self._records.note(item, lambda store: learn(store, item, own))
        return item

    def explain(self, item: Article) -> list[Cut]:
        """What `process_item` will take out: by which rule, or what is known of the line on this site."""
        cleaned, store = _cut_by_rules(item), self._records.store
        verdicts = store.line_verdicts(item.site)
        cuts = split_boilerplate(cleaned.paragraphs, verdicts).cuts
        counts = store.paragraph_counts(item.site, [key for key, _ in cuts])
        repeated = [
            Cut(text, f"{verdicts[key]}: in {counts[key]} articles of {item.site}") for key, text in cuts
        ]
        return [*cleaned.cuts, *repeated]


def _cut_by_rules(article: Article) -> Cleaned:
    return cut_boilerplate(article.body.split("\n"), title=article.title, structure=article.structure)
