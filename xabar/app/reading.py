"""The text of an article in the alphabet that its reader prefers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

from xabar.article import Article
from xabar.search.highlight import HIT_END, HIT_START

READ_FIELDS: Final = ("title", "body", "authors", "tags", "section")
"""The fields that people read as text."""


def to_script(article: Article, text: str, script: str | None) -> str:
    """Return a text of an article in a script, if its language is written in that. Marks of hits stay around the same words."""
    if not is_written_in(article, script):
        return text
    from xabar.language.conversion import convert_text  # only a reader with a script needs its tables

    assert article.language is not None
    assert script is not None
    pieces = text.replace(HIT_START, HIT_END).split(HIT_END)  # marks stand between whole words
    converted = iter([convert_text(piece, language=article.language, to=script) for piece in pieces])
    marks = [letter for letter in text if letter in (HIT_START, HIT_END)]
    return next(converted) + "".join(mark + next(converted) for mark in marks)


def in_script(article: Article, script: str | None, names: Collection[str] = READ_FIELDS) -> Article:
    """Return the article with those of READ_FIELDS that are among `names` in a script, as `to_script` does.

    Its own `script` stays: it says what was printed.
    """
    if not is_written_in(article, script):
        return article
    return replace(
        article, **{name: _convert(article, name, script) for name in READ_FIELDS if name in names}
    )


def _convert(article: Article, name: str, script: str | None) -> Any:
    value = getattr(article, name)
    if isinstance(value, tuple):
        return tuple(to_script(article, each, script) for each in value)
    return value and "\n".join(to_script(article, line, script) for line in value.split("\n"))


def is_written_in(article: Article, script: str | None) -> bool:
    """Return whether the article can be shown in a script that is not its own."""
    if script is None or article.language is None or article.script == script:
        return False
    from xabar.language.conversion import SCRIPTS

    return script in SCRIPTS.get(article.language, ())
