"""Name an element of a page by a short selector."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NAME: Final = re.compile(r"-?[a-zA-Z_][\w-]*")  # a class or id that needs no escaping in a selector


def select_node(tree: LexborHTMLParser, node: LexborNode) -> str | None:
    """Return a short selector that finds this node first: by vocabulary, class or id; None if there is none."""
    tag = node.tag if node.tag and _NAME.fullmatch(node.tag) else ""  # a page may call an element anything
    meaning = node.attributes.get("itemprop") or ""
    marks = [f"[itemprop={meaning}]"] if _NAME.fullmatch(meaning) else []
    names = [name for name in _classes(node) if _NAME.fullmatch(name) and not _is_generated(name)]
    marks += [f"{tag}.{name}" for name in sorted(names, key=lambda name: len(tree.css(f".{name}")))]
    identity = node.attributes.get("id") or ""
    if _NAME.fullmatch(identity) and not _is_generated(identity):
        marks.append(f"#{identity}")
    marks += [tag] if tag in ("article", "main", "h1") else []
    return next((mark for mark in marks if finds(tree, mark, node)), None)


def finds(tree: LexborHTMLParser, selector: str, node: LexborNode) -> bool:
    """Return whether a selector finds this node first."""
    found = tree.css_first(selector)
    return found is not None and found.mem_id == node.mem_id


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _is_generated(name: str) -> bool:
    """Return whether a name was generated for one page or one build: post-81273, css-1x2y3z, _abc123."""
    return any(map(str.isdigit, name))
