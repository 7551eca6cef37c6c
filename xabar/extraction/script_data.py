"""Read the date of an article from the data that a page's own scripts hold: Next.js, Nuxt, `window.__STATE__ = {…}`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

MAX_SCRIPT: Final = 3_000_000  # characters
MAX_FOUND: Final = 4  # places of the title in one script
MAX_OBJECTS: Final = 12  # beginnings of objects before the title that are tried
LEAST_TITLE: Final = 10  # characters; a shorter one may be any word
_TITLES: Final = frozenset(("title", "headline", "name", "heading", "header"))
# Names of keys without case and signs; those that surely mean the publication come first.
_PUBLISHED: Final = (
    *("publishedat", "datepublished", "publisheddate", "publishdate", "publishedon", "publishedtime"),
    *("published", "publishat", "publishtime", "publicationdate", "pubdate", "firstpublishedat"),
    *("date", "datetime"),
)
_CREATED: Final = ("createdat", "datecreated", "createddate", "created", "dateadded")
_ISO: Final = re.compile(
    r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_EPOCH: Final = (946_684_800, 4_102_444_800)  # seconds of the years 2000 and 2100
_PUSHED: Final = re.compile(r'self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)')
_SIGNS: Final = re.compile(r"[^a-z]")
_DECODER: Final = json.JSONDecoder(strict=False)


def find_script_date(tree: LexborHTMLParser, title: str, *, alone: bool) -> str | None:
    """Return when the object that has this title says that it was published, in ISO 8601; None if none says it.

    Objects with the same title that name several days say nothing. `alone` says that the page has no other date: then
    that of its creation is one, too, which may be hours before the publication.
    """
    keys = (*_PUBLISHED, *_CREATED) if alone else _PUBLISHED
    if len(title) < LEAST_TITLE:
        return None
    dates: dict[str, str] = {}  # by their days
    for text in _scripts(tree):
        for found in _objects(text, title):
            if date := _read_date(found, keys):
                dates.setdefault(date[:10], date)
    return next(iter(dates.values())) if len(dates) == 1 else None


def _scripts(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the texts of the scripts; what Next.js hands over in pieces as one text."""
    pushed: list[str] = []
    for node in tree.css("script"):
        text = node.text()
        if "__next_f" in text:
            pushed += map(_unquote, _PUSHED.findall(text[:MAX_SCRIPT]))
        elif len(text) <= MAX_SCRIPT and "{" in text and node.attributes.get("type") != "application/ld+json":
            yield text
    if pushed:
        yield "".join(pushed)[:MAX_SCRIPT]


def _unquote(text: str) -> str:
    try:
        return str(json.loads(text, strict=False))
    except ValueError:  # a string that JavaScript knows and JSON does not: \x27
        return ""


def _objects(text: str, title: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a script that have this title, wherever in the script they stand."""
    for form in dict.fromkeys((json.dumps(title, ensure_ascii=False), json.dumps(title))):
        at = text.find(form)
        for _ in range(MAX_FOUND):
            if at < 0:
                break
            if (found := _object_around(text, at, title)) is not None:
                yield found
            at = text.find(form, at + 1)


def _object_around(text: str, at: int, title: str) -> dict[str, Any] | None:
    """Return the innermost object around a place in which the title is a title."""
    start = at
    for _ in range(MAX_OBJECTS):
        start = text.rfind("{", 0, start)
        if start < 0:
            return None
        try:
            found, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if end > at and any(_SIGNS.sub("", key.lower()) in _TITLES for key in _keys_of(found, title)):
            return dict(found)
    return None


def _keys_of(found: dict[str, Any], title: str) -> Iterator[str]:
    """Yield the keys with this text; that of an edition may lie one level deeper: {"title": {"uz": …}}."""
    for key, value in found.items():
        if value == title or (isinstance(value, dict) and title in value.values()):
            yield key


def _read_date(found: dict[str, Any], keys: Iterable[str]) -> str | None:
    named = {_SIGNS.sub("", key.lower()): value for key, value in found.items()}
    values = (_as_date(named[name]) for name in keys if name in named)
    return next(filter(None, values), None)


def _as_date(value: Any) -> str | None:
    """Return a value in ISO 8601, if it is a date or counts the seconds or milliseconds since 1970."""
    if isinstance(value, str) and _ISO.fullmatch(value):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    seconds = value / 1000 if value > _EPOCH[1] else value
    if not _EPOCH[0] <= seconds < _EPOCH[1]:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
