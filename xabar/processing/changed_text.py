"""A text that a pipeline of others has changed between two steps: what followed from the former text goes."""

from __future__ import annotations

from xabar.article import Article


def note_text(article: Article) -> None:
    """Remember the text as a step left it."""
    article.left_text = (article.title, article.body)


def is_changed(article: Article) -> bool:
    """Return whether the text is another one than the last step left."""
    return article.left_text not in (None, (article.title, article.body))


def drop_former(article: Article) -> None:
    """Drop what followed from the former text and is not true of the text that stands there now.

    The cuts and the kinds of the paragraphs hold as long as the number of the paragraphs is the same. `identify_language`
    normalizes the text anew, `ingest` signs it.
    """
    title, body = article.left_text or ("", "")
    if article.title != title:
        article.title_printed = article.title_normalized = None
    if article.body != body:
        article.body_printed = article.body_normalized = None
    if article.body.count("\n") != body.count("\n"):
        article.structure, article.cuts = "", ()
    article.signature = None
