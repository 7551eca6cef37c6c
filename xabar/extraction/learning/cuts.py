"""Find what stands inside of the text's element and is no text: boxes that repeat as a text, and lists of links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from xabar.extraction.html_text import BLOCKS
from xabar.extraction.learning.lessons import Reading, outermost, squeeze
from xabar.extraction.learning.naming import own_names

LEAST: Final = 3  # articles with such a box
LINKED: Final = 0.8  # share of its characters that are the words of links
UNSURE: Final = 3  # the cost of a name that other elements may have, too
MAX_CUTS: Final = 30


def find_cuts(selector: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Return selectors for the boxes inside of the text's element that no article has as its text.

    Nothing of them stands in the text of any article, and they repeat as a text, or have little but links.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    linked: Counter[str] = Counter()
    wrong: set[str] = set()
    for reading in readings:
        own = squeeze(" ".join(line for line in reading.page.paragraphs if line not in reading.common))
        seen: set[str] = set()
        for name, node in _boxes(reading, selector):
            text = squeeze(node.text())
            if not text or name in wrong:
                continue
            if text in own or any(line in text for line in reading.squeezed):
                wrong.add(name)
            elif name not in seen:
                seen.add(name)
                texts[name].append(text)
                linked[name] += _linked(node) >= LINKED * len(text)
    found = [
        name
        for name, printed in texts.items()
        if name not in wrong and len(printed) >= LEAST and (linked[name] == len(printed) or _repeat(printed))
    ]
    return tuple(_outer(found, selector, readings)[:MAX_CUTS])


def _outer(names: Sequence[str], selector: str, readings: Sequence[Reading]) -> list[str]:
    """Return the names without those of boxes that always stand inside of another one."""
    needed: dict[str, None] = {}
    for reading in readings:
        boxes = [(name, node) for name, node in _boxes(reading, selector) if name in names]
        outer = {node.mem_id for node in outermost([node for _, node in boxes])}
        needed |= {name: None for name, node in boxes if node.mem_id in outer}
    return list(needed)


def _repeat(texts: Sequence[str]) -> bool:
    """Return whether every one of the texts, or nearly, is another one of them too."""
    counts = Counter(texts)
    return sum(count for count in counts.values() if count > 1) >= LINKED * len(texts)


def _linked(node: LexborNode) -> int:
    links = [node] if node.tag == "a" else node.css("a")
    return sum(len(squeeze(link.text())) for link in links)


def _boxes(reading: Reading, selector: str) -> Iterator[tuple[str, LexborNode]]:
    """Yield the blocks with a name inside of the text's element, each with its best name."""
    block = reading.tree.css_first(selector)
    for node in block.traverse() if block is not None else ():
        if node.tag in BLOCKS and (node.attributes.get("class") or node.attributes.get("id")):
            name, cost = min(own_names(node), key=lambda pair: pair[1], default=("", UNSURE))
            if cost < UNSURE and node.mem_id != (block.mem_id if block else None):
                yield name, node
