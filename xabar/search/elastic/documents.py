"""Converting an article to a document of the index and back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from xabar.article import SHOWN_FIELDS, STORED_FIELDS, Article
from xabar.search.elastic.mapping import DERIVED

# Fields of `Article` that only the records keep.
_NOT_INDEXED: Final = tuple(each.name for each in STORED_FIELDS if each not in SHOWN_FIELDS)


def article_document(article: Article, indexed_at: datetime) -> dict[str, Any]:
    """Return the article's own fields and the derived ones. `indexed_at` must be aware of its zone."""
    document = article.to_dict()
    for name in _NOT_INDEXED:
        document.pop(name, None)
    document["content_hash"] = article.content_hash
    document["indexed_at"] = indexed_at.astimezone(UTC).isoformat(timespec="milliseconds")
    document["first_of_group"] = article.group_id in (None, article.id)
    return document


def read_document(source: dict[str, Any]) -> Article:
    """Return the article of a document."""
    return Article.from_dict({name: value for name, value in source.items() if name not in DERIVED})
