"""Step 6: refuse what is no article, with the reason; what passes is whole."""

from __future__ import annotations

from pipelines.rejection import Rejected
from xabar.article import Article

MIN_BODY = 80  # characters: a news flash of one sentence passes, a caption or a teaser does not


class ValidatePipeline:
    """An article has a title, a text of its own and a day on which it was published."""

    def process_item(self, item: Article) -> Article:
        """The article as it came; Rejected when a part of it is missing."""
        if not _letters(item.title):
            raise Rejected("no-title")
        if len(item.body.strip()) < MIN_BODY or not _letters(item.body):
            raise Rejected("no-body")
        if item.published_day is None:
            raise Rejected("no-date")
        return item


def _letters(text: str) -> bool:
    return any(map(str.isalpha, text))
