"""Name an element by every selector that may find it on the other pages of its site, too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

_NAME: Final = re.compile(r"-?[a-zA-Z_][\w-]*")  # a class or id that needs no escaping in a selector
_TAG: Final = re.compile(r"[a-z][a-z0-9]*")
_MEANINGFUL: Final = frozenset(("article", "main", "h1", "time"))  # tags that say what they hold
MAX_CLASSES: Final = 5  # of one element
ANCESTORS: Final = 4  # elements around one, up to which a name is looked for
MAX_STEPS: Final = 8  # from the nearest element with a name down to one without


def shared_names(pages: Iterable[Iterable[LexborNode]], least: int) -> list[str]:
    """Return the selectors that name one of the given elements on so many pages, the best names first."""
    costs: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for nodes in pages:
        found: dict[str, int] = {}
        for node in nodes:
            for selector, cost in name_node(node).items():
                found[selector] = min(cost, found.get(selector, cost))
        counts.update(found.keys())
        for selector, cost in found.items():
            costs[selector] = min(cost, costs.get(selector, cost))
    shared = (selector for selector in costs if counts[selector] >= least)
    return sorted(shared, key=lambda selector: (costs[selector], len(selector), selector))


def name_node(node: LexborNode) -> dict[str, int]:
    """Return selectors for an element, each with its cost: the less, the likelier the name outlives the next build.

    They are names of the element's own, then such names below a named element, then a path of tags.
    """
    own = dict(own_names(node))
    found = dict(own)
    around = islice(_ancestors(node), ANCESTORS)
    for distance, ancestor in enumerate(around):
        for outer, outer_cost in own_names(ancestor):
            for inner, cost in own.items():
                found.setdefault(f"{outer} {inner}", outer_cost + cost + 2 + distance)
            if distance == 0 and (tag := _tag_of(node)):
                found.setdefault(f"{outer} > {tag}", outer_cost + 4)
    if path := _path_of(node):
        found.setdefault(path, 20)
    return found


def own_names(node: LexborNode) -> Iterator[tuple[str, int]]:
    """Yield selectors by the names of an element itself, each with its cost as in `name_node`. Digits are a sign of one page or one build."""
    tag, attributes = _tag_of(node), node.attributes
    if not tag:
        return
    for meaning in (attributes.get("itemprop") or "").split():
        if _NAME.fullmatch(meaning):
            yield f'[itemprop~="{meaning}"]', 0
    classes = [name for name in (attributes.get("class") or "").split() if _NAME.fullmatch(name)][
        :MAX_CLASSES
    ]
    for name in classes:
        yield f"{tag}.{name}", 1 + 8 * _is_generated(name)
    if len(classes) > 1:
        yield tag + "".join(f".{name}" for name in classes), 2 + 8 * any(map(_is_generated, classes))
    identity = attributes.get("id") or ""
    if _NAME.fullmatch(identity):
        yield f"#{identity}", 1 + 8 * _is_generated(identity)
    if tag in _MEANINGFUL:
        yield tag, 3


def _path_of(node: LexborNode) -> str | None:
    """Return a path of tags from the nearest element with a name, each with its number where it has like neighbours."""
    steps: list[str] = []
    element: LexborNode | None = node
    while element is not None and len(steps) < MAX_STEPS:
        names = dict(own_names(element))
        if steps and names:
            return " > ".join((min(names, key=lambda name: names[name]), *reversed(steps)))
        if element.tag == "body":
            return " > ".join(("body", *reversed(steps))) if steps else None
        steps.append(_step_of(element))
        element = element.parent
    return None


def _step_of(node: LexborNode) -> str:
    """Return the tag of an element, with its number among the elements of this tag beside it if there are others."""
    number = others = 0
    for mate in node.parent.iter() if node.parent is not None else ():
        others += mate.tag == node.tag
        if mate.mem_id == node.mem_id:
            number = others
    tag = _tag_of(node) or "*"
    return f"{tag}:nth-of-type({number})" if others > 1 else tag


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    element = node.parent
    while element is not None and element.tag not in ("body", "html"):
        yield element
        element = element.parent


def _tag_of(node: LexborNode) -> str:
    return node.tag if node.tag and _TAG.fullmatch(node.tag) else ""  # a page may call an element anything


def _is_generated(name: str) -> bool:
    """Return whether a name was generated for one page or one build: post-81273, css-1x2y3z, _abc123."""
    return any(map(str.isdigit, name))
