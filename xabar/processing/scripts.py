"""Repair letters and apostrophes. What was printed is kept if more than spacing and apostrophes changed."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from xabar.article import Article, CutText
from xabar.language.repair import Repair, repair_text
from xabar.processing.steps import Context


def repair_scripts(article: Article, context: Context) -> Article:
    """Return the article with title, body, tags and authors repaired in their own script; nothing is transliterated.

    `title_printed` and `body_printed` keep the original of a text whose letters were rewritten.
    """
    language = article.declared_language
    title = _repair_line(article.title, language)
    if title.rewritten:
        article.title_printed = article.title
    body = repair_text(article.body, language)
    if body.rewritten:
        article.body_printed = article.body
    article.title, article.body = title.text, body.text
    article.cuts = tuple(_repair_cut(cut, language) for cut in article.cuts)
    article.tags = _repair_names(article.tags, language)
    article.authors = _repair_names(article.authors, language)
    return article


def _repair_cut(cut: CutText, language: str) -> CutText:
    """Return the cut as the text would be if it were still there."""
    repaired = _repair_line(cut.text, language).text
    if repaired == cut.text and cut.printed is None:
        return cut
    return replace(cut, text=repaired, printed=None if repaired == cut.text else cut.text)


def _repair_names(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return each name once, repaired; empty ones are left out."""
    repaired = (_repair_line(name, language).text.strip() for name in names)
    return tuple(dict.fromkeys(name for name in repaired if name))


# A site prints the same tags, authors and labels again and again, and a title above its text, too, where it is cut.
@lru_cache(maxsize=4096)
def _repair_line(line: str, language: str) -> Repair:
    return repair_text(line, language)
