"""The addresses of articles as one regular expression, made of the shapes that they have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crawler.survey.shapes import KINDS, SECTION, Shape, parts_of, path_of

# First parts that say what the pages below them are, and not which section they belong to.
PLAIN: Final = frozenset(
    ("a", "article", "articles", "content", "materials", "n", "news", "novosti", "p", "post", "posts", "story", "view")
)  # fmt: skip
MAX_WORDS: Final = 80  # sections that a pattern names
LONGEST: Final = 200  # characters of a path or section that a pattern names
MAX_NAMED: Final = 40  # other pages with the shape of an article that a pattern names
MANY: Final = 3  # different sections, after which there may be others
WIDTH: Final = 80  # characters of a line of an expression that names many words or paths


@dataclass(frozen=True, slots=True)
class ArticleShape:
    """A shape of articles' addresses: for each part a kind, or the words that may stand there."""

    shape: Shape
    words: tuple[tuple[str, ...], ...]  # for each part the words that are taken; none if its kind decides
    example: str = ""

    @property
    def pattern(self) -> str:
        """A regular expression for what follows the host and the edition, without the first slash."""
        return "".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The expression in lines, of which none is long."""
        last = len(self.words) - 1
        lines = [""]
        for place, (kind, words) in enumerate(zip(self.shape.kinds, self.words, strict=True)):
            first, *rest = _part(kind, words, is_last=place == last)
            lines[-1] += f"/{first}" if place else first
            lines += rest
        lines[-1] += re.escape(self.shape.suffix) + "/?"
        if self.shape.parameter:
            lines[-1] += rf"\?{re.escape(self.shape.parameter)}=\d+"
        return lines


def generalize(
    shape: Shape, articles: Sequence[str], others: Sequence[str], editions: Iterable[str]
) -> ArticleShape:
    """Return the shape of articles' addresses that these examples have and the other pages do not.

    Sections become any word where the rest of the shape tells an article, or where there are many of them.
    """
    columns = list(zip(*(_stems(url, editions, shape) for url in articles), strict=True))
    words = tuple(
        _words(kind, column, is_last=place == len(columns) - 1, shape=shape)
        for place, (kind, column) in enumerate(zip(shape.kinds, columns, strict=True))
    )
    wide = ArticleShape(shape, words, articles[0])
    narrow_words = (
        _common(column) if kind == "word" and place < len(columns) - 1 else known
        for place, (kind, column, known) in enumerate(zip(shape.kinds, columns, words, strict=True))
    )
    narrow = ArticleShape(shape, tuple(narrow_words), articles[0])
    paths = [path_of(url, editions) for url in others]
    return narrow if _count(wide, paths) > _count(narrow, paths) else wide


def _count(shape: ArticleShape, paths: Iterable[str]) -> int:
    pattern = re.compile(shape.pattern)
    return sum(pattern.fullmatch(path) is not None for path in paths)


def article_lines(
    shapes: Sequence[ArticleShape], editions: Iterable[str], others: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return one regular expression, in lines, for the addresses of all shapes in every edition, but not for `others`."""
    paths = dict.fromkeys(path_of(url, editions) for url in others)
    named = [
        path for path in paths if 0 < len(path) <= LONGEST and any(_count(shape, (path,)) for shape in shapes)
    ][:MAX_NAMED]
    lines = ["^https?://[^/]+/"]
    if codes := "|".join(map(re.escape, sorted(editions))):
        lines.append(f"(?:(?:{codes})/)?")
    if named:
        first, *rest = _one_of(named)
        lines += [f"(?!{first}", *rest, "/?$)"]
    for place, (first, *rest) in enumerate(dict.fromkeys(tuple(shape.lines) for shape in shapes)):
        lines += [f"|{first}" if place else f"(?:{first}", *rest]
    return (*lines, ")$")


def _stems(url: str, editions: Iterable[str], shape: Shape) -> list[str]:
    parts = parts_of(url, editions)
    return [*parts[:-1], parts[-1][: len(parts[-1]) - len(shape.suffix)]] if parts else []


def _common(column: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a column, the most frequent ones where there are too many to name."""
    counted = Counter(word for word in column if len(word) <= LONGEST)
    return tuple(sorted(word for word, _ in counted.most_common(MAX_WORDS)))


def _words(kind: str, column: Sequence[str], *, is_last: bool, shape: Shape) -> tuple[str, ...]:
    if kind != "word" or (is_last and not shape.parameter):
        return ()
    seen = set(column)
    return _common(column) if seen <= PLAIN or not (shape.is_strong or len(seen) >= MANY) else ()


def _part(kind: str, words: tuple[str, ...], *, is_last: bool) -> list[str]:
    """Return the lines of the expression for a part of an address."""
    if words:
        return _one_of(words) if len(words) > 1 else [re.escape(words[0])]
    if kind == "word":
        return ["[^/?]+" if is_last else SECTION]
    return [f"(?:{KINDS[kind]})"]


def _one_of(words: Sequence[str]) -> list[str]:
    """Return the lines of the expression for one of several words."""
    lines = [f"(?:{re.escape(words[0])}"]
    for word in words[1:]:
        if len(lines[-1]) + len(word) > WIDTH:
            lines.append("")
        lines[-1] += f"|{re.escape(word)}"
    lines[-1] += ")"
    return lines
