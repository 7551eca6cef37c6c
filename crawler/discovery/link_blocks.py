"""The links of a web page as readers see them: each with its headline, and the date that stands in the same block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.discovery.list_dates import (
    OuterDates,
    dates_in_attributes,
    dates_in_line,
    is_bare_time,
    is_date,
)
from xabar.extraction.addresses import join_url
from xabar.extraction.date_places import MAX_DATE, is_aside

MAX_LINKS: Final = 5_000  # of a page; what comes behind them is no news
MAX_LEVELS: Final = 6  # from a link up to the block around it
MAX_TEXT: Final = 300  # characters of a link's text that are kept
HEADLINE: Final = 20  # characters; the text of a link to a section or tag is shorter
SHORTEST: Final = 5  # characters of a headline, on pages whose links are all short
HEADLINE_WORDS: Final = 3
MAX_WORD: Final = 20  # characters of a date without digits
MAX_AROUND: Final = 1_000  # characters of a block
MAX_LEAD: Final = 200  # characters of a block, headline and lead, that tell how large a list is
MAX_INNER: Final = 40  # links in one block; more are a whole column
_SIGNED: Final = 3  # levels that tell one kind of block from another
_HEADINGS: Final = "h1, h2, h3, h4, h5, h6"
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u")
)


@dataclass(frozen=True, slots=True)
class LinkBlock:
    """A link, and what stands in its block: nothing else has a headline there."""

    url: str
    text: str
    dates: tuple[str, ...]  # short texts of the block beside the headline, machine dates first
    kind: tuple[str, ...]  # elements and classes around it: blocks of one list have the same
    in_frame: bool  # in a menu, a sidebar or a footer
    around: str = ""  # all text of the block, if it is short: of a list, headline and lead

    @property
    def is_headline(self) -> bool:
        """True if the text is long enough to be a headline."""
        return is_headline(self.text)


def is_headline(text: str) -> bool:
    """Return whether the text of a link can be a headline.

    >>> is_headline("Sport"), is_headline("Fan va texnika"), is_headline("Yangi maktab ochildi va topshirildi")
    (False, False, True)
    """
    return len(text) >= HEADLINE and len(text.split()) >= HEADLINE_WORDS


def read_link_blocks(tree: LexborHTMLParser, url: str) -> list[LinkBlock]:
    """Return the links of a page to other pages in their order, each address once, with its longest text."""
    found: dict[str, LinkBlock] = {}
    headlines = _Headlines()
    outer = OuterDates(headlines.holds_any)
    for anchor in tree.css("a[href]")[:MAX_LINKS]:
        address = join_url(url, anchor.attributes.get("href") or "")
        if address is None or address == url:
            continue
        text = link_headline(anchor)
        known = found.get(address)
        if known is None or len(text) > len(known.text):
            found[address] = _read_block(anchor, address, text, known, headlines, outer)
    return list(found.values())


def _read_block(
    anchor: LexborNode,
    address: str,
    text: str,
    known: LinkBlock | None,
    headlines: _Headlines,
    outer: OuterDates,
) -> LinkBlock:
    block = _block_around(anchor, headlines)
    if not is_headline(text):  # a link around the picture, beside the headline
        heading = block.css_first(_HEADINGS)
        text = max(text, _words(heading) if heading is not None else "", known.text if known else "", key=len)
    around = _words(block)
    dates, in_frame = tuple(_dates(block, text)), is_aside(anchor)
    if is_headline(text) and not in_frame:
        dates = _with_outer(dates, block, outer)
    return LinkBlock(
        address, text, dates, _kind(block), in_frame, around if len(around) <= MAX_AROUND else ""
    )


def _with_outer(dates: tuple[str, ...], block: LexborNode, outer: OuterDates) -> tuple[str, ...]:
    """Return the dates of a block, led by what is printed outside of it if it has no day of its own.

    A bare time belongs to the day above it; without one it is today's.
    """
    own = [text for text in dates if is_date(text)]
    if any(not is_bare_time(text) for text in own):
        return dates
    if said := tuple(dates_in_attributes(block)):
        return (*said, *dates)
    day = outer.of(block)
    if day is None:
        return dates
    return (f"{day} {own[0].strip(' ()[],')}" if own else day, *dates)


def main_blocks(blocks: Iterable[LinkBlock]) -> list[LinkBlock]:
    """Return the blocks of the page's main list: those of the kind with the most text, twice so if it has dates.

    Leads count with their headlines, or else a sidebar of dated headlines would outweigh a list of cards without dates.
    """
    shown = [block for block in blocks if not block.in_frame and len(block.text) >= SHORTEST]
    headlines = [block for block in shown if block.is_headline] or shown
    counts: Counter[tuple[str, ...]] = Counter()
    for block in headlines:
        counts[block.kind] += max(len(block.text), min(len(block.around), MAX_LEAD))
    dated = {block.kind for block in headlines if block.dates}
    if not counts:
        return []
    kind = max(counts, key=lambda each: (counts[each] * (2 if each in dated else 1), each))
    return [block for block in headlines if block.kind == kind]


def link_text(anchor: LexborNode) -> str:
    """Return the words of a link, or of its title where it only holds a picture."""
    return (_words(anchor) or " ".join((anchor.attributes.get("title") or "").split()))[:MAX_TEXT]


def link_headline(anchor: LexborNode) -> str:
    """Return the words of a link that are its headline: a card that is one link holds its date and its lead, too."""
    if anchor.css_first("*") is None:
        return link_text(anchor)
    parts = [text for text in _boxed_texts(anchor) if not is_date(text)]
    if len(parts) < 2 or (heading := anchor.css_first(_HEADINGS)) is None:
        headlines = [text for text in parts if is_headline(text)]
        return (headlines or [link_text(anchor)])[0][:MAX_TEXT]
    return (_words(heading) or link_text(anchor))[:MAX_TEXT]


def _boxed_texts(anchor: LexborNode) -> list[str]:
    """Return the texts of the boxes in a link, in their order; a date in an element of its own is one, too."""
    texts: dict[int, list[str]] = {}
    for node in anchor.traverse(include_text=True, skip_empty=True):
        if node.tag == "-text" and (words := " ".join(node.text().split())):
            texts.setdefault(_box_of(node, anchor).mem_id, []).append(words)
            if len(texts) > MAX_INNER:
                break
    return [" ".join(words) for words in texts.values()]


def _box_of(text: LexborNode, anchor: LexborNode) -> LexborNode:
    """Return the element whose line a text stands in: a date has its own, other words that of the text around them."""
    box = text.parent or anchor
    for _ in range(MAX_LEVELS):
        if (
            box.mem_id == anchor.mem_id
            or box.parent is None
            or box.tag not in _INLINE
            or is_date(_words(box))
        ):
            break
        box = box.parent
    return box


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


class _Headlines(dict[int, frozenset[str | None] | None]):
    """Where the links with a headline lead that an element holds; None if it holds a whole column of links.

    Each element is looked through once, however many links ask for what is around them.
    """

    def holds_any(self, node: LexborNode) -> bool:
        """Return whether an element is, or holds, a link with a headline, or so many links that one must be."""
        if node.tag == "a":
            return is_headline(link_text(node))
        led = self.of(node)
        return led is None or bool(led)

    def of(self, node: LexborNode) -> frozenset[str | None] | None:
        """Return what an element holds, by its identity."""
        if node.mem_id not in self:
            links = node.css("a[href]")
            shown = (link.attributes.get("href") for link in links if is_headline(link_text(link)))
            self[node.mem_id] = None if len(links) > MAX_INNER else frozenset(shown)
        return self[node.mem_id]


def _block_around(anchor: LexborNode, headlines: _Headlines) -> LexborNode:
    """Return the largest element around a link in which no other link has a headline."""
    block, own = anchor, anchor.attributes.get("href")
    for _ in range(MAX_LEVELS):
        parent = block.parent
        if parent is None or parent.tag in ("body", "html", "main", "ul", "ol", "nav", "table", "tbody"):
            break
        led = headlines.of(parent)
        if led is None or led - {own}:
            break
        block = parent
    return block


def _dates(block: LexborNode, headline: str) -> Iterator[str]:
    """Yield what may be the date of a block: the stamps of <time>, and short texts other than the headline."""
    for time in block.css("time[datetime]")[:2]:
        if stamp := (time.attributes.get("datetime") or "").strip():
            yield stamp[:MAX_DATE]
    seen = 0
    for node in block.traverse(include_text=True, skip_empty=True):
        if node.tag != "-text":
            continue
        text = " ".join(node.text().split())
        if len(text) > MAX_DATE and any(map(str.isdigit, text)):
            yield from dates_in_line(text)
        elif text and text not in headline and len(text) <= _longest(text):
            seen += 1
            if seen > MAX_INNER:
                return
            yield text
    whole = _words(block).replace(headline, " ").strip()
    if whole and len(whole) <= MAX_DATE:
        yield whole


def _longest(text: str) -> int:
    """Return how many characters a date like this one has at most: without digits it is a word, such as «Сегодня»."""
    return MAX_DATE if any(map(str.isdigit, text)) else MAX_WORD


def _kind(block: LexborNode) -> tuple[str, ...]:
    kind, node = [], block
    for _ in range(_SIGNED):
        kind.append(f"{node.tag}.{node.attributes.get('class') or ''}")
        if node.parent is None:
            break
        node = node.parent
    return tuple(kind)
