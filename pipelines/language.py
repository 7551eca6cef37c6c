"""Step 3: say the language and the script of the text, and write it in the language's one alphabet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from scrapy.crawler import Crawler

from xabar.article import Article
from xabar.language.conversion import normalize_text
from xabar.language.identification import identify_text

SAMPLE = 600  # characters of the body; more changes no answer and costs time


class LanguagePipeline:
    """What the site declares is only a prior: editions print each other's scripts and languages."""

    pure: ClassVar[bool] = True  # needs nothing but the article, so any thread may do it

    def __init__(self, alphabets: Mapping[str, str]) -> None:
        self._alphabets = alphabets

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LanguagePipeline:
        """Scrapy's entrance. `XABAR_ALPHABETS` names the one alphabet of a language: {"uz": "Latn"}."""
        return cls(crawler.settings.getdict("XABAR_ALPHABETS"))

    def warm_up(self) -> None:
        """Load the profiles of the languages: 30 ms. Any thread may do it."""
        identify_text("xabar")

    def process_item(self, item: Article) -> Article:
        """The article with language, script and, where they differ from print, its texts in one alphabet."""
        found = identify_text(f"{item.title}\n{item.body[:SAMPLE]}", declared=item.declared_language)
        item.language, item.script = found.language, found.script
        alphabet = self._alphabets.get(found.language)
        if alphabet is not None:
            item.title_normalized = normalize_text(item.title, language=found.language, to=alphabet)
            item.body_normalized = normalize_text(item.body, language=found.language, to=alphabet)
        return item
