"""Small builders for the patterns that the tables of endings are made of. All give what Java and Python read alike."""

from __future__ import annotations

from collections.abc import Iterable


def words(text: str) -> tuple[str, ...]:
    """The words of a text, so that a table reads as one."""
    return tuple(text.split())


def any_of(*endings: str) -> str:
    """One of these endings, the longest first; a string may hold several, space between."""
    found = {ending for group in endings for ending in group.split()}
    return f"(?:{'|'.join(sorted(found, key=lambda ending: (-len(ending), ending)))})"


def one_root(roots: str, *, shortest: bool = False) -> str:
    """One of these roots (a space between them) as a tree of letters, so that a list of hundreds stays fast.

    The longest root that lets the rest of the pattern match wins, or the shortest.
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for root in roots.split():
        node = tree
        for letter in root:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(tree, "??" if shortest else "?")


def _branch(node: dict[str, dict], optional: str) -> str:  # type: ignore[type-arg]
    letters = sorted(letter for letter in node if letter)
    leaves = "".join(letter for letter in letters if node[letter].keys() == {""})
    branches = [f"[{leaves}]" if len(leaves) > 1 else leaves] if leaves else []
    branches += [letter + _branch(node[letter], optional) for letter in letters if letter not in leaves]
    if not branches:
        return ""
    if "" in node:
        return f"(?:{'|'.join(branches)}){optional}"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def optional(*patterns: str) -> str:
    """Any of these patterns, in this order, or nothing."""
    return f"(?:{'|'.join(patterns)})?"


def either(patterns: Iterable[str]) -> str:
    """Any of these patterns, in this order."""
    return f"(?:{'|'.join(patterns)})"
