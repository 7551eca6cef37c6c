"""Identify the language and the script of a text, and normalize it to the language's one alphabet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from xabar.article import Article, CutText
from xabar.language.conversion import is_normal, normalize_text
from xabar.language.identification import KEPT, KEPT_FOR_MANY, identify_article
from xabar.processing.cuts import marked_paragraphs
from xabar.processing.steps import Context


def identify_language(article: Article, context: Context) -> Article:
    """Return the article with its language, its script and, if they differ from print, its normalized texts.

    What the site declares is only a prior: editions print each other's scripts and languages.
    """
    kept = KEPT_FOR_MANY if context.for_many else KEPT
    found = identify_article(article.title, article.body, declared=article.declared_language, kept=kept)
    article.language, article.script = found.language, found.script
    alphabet = context.alphabets.get(found.language)
    if alphabet is not None:
        article.title_normalized = normalize_text(article.title, language=found.language, to=alphabet)
        # A line that was cut before this step must read as one that is cut after it: both are judged in the whole text.
        whole = "\n".join([line for line, _ in marked_paragraphs(article)]) if article.cuts else article.body
        normalize: Callable[[str], str | None] = (
            _leave
            if is_normal(whole, language=found.language, to=alphabet)
            else partial(normalize_text, language=found.language, to=alphabet, within=whole)
        )
        article.body_normalized = normalize(article.body)
        article.cuts = tuple(_normalize_cut(cut, normalize(cut.text)) for cut in article.cuts)
    return article


def _leave(text: str) -> None:
    """Do not normalize the text: it is printed in that alphabet."""


def _normalize_cut(cut: CutText, normalized: str | None) -> CutText:
    return cut if cut.normalized == normalized else replace(cut, normalized=normalized)
