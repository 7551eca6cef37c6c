"""An article as people read it: in the alphabet that they prefer, paragraph by paragraph, with its date in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

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


class Line(NamedTuple):
    """A paragraph of a text with its kind, a letter of PARAGRAPH_KINDS."""

    kind: str
    text: str


def list_lines(article: Article) -> list[Line]:
    """Return the paragraphs of an article's text. Where their kinds are not known, all are plain ones."""
    texts = article.body.split("\n")
    kinds = article.structure if len(article.structure) == len(texts) else "p" * len(texts)
    return [Line(kind, text) for kind, text in zip(kinds, texts, strict=True)]


def byline(article: Article) -> list[str]:
    """Return who wrote an article and where it stands: authors, site, section, and the language with its script."""
    language = "-".join(filter(None, (article.language, article.script)))
    return [part for part in (*article.authors, article.site, article.section, language) if part]


def describe_date(article: Article) -> str:
    """Return the date of publication in the site's zone, with what was printed and where it stood."""
    if article.published_day is None:
        return "no date"
    words = article.published_day.isoformat()
    if article.published_at is not None and article.published_precision != "day":
        words = f"{article.published_at.astimezone(ZoneInfo(article.zone)):%Y-%m-%d %H:%M} ({article.zone})"
    if article.published_source is not None:
        words += f", from {article.published_source}"
    return f"{words}: {article.published_text}" if article.published_text else words
