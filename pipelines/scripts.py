"""Step 2: repair letters and apostrophes, and keep what was printed wherever that changed more than spelling marks."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from xabar.article import Article
from xabar.language.repair import repair_text


class ScriptsPipeline:
    """Title, body, tags and authors are repaired in their own script; nothing is transliterated."""

    pure: ClassVar[bool] = True  # needs nothing but the article, so any thread may do it

    def process_item(self, item: Article) -> Article:
        """The article with repaired texts; `*_printed` holds a text in which letters were rewritten."""
        language = item.declared_language
        title = repair_text(item.title, language)
        if title.rewritten:
            item.title_printed = item.title
        body = repair_text(item.body, language)
        if body.rewritten:
            item.body_printed = item.body
        item.title, item.body = title.text, body.text
        item.tags = _repaired(item.tags, language)
        item.authors = _repaired(item.authors, language)
        return item


def _repaired(texts: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Each text repaired once, empty ones and repetitions left out."""
    repaired = (_repair_name(text, language) for text in texts)
    return tuple(dict.fromkeys(text for text in repaired if text))


@lru_cache(maxsize=4096)  # a site prints the same tags and authors again and again
def _repair_name(text: str, language: str) -> str:
    return repair_text(text, language).text.strip()
