"""Collect what a page says of itself for machines: <meta>, canonical address, JSON-LD, times, microdata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.addresses import join_url
from xabar.extraction.date_places import is_other_date
from xabar.extraction.html_text import read_text
from xabar.extraction.pager import PAGER

# Each query walks over the whole page, so a single one collects everything that any field may come from.
_MARKED: Final = (
    'meta[content], link[rel="canonical"], script[type="application/ld+json"], time[datetime], [itemprop]'
    ', [rel]:is([rel~="author"], [rel~="next"]), '
) + PAGER
_META_NAMES: Final = ("property", "name", "itemprop")


class Markup:
    """The marked elements of a page.

    `meta` has the first content of each <meta> by its lower-case name, and `tags` the contents of `article:tag`.
    `json_ld` has the texts of the JSON-LD scripts, and `times` the <time datetime> elements.
    """

    def __init__(self, tree: LexborHTMLParser, url: str) -> None:
        self.meta: dict[str, str] = {}
        self.tags: dict[str, None] = {}  # in their order, each once
        self.json_ld: list[str] = []
        self.times: dict[int, LexborNode] = {}  # by their identity, because several selectors may find one
        self.pager: list[LexborNode] = []  # links that may lead to further parts of the article
        self._tree = tree
        self._canonical: list[str] = []
        self._marks: set[str] = set()  # the names of microdata and of link relations that occur
        for node in tree.css(_MARKED):
            self._collect(node)
        self.canonical = join_url(url, self._canonical[0]) if self._canonical else None

    def texts(self, selector: str, mark: str = "") -> Iterator[str]:
        """Yield the texts of the elements that a selector finds. With a mark, it only can if the mark is on the page."""
        if not mark or mark in self._marks:
            yield from (text for node in self._tree.css(selector) if (text := read_text(node)))

    def first_time(self, selector: str) -> LexborNode | None:
        """Return the first <time datetime> that a selector finds, apart from those of sidebars and menus."""
        found = self._tree.css(selector) if self.times else ()
        return next((node for node in found if not is_other_date(node)), None)

    def _collect(self, node: LexborNode) -> None:
        tag, attributes = node.tag, node.attributes
        if tag == "meta":
            self._collect_meta(attributes)
        elif tag == "time" and "datetime" in attributes:
            self.times[node.mem_id] = node
        elif tag == "script" and (attributes.get("type") or "").lower() == "application/ld+json":
            self.json_ld.append(node.text())
        elif relation := attributes.get("rel"):
            self._marks.update(relation.lower().split())
            if tag == "link" and relation.lower() == "canonical":
                self._canonical.append(attributes.get("href") or "")
        if tag in ("a", "link"):
            self.pager.append(node)
        if name := attributes.get("itemprop"):
            self._marks.update(name.lower().split())

    def _collect_meta(self, attributes: Mapping[str, str | None]) -> None:
        content = (attributes.get("content") or "").strip()
        for key in _META_NAMES if content else ():
            if name := attributes.get(key):
                self.meta.setdefault(name.lower(), content)
                if name.lower() == "article:tag":
                    self.tags[content] = None
