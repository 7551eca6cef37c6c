"""The shapes of addresses: which parts are dates, numbers and slugs, and so which addresses are those of articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, urlsplit

# The kinds of a path's parts; the first that fits. The example beside each is a part that it takes.
KINDS: Final[dict[str, str]] = {
    "year": r"(?:19|20)\d\d",  # 2026
    "day": r"(?:19|20)\d\d-?[01]\d-?[0-3]\d",  # 20261124, 2026-11-24
    "two": r"\d{1,2}",  # 11
    "number": r"\d+",  # 2086925
    "uuid": r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",  # 21636369-8b52-9b4a-97b7-50923ceb3ffd
    "dated-slug": r"(?:19|20)\d\d-?[01]\d-?[0-3]\d[-_][^/?]+",  # 2026-11-24-metro
    "number-slug": r"(?!(?:19|20)\d\d[-_])\d+[-_][^/?]+",  # 2086925-zhana-mektep
    "slug-number": r"[^/?]+[-_]a?\d{5,}",  # yangi-bekat_3091771
    "slug-hash": r"[^/?]+-(?=[a-f]*\d)[0-9a-f]{5,12}",  # auylda-mektep-4f1a7c
    "hash": r"(?=[a-zA-Z]*\d)[0-9a-zA-Z]{8,}",  # c8y949r98pgt
    "slug": r"[^/_-]+[-_][^/_-]+[-_][^/?]+",  # yangi-bekat-ochildi
    "short-slug": r"[^/_-]+[-_][^/_-]+",  # bekat-ochildi
    "word": r"[^/?]+",  # jamiyat
}
DATES: Final = frozenset(("year", "two", "day"))
# A last part that only an article has, so that what stands before it may be any section.
STRONG: Final = frozenset(("number", "uuid", "dated-slug", "number-slug", "slug-number", "slug-hash"))
# Parts of the addresses of lists, calendars and people, in the languages of the press: never those of an article.
LIST_WORDS: Final = frozenset((
    "archive", "archives", "arxiv", "author", "authors", "avtor", "avtory", "calendar", "categories", "category",
    "date", "feed", "kategoriya", "login", "muallif", "page", "profile", "rss", "rubric", "rubrics", "rubrika",
    "search", "tag", "tags", "taxonomy", "teg", "tema", "term", "topic", "topics", "user", "users", "z",
))  # fmt: skip
# Those of them that name sections, whose pages are worth a visit.
SECTION_WORDS: Final = frozenset((
    "archive", "archives", "arxiv", "categories", "category", "kategoriya", "rubric", "rubrics", "rubrika", "tema",
))  # fmt: skip
SECTION: Final = rf"(?!(?:{'|'.join(sorted(LIST_WORDS))})/)[^/?]+"
"""A regular expression for a part of an address that names a section, in front of what tells an article."""
_NUMBERED: Final = re.compile(r"\d{1,12}")
# Parameters with a number that choose a page of a list, a section, a day or a script: never an article.
_OTHER_PARAMETERS: Final = frozenset((
    "amp", "author", "cat", "cat_id", "category", "day", "from", "lang", "limit", "month", "offset", "page", "page_id",
    "paged", "pagen_1", "per-page", "rubric", "section", "start", "tag", "utm_id", "v", "ver", "w", "year",
))  # fmt: skip
_NAME: Final = re.compile(r"[A-Za-z][\w-]*")
_SUFFIX: Final = re.compile(r"\.(?:html?|php|aspx?|shtml)$")
_KIND_PATTERNS: Final = tuple((name, re.compile(rf"\A(?:{pattern})\Z")) for name, pattern in KINDS.items())
MAX_PARTS: Final = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of an address below its edition: the kind of each part, the file's suffix, the parameter with the number."""

    kinds: tuple[str, ...]
    suffix: str = ""
    parameter: str = ""

    @property
    def is_strong(self) -> bool:
        """True if it has a date and more, or a number: hardly anything but an article does."""
        if self.parameter:
            return True
        return bool(self.kinds) and (self.kinds[-1] in STRONG or _is_dated(self.kinds[:-1]))


def parts_of(url: str, editions: Iterable[str] = ()) -> list[str]:
    """Return the parts of a path without the edition at its beginning."""
    parts = [part for part in urlsplit(url).path.split("/") if part not in ("", "index.php", "amp")]
    return parts[1:] if parts and parts[0] in editions else parts


def shape_of(url: str, editions: Iterable[str] = ()) -> Shape | None:
    """Return the shape of an address; None for a front page and for what is never an article's address.

    >>> shape_of("https://example.uz/news/2026/11/24/yangi-bekat")
    Shape(kinds=('word', 'year', 'two', 'two', 'word'), suffix='', parameter='')
    >>> shape_of("https://example.uz/?p=123")
    Shape(kinds=(), suffix='', parameter='p')
    """
    parts = parts_of(url, editions)
    parameter = next(iter(_numbers(url)), "")
    if len(parts) > MAX_PARTS or any(
        part.lower() in LIST_WORDS for part in parts[: len(parts) - (len(parts) > 1)]
    ):
        return None
    if not parts:
        return Shape((), "", parameter) if parameter else None
    suffix = match[0] if (match := _SUFFIX.search(parts[-1])) else ""
    kinds = tuple(kind_of(part) for part in (*parts[:-1], parts[-1][: len(parts[-1]) - len(suffix)]))
    if parameter and (suffix or kinds == ("word",)):
        return Shape(kinds, suffix, parameter)  # /news.php?id=12
    if all(kind in DATES for kind in kinds) or parts[-1].lower() in LIST_WORDS:
        return None  # a calendar
    if _is_dated(kinds[:-1]):
        kinds = (*kinds[:-1], "word")  # below a day, any name is that of an article
    elif kinds[-1] in STRONG:
        kinds = (*("word" for _ in kinds[:-1]), kinds[-1])  # before a number, any section or slug
    else:
        kinds = (*("word" if "slug" in kind else kind for kind in kinds[:-1]), kinds[-1])
    return Shape(kinds, suffix)


def kind_of(part: str) -> str:
    """Return the kind of a part of a path.

    >>> kind_of("2026"), kind_of("2086925-zhana-mektep"), kind_of("jamiyat")
    ('year', 'number-slug', 'word')
    """
    return next((name for name, pattern in _KIND_PATTERNS if pattern.match(part)), "word")


def path_of(url: str, editions: Iterable[str] = ()) -> str:
    """Return what the pattern of a shape is compared with: the path without the edition, and the number that counts."""
    path, shape = "/".join(parts_of(url, editions)), shape_of(url, editions)
    return f"{path}?{shape.parameter}={_numbers(url)[shape.parameter]}" if shape and shape.parameter else path


def group_by_shape(urls: Iterable[str], editions: Iterable[str]) -> dict[Shape, list[str]]:
    """Return, by shape, the addresses that may be those of articles."""
    groups: dict[Shape, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        shape = shape_of(url, editions)
        if shape is not None:
            groups[shape].append(url)
    return groups


def section_of(url: str, editions: Iterable[str]) -> str:
    """Return the first word of a path, if more follows: the section, or what says that the pages below it are tags.

    >>> section_of("https://oz.uz/sport/12-gol", ()), section_of("https://oz.uz/news.php?id=12", ())
    ('sport', 'news.php')
    """
    parts = parts_of(url, editions)
    if len(parts) == 1 and _numbers(url):
        return parts[0]
    return parts[0] if len(parts) > 1 and kind_of(parts[0]) in ("word", "slug", "short-slug") else ""


def _is_dated(kinds: Sequence[str]) -> bool:
    """Return whether parts of a path name a month or a day: /2026/11/, /20261124/."""
    return "day" in kinds or ("year", "two") in pairwise(kinds)


def _numbers(url: str) -> dict[str, str]:
    """Return the parameters of an address that have a number and may choose an article."""
    query = urlsplit(url).query
    return {
        name: value
        for name, value in (parse_qsl(query) if query else ())
        if _NUMBERED.fullmatch(value) and name.lower() not in _OTHER_PARAMETERS and _NAME.fullmatch(name)
    }
