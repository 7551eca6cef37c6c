"""The near copies of an article: the same text in other papers and other scripts."""

from __future__ import annotations

from typing import Final

from xabar.article import Article
from xabar.processing.duplicates import FORMER_ROWS, split_bands
from xabar.records.store import RecordStore

MOST_COPIES: Final = 60  # articles with a band in common that are looked at; a story is copied less often


def near_copies(records: RecordStore, article: Article) -> list[Article]:
    """Return the other articles of its group, the earliest first, as far as their texts are near its own.

    The first of the group is among them, however far the texts have gone apart.
    """
    if article.group_id is None:
        return []
    ids = {article.group_id: b""}
    if (signature := records.signature_of(article.id)) is not None:
        former = split_bands(signature, FORMER_ROWS) if records.has_former_bands else ()
        ids |= records.candidates(split_bands(signature), former, MOST_COPIES)
    ids.pop(article.id, None)
    copies = [each for each in records.get_articles(ids).values() if each.group_id == article.group_id]
    return sorted(
        copies, key=lambda each: (each.published_at is None, each.published_at or each.fetched_at, each.url)
    )
