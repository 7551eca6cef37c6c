"""Short names for the nodes of `xabar.language.patterns`, to write the rules of the tables with.

Each builder takes nodes and plain letters alike: either("da", "de") + optional("n") is (?:da|de)(?:n)?
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from xabar.language.patterns import Alt, Chars, Group, Look, Pattern, Range, Repeat, Seq, Text, as_nodes


def one_of(*pieces: str | Range) -> Chars:
    """Return a node for one of these letters."""
    return Chars(pieces)


def none_of(*pieces: str | Range) -> Chars:
    """Return a node for any letter but these."""
    return Chars(pieces, negated=True)


def either(*parts: Pattern | str) -> Alt:
    """Return a node for any of the parts, tried in this order."""
    return Alt(as_nodes(parts))


def optional(*parts: Pattern | str) -> Repeat:
    """Return a node for any of the parts, tried in this order, or nothing."""
    return Repeat(either(*parts), 0, 1)


def maybe(part: Pattern | str) -> Repeat:
    """Return a node for the part, a single letter or group, or nothing."""
    return Repeat(as_nodes([part])[0], 0, 1)


def repeated(part: Pattern, least: int, most: int | None = None, *, lazy: bool = False) -> Repeat:
    """Return a node for the part at least and at most so many times; without `most` there is no limit."""
    return Repeat(part, least, most, lazy)


def group(*parts: Pattern | str) -> Group:
    """Return a node for any of the parts, tried in this order, which a replacement can name."""
    return Group(as_nodes(parts))


def after(*parts: Pattern | str) -> Look:
    """Return a node for a place behind one of the parts, all of the same length."""
    return Look("?<=", as_nodes(parts))


def not_after(*parts: Pattern | str) -> Look:
    """Return a node for a place behind none of the parts, all of the same length."""
    return Look("?<!", as_nodes(parts))


def before(*parts: Pattern | str) -> Look:
    """Return a node for a place before one of the parts."""
    return Look("?=", as_nodes(parts))


def not_before(*parts: Pattern | str) -> Look:
    """Return a node for a place before none of the parts."""
    return Look("?!", as_nodes(parts))


def any_of(suffixes: str) -> Alt:
    """Return a node for one of these suffixes (a space between them), the longest tried first."""
    return either(*sorted(set(suffixes.split()), key=lambda suffix: (-len(suffix), suffix)))


@cache
def one_root(roots: str, *, shortest: bool = False) -> Pattern:
    """Return a node for one of these roots (a space between them).

    It is a tree of letters, so that a list of hundreds stays fast. The longest root that lets the rest of the pattern
    match wins, or the shortest.
    """
    return _root_tree(sorted(set(roots.split())), shortest=shortest)


def _root_tree(roots: Sequence[str], *, shortest: bool) -> Pattern:
    """Return the tree of roots that are sorted, each once; an empty one, which is the first, may end here."""
    rests: dict[str, list[str]] = {}
    for root in roots:
        if root:
            rests.setdefault(root[0], []).append(root[1:])
    leaves = "".join([letter for letter, rest in rests.items() if rest == [""]])
    branches: list[Pattern] = [one_of(leaves) if len(leaves) > 1 else _letter(leaves)] if leaves else []
    for letter, rest in rests.items():
        if len(rest) > 1:
            tree = _root_tree(rest, shortest=shortest)
            branches.append(Seq((_letter(letter), *(tree.parts if isinstance(tree, Seq) else (tree,)))))
        elif rest != [""]:
            branches.append(Seq((_letter(letter), *map(_letter, rest[0]))))
    if branches and not roots[0]:
        return Repeat(either(*branches), 0, 1, shortest)
    return branches[0] if len(branches) == 1 else either(*branches)


_letter = cache(Text)  # the trees have thousands
