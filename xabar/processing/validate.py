"""Refuse what lacks a title, a text or a date of publication."""

from __future__ import annotations

from typing import Final

from xabar.article import Article
from xabar.processing.steps import Context
from xabar.rejection import Rejected

MIN_BODY: Final = 80  # characters: a news flash of one sentence passes, a caption or a teaser does not


def validate_article(article: Article, context: Context) -> Article:
    """Return the article as it came if it has a title, a text of its own and a day of publication.

    Raise Rejected when one of them is missing.
    """
    if not _has_letters(article.title):
        raise Rejected("no-title")
    if len(article.body.strip()) < MIN_BODY or not _has_letters(article.body):
        raise Rejected("no-body")
    if article.published_day is None:
        raise Rejected("no-date")
    return article


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
