"""The bounds of an article's fields: what a page may put into them, as the index and a terminal can bear it."""

from __future__ import annotations

from typing import Any, Final

from xabar.article import Article, PrintedDate
from xabar.language.printable import printable, printable_line

LONGEST_NAME: Final = 1_000  # characters of a caption or a name; a keyword of the index holds 32,766 bytes
LONGEST_DATE: Final = 300  # characters of a printed date
LONGEST_ADDRESS: Final = 8_192  # characters, as servers take them
MOST_VALUES: Final = 100  # of a field that holds several

NAMES: Final = ("section", "authors", "tags", "captions")
ADDRESSES: Final = ("image", "images", "links")


def bound_fields(article: Article) -> Article:
    """Return the article with every field that came from a page fit to be stored, indexed and printed.

    What no terminal may print is dropped. Names and captions are cut at their limit, and a longer address is left out. The
    title and the body, which are refused above limits of their own, are never cut.
    """
    article.title = printable_line(article.title)
    article.body = printable(article.body)
    for name in NAMES:
        setattr(article, name, _bound(getattr(article, name), LONGEST_NAME, cut=True))
    for name in ADDRESSES:
        setattr(article, name, _bound(getattr(article, name), LONGEST_ADDRESS, cut=False))
    article.modified_text = _bound(article.modified_text, LONGEST_DATE, cut=True)
    article.printed_dates = tuple(
        PrintedDate(printable_line(date.text[:LONGEST_DATE]), date.source)
        for date in article.printed_dates[:MOST_VALUES]
    )
    return article


def _bound(value: Any, limit: int, *, cut: bool) -> Any:
    if isinstance(value, str):
        return _bound_line(value, limit, cut=cut) or None
    if not value:
        return value
    lines = (_bound_line(line, limit, cut=cut) for line in value[:MOST_VALUES])
    return tuple(line for line in lines if line)


def _bound_line(text: str, limit: int, *, cut: bool) -> str:
    if len(text) > limit:
        text = text[:limit] if cut else ""
    return printable_line(text)
