"""Find teasers: the sentences that a page prints under or before the link to another article of the site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from selectolax.lexbor import LexborNode

from xabar.extraction.blocks import Block
from xabar.extraction.body import is_inner
from xabar.extraction.html_text import BEGUN, read_text

ROW: Final = 3  # teasers that make a list; fewer may be chance
TITLE: Final = 12  # characters of a linked title; a shorter link is a section, a tag or a writer
BETWEEN: Final = 2  # lines between a title and its teaser: a date, a section
CALL: Final = 25  # characters of a link like «Batafsil» below a teaser

_Key = tuple[tuple[str, ...], str, int]  # what the titles of a row have in common: place, kind, level


def find_teasers(blocks: Sequence[Block], url: str) -> list[Block]:
    """Return the blocks of a page that tease other articles, in the page's order.

    A row of boxes teases if each begins with a linked title in a place of the same names; so does one box with a row of
    such titles, or paragraphs that each end with a link of the same words to another page. A title among the paragraphs
    of one text makes no teaser of them, because they stand in one box with the paragraphs before it.
    """
    leaders = dict(_leaders(blocks))
    text = _text_places(blocks, leaders)
    for block in blocks:
        if block.weight and block.place in text:
            leaders.pop(block.container, None)
    rows: defaultdict[_Key, list[int]] = defaultdict(list)
    for container, leader in leaders.items():
        rows[_key(leader)].append(container)
    in_one_box = _rows_in_boxes(blocks)
    teasing: set[int] = set()
    for key, containers in rows.items():
        inner = [container for container in containers if _leads_on(leaders[container], url)]
        teasing.update(at for at in inner if len(inner) >= ROW or (key, at) in in_one_box)
    called = set(map(id, _called(blocks, url)))
    return [block for block in blocks if block.weight and (block.container in teasing or id(block) in called)]


def _key(block: Block) -> _Key:
    return block.place, block.kind, block.level


def _leaders(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """Yield each container whose first sentence stands below a linked title, with that title."""
    seen: set[int] = set()
    title: Block | None = None
    between = 0
    for block in blocks:
        if block.weight:
            if title is not None and block.container not in seen:
                yield block.container, title
            seen.add(block.container)
            title = None
        elif block.kind in "at" and len(block.text) >= TITLE:
            title, between = block, 0
        elif block.level or between == BETWEEN:
            title = None
        else:
            between += 1


def _text_places(blocks: Sequence[Block], leaders: Collection[int]) -> set[tuple[str, ...]]:
    """Return the places of the text: those that have sentences below no linked title, too."""
    weights: Counter[tuple[str, ...]] = Counter()
    for block in blocks:
        if block.container not in leaders:
            weights[block.place] += int(block.weight)
    return {place for place, weight in weights.items() if weight >= BEGUN}


def _rows_in_boxes(blocks: Sequence[Block]) -> set[tuple[_Key, int]]:
    """Return the boxes that hold a row of like titles, most of them with a sentence right below."""
    titles = Counter(map(_key, blocks))
    below = Counter((_key(block), other.container) for block, other in pairwise(blocks) if other.weight)
    return {(key, box) for (key, box), count in below.items() if count >= ROW and 2 * count >= titles[key]}


def _called(blocks: Sequence[Block], url: str) -> Iterator[Block]:
    """Yield the paragraphs that end with a call to read another page, if there is a row of them."""
    calls: defaultdict[str, dict[str, Block]] = defaultdict(dict)
    for block in blocks:
        if block.weight and block.linked and (link := _last_link(block)) is not None:
            text, href = read_text(link) or "", link.attributes.get("href") or ""
            if len(text) <= CALL and block.text.endswith(text) and is_inner(url, href):
                calls[text][href] = block
    for row in calls.values():
        if len(row) >= ROW:
            yield from row.values()


def _last_link(block: Block) -> LexborNode | None:
    links = block.element.css("a[href]")
    return links[-1] if links else None


def _leads_on(leader: Block, url: str) -> bool:
    link = _last_link(leader) or link_around(leader.element)
    return link is not None and is_inner(url, link.attributes.get("href") or "")


def link_around(node: LexborNode) -> LexborNode | None:
    """Return the link around an element, if there is one."""
    parent: LexborNode | None = node
    while parent is not None and parent.tag != "a":
        parent = parent.parent
    return parent
