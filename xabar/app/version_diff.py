"""What changed between two versions of an article: paragraph by paragraph, and word by word in those that differ. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from xabar.app.reading import in_script
from xabar.article import Article

_WORD: Final = re.compile(r"\n|[^\S\n]+|[^\s]+[^\S\n]*")
_PATIENCE: Final = 20_000_000  # pairs of equal words that are compared, about two seconds


class Piece(NamedTuple):
    """Words that both versions have, or only one of them."""

    kind: Literal["same", "added", "removed"]
    text: str


Paragraph: TypeAlias = tuple[Piece, ...]


def compare_versions(old: Article, new: Article, script: str | None = None) -> list[Paragraph]:
    """Return the title and then the paragraphs of both versions as one text, each as its pieces in order.

    Both are in a script if one is given, and otherwise in that of the new version, because the same words in another
    script are no change.
    """
    shown = (in_script(old, script or new.script), in_script(new, script))
    before, after = (f"{article.title}\n{article.body}".split("\n") for article in shown)
    compared: list[Paragraph] = []
    for equal, one, other in _blocks(before, after):
        if equal:
            compared += [(Piece("same", text),) for text in one]
        else:
            compared += _paragraphs(_compare_words("\n".join(one), "\n".join(other)))
    return compared


def count_words(paragraphs: Sequence[Paragraph]) -> Counter[str]:
    """Return how many words are the same, added and removed."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        for piece in paragraph:
            counts[piece.kind] += len(piece.text.split())
    return counts


def _compare_words(old: str, new: str) -> Iterator[Piece]:
    """Yield pieces of the two texts. Between two changes, a space alone is no common piece."""
    removed = added = ""
    for equal, one, other in _blocks(_WORD.findall(old), _WORD.findall(new)):
        common, gone, come = "".join(one) if equal else "", "".join(one), "".join(other)
        if not common.strip(" "):
            removed, added = removed + gone, added + come
            continue
        yield from _changed(removed, added)
        yield Piece("same", common)
        removed = added = ""
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)


def _paragraphs(pieces: Iterator[Piece]) -> Iterator[Paragraph]:
    """Yield the pieces of each paragraph. One ends where a line ends in either version."""
    line: list[Piece] = []
    for piece in pieces:
        first, *others = piece.text.split("\n")
        line.append(Piece(piece.kind, first))
        for text in others:
            yield _without_empty(line)
            line = [Piece(piece.kind, text)]
    yield _without_empty(line)


def _without_empty(line: list[Piece]) -> Paragraph:
    return tuple(piece for piece in line if piece.text)


def _blocks(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[bool, Sequence[Any], Sequence[Any]]]:
    """Yield blocks of both sequences in order, and whether they are equal.

    What begins and ends alike is set apart first. Where comparing the rest would take too long, it is one block.
    """
    begin = _common(old, new)
    end = _common(old[begin:][::-1], new[begin:][::-1])
    one, other = old[begin : len(old) - end], new[begin : len(new) - end]
    yield True, old[:begin], new[:begin]
    if _pairs(one, other) > _PATIENCE:
        yield False, one, other
    else:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            yield tag == "equal", one[a:b], other[c:d]
    yield True, old[len(old) - end :], new[len(new) - end :]


def _common(old: Sequence[Any], new: Sequence[Any]) -> int:
    """Return how many elements both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


def _pairs(old: Sequence[Any], new: Sequence[Any]) -> int:
    there = Counter(new)
    return sum(count * there[each] for each, count in Counter(old).items())
